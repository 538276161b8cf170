import { Alert, Badge, Button, Drawer, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Check, X } from "lucide-react";
import { useState } from "react";
import type { DryRun, MatchReply } from "../../../src/api/enrollment.ts";
import { api, messageOf, refusalsOf } from "../../api.ts";
import { DocumentPreview } from "../../parts/document-preview.tsx";
import { FailureList } from "../../parts/failure-panel.tsx";

/** What the workflow would do for a record now: the exact document, or every reason why not. Nothing is written. */
export function TryRecord({ workflow, isOpen, onClose }: { workflow: { id: string; objectType: string }; isOpen: boolean; onClose: () => void }) {
  const [recordId, setRecordId] = useState("");
  const plan = useMutation(api.workflows.plan.mutationOptions());
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" size="lg" title="Try with a record" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            plan.mutate({ id: workflow.id, recordId: recordId.trim() });
          }}
        >
          <Group align="flex-end">
            <TextInput flex={1} label={`Id of the ${workflow.objectType}`} description="Nothing is written." value={recordId} onChange={(event) => setRecordId(event.currentTarget.value)} required data-autofocus />
            <Button type="submit" loading={plan.isPending} disabled={recordId.trim() === ""}>
              Preview
            </Button>
          </Group>
        </form>
        {plan.isError ? <Refused error={plan.error} /> : null}
        {plan.data ? <Outcome workflowId={workflow.id} outcome={plan.data} /> : null}
      </Stack>
    </Drawer>
  );
}

function Refused({ error }: { error: unknown }) {
  const failures = refusalsOf(error);
  return failures.length > 0 ? <FailureList failures={failures} /> : <Alert color="red" variant="light">{messageOf(error)}</Alert>;
}

function Outcome({ workflowId, outcome }: { workflowId: string; outcome: DryRun }) {
  const navigate = useNavigate();
  const enroll = useMutation(api.workflows.enroll.mutationOptions({ onSuccess: (row) => void navigate({ to: `/enrollments/${row.id}` }) }));
  const isReady = outcome.steps.every((step) => step.failures.length === 0);
  return (
    <Stack>
      <Title order={3} size="h5">
        {outcome.recordName}
      </Title>
      <Match match={outcome.match} enrolledBefore={outcome.enrolledBefore} />
      {outcome.steps.map((step) => (
        <Stack key={step.stepId} gap="xs">
          <Text fw={600}>{step.title}</Text>
          {step.plan ? <DocumentPreview plan={step.plan} /> : <FailureList failures={step.failures} />}
          {step.decisions.map((decision) => (
            <Text key={decision.about} size="sm" c="dimmed">
              {decision.about}: {decision.decided}
            </Text>
          ))}
        </Stack>
      ))}
      {enroll.isError ? <Refused error={enroll.error} /> : null}
      <Button onClick={() => enroll.mutate({ id: workflowId, recordId: outcome.recordId })} loading={enroll.isPending} disabled={!isReady}>
        Enroll this record
      </Button>
    </Stack>
  );
}

function Match({ match, enrolledBefore }: { match: MatchReply; enrolledBefore: number }) {
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge color={match.matched ? "teal" : "gray"} variant="light" radius="sm" tt="none">
          {match.matched ? "meets the triggers" : "does not meet the triggers"}
        </Badge>
        {enrolledBefore > 0 ? (
          <Badge color="yellow" variant="light" radius="sm" tt="none">
            enrolled {enrolledBefore === 1 ? "once" : `${enrolledBefore} times`} before
          </Badge>
        ) : null}
      </Group>
      {match.groups.flatMap((group, index) =>
        group.filters.map((filter, at) => (
          <Group key={`${index}-${at}`} gap={6} wrap="nowrap" align="flex-start">
            {filter.held ? <Check size={16} aria-label="holds" color="var(--mantine-color-teal-6)" /> : <X size={16} aria-label="does not hold" color="var(--mantine-color-red-6)" />}
            <Text size="sm">
              {filter.label} {filter.operator} {filter.values.join(" or ")} <Text span c="dimmed" inherit>(it is {filter.actual ?? "empty"})</Text>
            </Text>
          </Group>
        )),
      )}
    </Stack>
  );
}
