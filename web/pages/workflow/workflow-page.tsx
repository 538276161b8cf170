import { Badge, Button, Card, Divider, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import type { WorkflowDetail } from "../../../src/api/workflow.ts";
import { api } from "../../api.ts";
import { Loaded, Page } from "../../parts/page.tsx";
import { EnrollmentHistory } from "./enrollment-history.tsx";
import { StepCard } from "./step-card.tsx";
import { TryRecord } from "./try-record.tsx";
import { useWorkflowSwitch } from "./workflow-switch.tsx";

export function WorkflowPage() {
  const { id } = useParams({ from: "/workflows/$id" });
  const workflow = useQuery(api.workflows.get.queryOptions({ input: { id } }));
  return (
    <Loaded query={workflow} rows={5}>
      {(detail) => <WorkflowView workflow={detail} />}
    </Loaded>
  );
}

function WorkflowView({ workflow }: { workflow: WorkflowDetail }) {
  const { toggle, isBusy } = useWorkflowSwitch(workflow);
  const [isTrying, setIsTrying] = useState(false);
  return (
    <Page
      title={workflow.name}
      subtitle={`On ${workflow.objectType}s · version ${workflow.version} · ${workflow.allowsReenrollment ? "a record may go through again" : "each record goes through once"}`}
      actions={
        <>
          <Button variant="default" leftSection={<FlaskConical size={16} aria-hidden />} onClick={() => setIsTrying(true)}>
            Try with a record
          </Button>
          <Switch checked={workflow.state === "on"} disabled={isBusy} onChange={toggle} label={workflow.state === "on" ? "On" : "Off"} aria-label={`${workflow.name} is ${workflow.state}`} size="md" />
        </>
      }
    >
      <Stack gap={0} maw={640}>
        <Triggers groups={workflow.triggersInWords} />
        {workflow.steps.map((step, index) => (
          <div key={step.id}>
            <Divider orientation="vertical" h={20} ml={32} size="sm" aria-hidden />
            <StepCard workflowId={workflow.id} step={step} position={index + 1} />
          </div>
        ))}
      </Stack>
      <EnrollmentHistory workflowId={workflow.id} />
      <TryRecord workflow={workflow} isOpen={isTrying} onClose={() => setIsTrying(false)} />
    </Page>
  );
}

function Triggers({ groups }: { groups: string[][] }) {
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5" mb="xs">
        A record is enrolled when
      </Title>
      <Stack gap="xs">
        {groups.map((filters, index) => (
          <div key={index}>
            {index > 0 ? (
              <Badge variant="light" color="gray" radius="sm" mb="xs" tt="none">
                or
              </Badge>
            ) : null}
            {filters.map((filter, at) => (
              <Group key={filter} gap={6}>
                {at > 0 ? (
                  <Text size="sm" c="dimmed">
                    and
                  </Text>
                ) : null}
                <Text size="sm">{filter}</Text>
              </Group>
            ))}
          </div>
        ))}
      </Stack>
    </Card>
  );
}
