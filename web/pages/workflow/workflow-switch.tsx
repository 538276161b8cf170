import { Anchor, Button, Checkbox, Group, List, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf, refusalsOf } from "../../api.ts";
import { FailureList } from "../../parts/failure-panel.tsx";

/** Turning a workflow on asks first; turning it off is done at once. */
export function useWorkflowSwitch(workflow: { id: string; name: string; state: "on" | "off" }): { toggle: () => void; isBusy: boolean } {
  const queries = useQueryClient();
  const turnOff = useMutation(
    api.workflows.turnOff.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.workflows.key() });
        notifications.show({ message: `"${workflow.name}" is off. Running enrollments finish.` });
      },
      onError: (error) => notifications.show({ color: "red", message: messageOf(error) }),
    }),
  );
  function toggle(): void {
    if (workflow.state === "on") return turnOff.mutate({ id: workflow.id });
    modals.open({ title: `Turn on "${workflow.name}"?`, children: <TurnOn workflow={workflow} />, closeButtonProps: { "aria-label": "Close" } });
  }
  return { toggle, isBusy: turnOff.isPending };
}

function TurnOn({ workflow }: { workflow: { id: string; name: string } }) {
  const queries = useQueryClient();
  const [enrollExisting, setEnrollExisting] = useState(false);
  const matching = useQuery(api.workflows.matching.queryOptions({ input: { id: workflow.id } }));
  const turnOn = useMutation(
    api.workflows.turnOn.mutationOptions({
      onSuccess: ({ enrolled }) => {
        modals.closeAll();
        void queries.invalidateQueries({ queryKey: api.workflows.key() });
        notifications.show({ color: "teal", message: enrolled > 0 ? `"${workflow.name}" is on; ${enrolled} records were enrolled.` : `"${workflow.name}" is on.` });
      },
    }),
  );
  const count = matching.data?.count ?? 0;
  return (
    <Stack gap="md">
      <Text size="sm">From now on, every record that starts to meet the triggers is enrolled and may create a document.</Text>
      {matching.isPending ? <Text size="sm" c="dimmed">Counting the records that meet the triggers already…</Text> : null}
      {count > 0 ? (
        <div>
          <Text size="sm">
            {count === 1 ? "One record meets" : `${count} records meet`} the triggers already, among them:
          </Text>
          <List size="sm" my={4}>
            {matching.data?.sample.map((record) => (
              <List.Item key={record.recordId}>
                <Anchor inherit href={record.recordUrl} target="_blank" rel="noreferrer">
                  {record.recordName}
                </Anchor>
              </List.Item>
            ))}
          </List>
          <Checkbox checked={enrollExisting} onChange={(event) => setEnrollExisting(event.currentTarget.checked)} label={`Enroll ${count === 1 ? "it" : `all ${count}`} now; each may create a document`} />
        </div>
      ) : null}
      {turnOn.isError ? <FailureList failures={refusalsOf(turnOn.error)} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => modals.closeAll()}>
          Cancel
        </Button>
        <Button loading={turnOn.isPending} disabled={matching.isPending} onClick={() => turnOn.mutate({ id: workflow.id, enrollExisting })}>
          Turn on
        </Button>
      </Group>
    </Stack>
  );
}
