import { Drawer, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { StepReply } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { SettingsForm } from "../../form/settings-form.tsx";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { fieldProblemsOf } from "../../parts/problems.ts";
import { Findings } from "./findings.tsx";

interface StepDrawerProps {
  workflowId: string;
  step: StepReply;
  onClose: () => void;
}

const noProblems: { field: string; problem: string }[] = [];

/** Edits a step's settings; saving publishes a new version of the workflow. */
export function StepDrawer({ workflowId, step, onClose }: StepDrawerProps): ReactNode {
  const queryClient = useQueryClient();
  const save = useMutation(
    orpc.workflows.saveStep.mutationOptions({
      onSuccess: async (workflow) => {
        notifications.show({ title: "Saved", message: `Version ${workflow.version} is published; new enrollments use it.` });
        onClose();
        await refreshTopics(queryClient, new Set(["workflows"]));
      },
    }),
  );
  const problems = fieldProblemsOf(save.error);
  return (
    <Drawer opened onClose={onClose} position="right" size={480} title={<Text fw={650}>{step.title}</Text>}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          Enrollments that are under way keep the settings they started with.
        </Text>
        <Findings findings={step.findings} />
        {problems === undefined && <CallProblem error={save.error} />}
        <SettingsForm
          form={step.form}
          settings={step.settings}
          problems={problems ?? noProblems}
          isSaving={save.isPending}
          onSave={(settings) => save.mutate({ id: workflowId, stepId: step.id, settings })}
          onCancel={onClose}
        />
      </Stack>
    </Drawer>
  );
}
