import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Modal, NumberInput, Radio, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { MoreMayMatch } from "../dry-run/matching-records.tsx";
import { BatchPlanShown } from "../dry-run/batch-plan.tsx";
import { refreshTopics } from "../live.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { DialogActions } from "../parts/dialog-actions.tsx";
import { ExternalLink } from "../parts/links.tsx";

interface TurnOnDialogProps {
  workflow: Pick<WorkflowRow, "id" | "name">;
  onClose: () => void;
}

/** So many are tried at once at most. */
const mostTried = 200;

/** Asks before turning on, and whether records that already meet the triggers are enrolled, and how many at most. The default bills nobody. */
export function TurnOnDialog({ workflow, onClose }: TurnOnDialogProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [existing, setExisting] = useState<"leave" | "enroll">("leave");
  const [cap, setCap] = useState<number | null>(null);
  const matching = useQuery(orpc.workflows.matching.queryOptions({ input: { id: workflow.id }, gcTime: 0 }));
  const turnOn = useMutation(
    orpc.workflows.turnOn.mutationOptions({
      onSuccess: async ({ enrolled }) => {
        const message = enrolled > 0 ? t`"${workflow.name}" enrolls records from now on, and ${enrolled} that were there.` : t`"${workflow.name}" enrolls records from now on.`;
        notifications.show({ title: t`Turned on`, message });
        onClose();
        await refreshTopics(queryClient, new Set(["workflows", "enrollments"]));
      },
    }),
  );
  const test = useMutation(orpc.workflows.planMany.mutationOptions());
  const counted = (matching.data?.count ?? 0) + (matching.data?.unknown ?? 0);
  const isEnrolling = existing === "enroll" && counted > 0;
  const tried = Math.min(counted, cap ?? mostTried, mostTried);
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`Turn on "${workflow.name}"?`}</Text>} size={test.data === undefined ? "lg" : 960}>
      <Stack gap="md">
        <Text size="sm">
          <Trans>From now on every record that starts to meet the triggers is enrolled, and its document is created in QuickBooks.</Trans>
        </Text>
        {matching.isPending && <Skeleton height={64} role="status" aria-label={t`Looking for records that already match`} />}
        <CallProblem error={matching.error} onRetry={() => void matching.refetch()} />
        {matching.data !== undefined && matching.data.count + matching.data.unknown > 0 && (
          <Existing {...matching.data} existing={existing} onChange={setExisting} cap={cap} onCap={setCap} />
        )}
        {matching.data !== undefined && matching.data.unknown > 0 && <MoreMayMatch unknown={matching.data.unknown} />}
        {matching.data?.count === 0 && matching.data.unknown === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>No record meets the triggers now.</Trans>
          </Text>
        )}
        {isEnrolling && (
          <Group>
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ id: workflow.id, last: tried })}>
              <Plural value={tried} one="Test it first" other="Test # of them first" />
            </Button>
          </Group>
        )}
        <CallProblem error={test.error} />
        {isEnrolling && test.data !== undefined && <BatchPlanShown planned={test.data} />}
        <DialogActions error={turnOn.error} onCancel={onClose}>
          <Button loading={turnOn.isPending} disabled={matching.isPending} onClick={() => turnOn.mutate({ id: workflow.id, existing, cap: existing === "enroll" ? cap : null })}>
            <Trans>Turn on</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}

interface ExistingProps {
  count: number;
  /** So many more may meet the triggers. */
  unknown: number;
  sample: { recordId: string; recordName: string; recordUrl: string }[];
  existing: "leave" | "enroll";
  onChange: (existing: "leave" | "enroll") => void;
  /** At most so many; null = all. */
  cap: number | null;
  onCap: (cap: number | null) => void;
}

function Existing({ count, unknown, sample, existing, onChange, cap, onCap }: ExistingProps): ReactNode {
  const { t } = useLingui();
  const left = count - sample.length;
  return (
    <>
      <Radio.Group
        label={unknown > 0 ? <Trans>At least {count} records already meet the triggers</Trans> : <Plural value={count} one="# record already meets the triggers" other="# records already meet the triggers" />}
        value={existing}
        onChange={(value) => onChange(value === "enroll" ? "enroll" : "leave")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="leave" label={t`Leave them alone: only records that start to match from now on`} />
          <Radio value="enroll" label={unknown > 0 ? t`Enroll all that meet them now` : <Plural value={count} one="Enroll it now" other="Enroll all # records now" />} />
        </Stack>
      </Radio.Group>
      {existing === "enroll" && count + unknown > 1 && (
        <NumberInput
          label={t`At most`}
          description={t`Begin with a few, and look at what comes of them. Empty: all.`}
          value={cap ?? ""}
          onChange={(value) => onCap(typeof value === "number" ? value : null)}
          min={1}
          max={count + unknown}
          allowDecimal={false}
          w={220}
        />
      )}
      <List size="sm" spacing={2}>
        {sample.map((record) => (
          <List.Item key={record.recordId}>
            <ExternalLink href={record.recordUrl}>{record.recordName}</ExternalLink>
          </List.Item>
        ))}
        {left > 0 && (
          <List.Item>
            <Plural value={left} one="and # more" other="and # more" />
          </List.Item>
        )}
      </List>
    </>
  );
}
