import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AccountSettings } from "#api/account-settings.ts";
import { orpc } from "../../api.ts";
import { Fields } from "../../form/fields.tsx";
import { shownSettingsOf } from "../../form/settings.ts";
import { type FieldProblems, useSettingsForm } from "../../form/use-settings-form.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Notice } from "../../parts/notice.tsx";
import { fieldProblemsOf, sentence } from "../../parts/problems.ts";
import { answeredQuestions, fieldsOf, type Question, questions } from "./setup-state.ts";
import { useQuestionWords } from "./question-words.ts";

interface QuestionsProps {
  booksId: string;
  onBack: () => void;
  onDone: () => void;
}

/** One question after the other, beginning with the first that nobody of the workspace looked at. */
export function Questions({ booksId, ...props }: QuestionsProps): ReactNode {
  const account = useQuery(orpc.connections.settings.queryOptions({ input: { id: booksId } }));
  const setup = useQuery(orpc.setup.get.queryOptions());
  if (account.data !== undefined && setup.data !== undefined) return <Asked account={account.data} lookedAt={setup.data.lookedAt} {...props} />;
  return (
    <>
      {(account.isPending || setup.isPending) && <LoadingRows />}
      <CallProblem error={account.error ?? setup.error} onRetry={() => void Promise.all([account.refetch(), setup.refetch()])} />
    </>
  );
}

function Asked({ account, lookedAt, onBack, onDone }: Omit<QuestionsProps, "booksId"> & { account: AccountSettings; lookedAt: readonly string[] }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const keep = useMutation(orpc.setup.save.mutationOptions({ onSuccess: (saved) => queries.setQueryData(orpc.setup.get.queryKey(), saved) }));
  const [index, setIndex] = useState(() => {
    const answered = answeredQuestions(account, new Set(lookedAt));
    return Math.max(0, questions.findIndex(({ id }) => !answered.has(id)));
  });
  const question = questions[index] ?? questions[0];
  const number = index + 1;
  const goOn = (): void => {
    keep.mutate({ lookedAt: [question.id] });
    if (number === questions.length) onDone();
    else setIndex(number);
  };
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="dimmed" mb={6}>
          <Trans>
            Question {number} of {questions.length}
          </Trans>
        </Text>
        <Progress value={(number / questions.length) * 100} aria-label={t`Questions`} />
      </div>
      <OneQuestion key={question.id} question={question} account={account} onBack={index === 0 ? onBack : () => setIndex(index - 1)} onNext={goOn} />
      <CallProblem error={keep.error} />
    </Stack>
  );
}

const noProblems: FieldProblems = [];

function OneQuestion({ question, account, onBack, onNext }: { question: Question; account: AccountSettings; onBack: () => void; onNext: () => void }): ReactNode {
  const queries = useQueryClient();
  const words = useQuestionWords()[question.id];
  const heading = useRef<HTMLHeadingElement>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  useEffect(() => heading.current?.focus(), []);
  const save = useMutation(
    orpc.connections.saveSettings.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(orpc.connections.settings.queryKey({ input: { id: saved.connectionId } }), saved);
        onNext();
      },
    }),
  );
  const fields = fieldsOf(question, account);
  const problems = fieldProblemsOf(save.error);
  const { form, elsewhere, submit } = useSettingsForm(fields, account.settings, problems ?? noProblems, setWrong);
  return (
    <form noValidate onSubmit={submit((values) => save.mutate({ id: account.connectionId, settings: shownSettingsOf(fields, values) }))}>
      <Card>
        <Stack gap="lg">
          <div>
            <Title order={2} ref={heading} tabIndex={-1} style={{ outline: "none" }}>
              {words.title}
            </Title>
            <Text size="sm" c="dimmed" mt={4}>
              {words.why}
            </Text>
          </div>
          <Fields all={fields} fields={fields} form={form} wrong={wrong} />
          {problems === undefined && <CallProblem error={save.error} />}
          {elsewhere.map((problem) => (
            <Notice key={problem} tone="danger" title={sentence(problem)} />
          ))}
          <Group justify="space-between">
            <Button variant="default" onClick={onBack}>
              <Trans>Back</Trans>
            </Button>
            <Group gap="sm">
              <Button variant="subtle" onClick={onNext}>
                <Trans>Skip</Trans>
              </Button>
              <Button type="submit" loading={save.isPending}>
                <Trans>Save and go on</Trans>
              </Button>
            </Group>
          </Group>
        </Stack>
      </Card>
    </form>
  );
}
