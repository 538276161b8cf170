import "@mantine/dates/styles.css";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FlaskConical, ListChecks } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { objectTypeWords } from "../../parts/states.ts";
import { PauseButton } from "../../workflow-switch/pause-button.tsx";
import { StoppedWorkflow } from "../../workflow-switch/stopped-workflow.tsx";
import { WorkflowSwitch } from "../../workflow-switch/workflow-switch.tsx";
import { Missing } from "../not-found/missing.tsx";
import { Flow } from "./flow.tsx";
import { History } from "./history.tsx";
import { PlanMany } from "./plan-many.tsx";
import { TryRecord } from "./try-record.tsx";

const route = getRouteApi("/app/workflows/$id");

/** One workflow: what starts it, what it does, and whom it went through. */
export function WorkflowPage(): ReactNode {
  const { id } = route.useParams();
  const workflow = useQuery(orpc.workflows.get.queryOptions({ input: { id } }));
  const back = <PageLink to="/">Workflows</PageLink>;
  if (workflow.data === undefined) return <Missing title="Workflow" error={workflow.error} onRetry={() => void workflow.refetch()} back={back} />;
  return <WorkflowShown workflow={workflow.data} back={back} />;
}

function WorkflowShown({ workflow, back }: { workflow: WorkflowDetail; back: ReactNode }): ReactNode {
  const [isTrying, trying] = useDisclosure();
  const [isTryingMany, tryingMany] = useDisclosure();
  const [recordId, setRecordId] = useState<string | null>(null);
  return (
    <Page
      title={workflow.name}
      back={back}
      facts={
        <>
          Runs on {objectTypeWords(workflow.objectType)}s · version {workflow.version}, of <Moment at={workflow.updatedAt} /> ·{" "}
          {workflow.allowsReenrollment ? "a record may go through again" : "a record goes through once"}
        </>
      }
      actions={
        <>
          <Button variant="default" leftSection={<FlaskConical size={16} aria-hidden />} onClick={trying.open}>
            Try with a record
          </Button>
          <Button variant="default" leftSection={<ListChecks size={16} aria-hidden />} onClick={tryingMany.open}>
            Try with many
          </Button>
          <PauseButton workflow={workflow} />
          <WorkflowSwitch workflow={workflow} />
        </>
      }
    >
      <StoppedWorkflow workflow={workflow} />
      <Flow workflow={workflow} />
      <History workflowId={workflow.id} />
      {isTryingMany && (
        <PlanMany
          workflow={workflow}
          onClose={tryingMany.close}
          onChoose={(chosen) => {
            setRecordId(chosen);
            trying.open();
          }}
        />
      )}
      {isTrying && (
        <TryRecord
          workflow={workflow}
          recordId={recordId}
          onClose={() => {
            setRecordId(null);
            trying.close();
          }}
        />
      )}
    </Page>
  );
}
