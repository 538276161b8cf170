import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Modal, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { orpc } from "../api.ts";
import { CallProblem } from "./call-problem.tsx";
import { Notice } from "./notice.tsx";
import { ReasonedButton } from "./reasoned-button.tsx";

/** What became of records that were enrolled together. */
export interface Enrolled {
  enrolled: number;
  refused: readonly { recordId: string; failures: readonly { happened: string; doThis: string }[] }[];
}

interface EnrollDialogProps {
  objectType: string;
  count: number;
  error: unknown;
  isPending: boolean;
  /** Null = nothing was enrolled yet. */
  answer: Enrolled | null;
  nameOf: (recordId: string) => string;
  onEnroll: (workflowId: string) => void;
  onClose: () => void;
}

/** Takes records into a workflow that the person chooses, and says which were refused and why. */
export function EnrollDialog({ objectType, count, error, isPending, answer, nameOf, onEnroll, onClose }: EnrollDialogProps): ReactNode {
  const { t } = useLingui();
  const workflows = useQuery(orpc.workflows.list.queryOptions());
  const fitting = (workflows.data ?? []).filter((one) => one.objectType === objectType);
  const [chosen, setChosen] = useState<string | null>(null);
  const workflowId = chosen ?? (fitting.length === 1 ? (fitting[0]?.id ?? null) : null);
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}><Plural value={count} one="Enroll # record" other="Enroll # records" /></Text>}>
      <Stack gap="md">
        {answer === null && (
          <>
            <Select
              label={t`Workflow`}
              description={t`Its triggers are not asked; its steps run at once and may create documents.`}
              placeholder={t`Choose a workflow`}
              data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
              value={workflowId}
              onChange={setChosen}
              nothingFoundMessage={t`No workflow of this kind`}
              data-autofocus
            />
            {workflows.isSuccess && fitting.length === 0 && <Notice tone="warning" title={t`There is no workflow for this kind of record yet.`} />}
          </>
        )}
        <CallProblem error={error} />
        <div aria-live="polite">{answer !== null && <Answer answer={answer} nameOf={nameOf} />}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {answer === null ? <Trans>Cancel</Trans> : <Trans>Done</Trans>}
          </Button>
          {answer === null && (
            <ReasonedButton whyNot={workflowId === null ? t`Choose a workflow first.` : null} loading={isPending} onClick={() => workflowId !== null && onEnroll(workflowId)}>
              <Trans>Enroll</Trans>
            </ReasonedButton>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Answer({ answer: { enrolled, refused }, nameOf }: Pick<EnrollDialogProps, "nameOf"> & { answer: Enrolled }): ReactNode {
  return (
    <Stack gap="sm">
      <Text>
        <Plural value={enrolled} _0="No record was enrolled." one="# record was enrolled." other="# records were enrolled." />
      </Text>
      {refused.length > 0 && (
        <List size="sm" spacing={6}>
          {refused.map(({ recordId, failures }) => (
            <List.Item key={recordId}>
              <b>{nameOf(recordId)}</b>: {failures.map(({ happened, doThis }) => `${happened} ${doThis}`).join(" ")}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
