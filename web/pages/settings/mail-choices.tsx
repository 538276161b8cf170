import { Trans, useLingui } from "@lingui/react/macro";
import { Group, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { MailChoice, MailKind, MailWay } from "#domain/notification/notice.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Notice } from "../../parts/notice.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import classes from "./mail-choices.module.css";
import { useKindWords } from "./notice-kinds.ts";

const digestWaits = [5, 15, 30, 60, 240, 1_440];

/** The person's own choice for this workspace. */
export function MailChoices(): ReactNode {
  const choice = useQuery(orpc.notifications.get.queryOptions());
  if (choice.isPending) return <LoadingRows rows={5} />;
  if (choice.data === undefined) return <CallProblem error={choice.error} onRetry={() => void choice.refetch()} />;
  const { email, isMailSetUp, mayHear, ...current } = choice.data;
  return <ChoiceForm key={JSON.stringify(current)} current={current} email={email} isMailSetUp={isMailSetUp} mayHear={mayHear} />;
}

interface ChoiceFormProps {
  current: MailChoice;
  email: string;
  isMailSetUp: boolean;
  mayHear: MailKind[];
}

function ChoiceForm({ current, email, isMailSetUp, mayHear }: ChoiceFormProps): ReactNode {
  const { t } = useLingui();
  const words = useKindWords();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(current);
  const save = useMutation(
    orpc.notifications.save.mutationOptions({
      onSuccess: (saved) => {
        notifications.show({ message: t`Saved.` });
        queryClient.setQueryData(orpc.notifications.get.queryKey(), saved);
      },
    }),
  );
  const ways = [
    { value: "at-once", label: t`At once` },
    { value: "digest", label: t`In a digest` },
    { value: "off", label: t`Not at all` },
  ];
  const setWay = (kind: MailKind, way: MailWay): void => setDraft({ ...draft, ways: { ...draft.ways, [kind]: way } });
  const isUsingDigest = mayHear.some((kind) => draft.ways[kind] === "digest");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <Stack gap="md" maw={760}>
        {isMailSetUp ? (
          <Text size="sm" c="dimmed">
            <Trans>Mails about this workspace go to {email}. Only you can change what you get.</Trans>
          </Text>
        ) : (
          <Notice tone="warning" title={t`No mail server is set up, so nobody is mailed.`}>
            <Trans>Whoever runs Ledgerline sets LEDGERLINE_SMTP_URL. What you choose here counts from then on; nothing is kept for later.</Trans>
          </Notice>
        )}
        <div className={classes["rows"]}>
          {mayHear.map((kind) => (
            <div key={kind} className={classes["row"]}>
              <div className={classes["words"]}>
                <Text size="sm" fw={550}>
                  {words[kind].label}
                </Text>
                <Text size="sm" c="dimmed">
                  {words[kind].explained}
                </Text>
              </div>
              <NativeSelect aria-label={words[kind].label} data={ways} value={draft.ways[kind]} onChange={(event) => setWay(kind, event.currentTarget.value as MailWay)} w={190} />
            </div>
          ))}
        </div>
        {isUsingDigest && <DigestWait minutes={draft.digestMinutes} onChange={(digestMinutes) => setDraft({ ...draft, digestMinutes })} />}
        <CallProblem error={save.error} />
        <Group>
          <ReasonedButton type="submit" loading={save.isPending} whyNot={JSON.stringify(draft) === JSON.stringify(current) ? t`Nothing was changed.` : null}>
            <Trans>Save</Trans>
          </ReasonedButton>
        </Group>
      </Stack>
    </form>
  );
}

function DigestWait({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }): ReactNode {
  const { t } = useLingui();
  const label = (wait: number): string => (wait < 60 ? t`${wait} minutes` : wait === 60 ? t`An hour` : wait === 1_440 ? t`A day` : t`${wait / 60} hours`);
  // A wait that was chosen by API is offered as it is.
  const waits = [...new Set([...digestWaits, minutes])].toSorted((a, b) => a - b);
  return (
    <NativeSelect
      label={t`A digest goes out after`}
      description={t`Counted from the first news in it; more that comes meanwhile goes with it. What was settled is left out.`}
      data={waits.map((wait) => ({ value: String(wait), label: label(wait) }))}
      value={String(minutes)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      maw={440}
    />
  );
}
