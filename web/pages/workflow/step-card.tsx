import { Alert, Button, Card, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { StepReply } from "../../../src/api/workflow.ts";
import { api, fieldProblems, messageOf } from "../../api.ts";
import { ActionForm } from "../../form/action-form.tsx";

/** One step: what it does in words, what is wrong with it, and its form in a drawer. */
export function StepCard({ workflowId, step, position }: { workflowId: string; step: StepReply; position: number }) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h5">
            {position}. {step.title}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {step.summary}
          </Text>
        </div>
        <Button variant="default" size="xs" leftSection={<Pencil size={14} aria-hidden />} onClick={() => setIsEditing(true)} aria-label={`Edit step ${position}`}>
          Edit
        </Button>
      </Group>
      {step.findings.length > 0 ? <Findings findings={step.findings} /> : null}
      <Drawer opened={isEditing} onClose={() => setIsEditing(false)} position="right" title={step.title} closeButtonProps={{ "aria-label": "Close" }}>
        <EditStep workflowId={workflowId} step={step} onDone={() => setIsEditing(false)} />
      </Drawer>
    </Card>
  );
}

function Findings({ findings }: { findings: StepReply["findings"] }) {
  return (
    <Stack gap="xs" mt="sm">
      {findings.map((finding) => (
        <Alert key={finding.happened} color="yellow" variant="light" icon={<TriangleAlert size={16} aria-hidden />} title={finding.happened}>
          {finding.doThis}
        </Alert>
      ))}
    </Stack>
  );
}

function EditStep({ workflowId, step, onDone }: { workflowId: string; step: StepReply; onDone: () => void }) {
  const queries = useQueryClient();
  const save = useMutation(
    api.workflows.saveStep.mutationOptions({
      onSuccess: ({ version }) => {
        void queries.invalidateQueries({ queryKey: api.workflows.key() });
        notifications.show({ color: "teal", message: `Saved as version ${version}. Enrollments under way keep theirs.` });
        onDone();
      },
    }),
  );
  const problems = fieldProblems(save.error);
  return (
    <Stack>
      {save.isError && Object.keys(problems).length === 0 ? <Alert color="red" variant="light">{messageOf(save.error)}</Alert> : null}
      <ActionForm
        form={step.form}
        settings={step.settings}
        problems={problems}
        isSaving={save.isPending}
        onSave={(settings) => save.mutate({ id: workflowId, stepId: step.id, settings })}
        onCancel={onDone}
      />
    </Stack>
  );
}
