import { Button, Group, List, Modal, Radio, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { refreshTopics } from "../live.ts";
import { countedText } from "../parts/amounts.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { ExternalLink } from "../parts/links.tsx";

interface TurnOnDialogProps {
  workflow: Pick<WorkflowRow, "id" | "name">;
  onClose: () => void;
}

/** Asks before turning on, and whether records that already meet the triggers are enrolled. The default bills nobody. */
export function TurnOnDialog({ workflow, onClose }: TurnOnDialogProps): ReactNode {
  const queryClient = useQueryClient();
  const [enrollExisting, setEnrollExisting] = useState("no");
  const matching = useQuery(orpc.workflows.matching.queryOptions({ input: { id: workflow.id }, gcTime: 0 }));
  const turnOn = useMutation(
    orpc.workflows.turnOn.mutationOptions({
      onSuccess: async ({ enrolled }) => {
        const more = enrolled > 0 ? ` ${countedText(enrolled, "record")} enrolled.` : "";
        notifications.show({ title: "Turned on", message: `"${workflow.name}" enrolls records from now on.${more}` });
        onClose();
        await refreshTopics(queryClient, new Set(["workflows", "enrollments"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>Turn on "{workflow.name}"?</Text>} size="lg">
      <Stack gap="md">
        <Text size="sm">From now on every record that starts to meet the triggers is enrolled, and its document is created in QuickBooks.</Text>
        {matching.isPending && <Skeleton height={64} role="status" aria-label="Looking for records that already match" />}
        <CallProblem error={matching.error} onRetry={() => void matching.refetch()} />
        {matching.data !== undefined && matching.data.count > 0 && (
          <Existing {...matching.data} value={enrollExisting} onChange={setEnrollExisting} />
        )}
        {matching.data?.count === 0 && (
          <Text size="sm" c="dimmed">
            No record meets the triggers now.
          </Text>
        )}
        <CallProblem error={turnOn.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={turnOn.isPending} disabled={matching.isPending} onClick={() => turnOn.mutate({ id: workflow.id, enrollExisting: enrollExisting === "yes" })}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ExistingProps {
  count: number;
  sample: { recordId: string; recordName: string; recordUrl: string }[];
  value: string;
  onChange: (value: string) => void;
}

function Existing({ count, sample, value, onChange }: ExistingProps): ReactNode {
  const left = count - sample.length;
  return (
    <>
      <Radio.Group label={`${countedText(count, "record")} already ${count === 1 ? "meets" : "meet"} the triggers`} value={value} onChange={onChange}>
        <Stack gap="xs" mt="xs">
          <Radio value="no" label="Leave them alone: only records that start to match from now on" />
          <Radio value="yes" label={`Enroll ${count === 1 ? "it" : `all ${countedText(count, "record")}`} now`} />
        </Stack>
      </Radio.Group>
      <List size="sm" spacing={2}>
        {sample.map((record) => (
          <List.Item key={record.recordId}>
            <ExternalLink href={record.recordUrl}>{record.recordName}</ExternalLink>
          </List.Item>
        ))}
        {left > 0 && <List.Item>and {countedText(left, "more", "more")}</List.Item>}
      </List>
    </>
  );
}
