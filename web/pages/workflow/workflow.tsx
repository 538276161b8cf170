import "@mantine/dates/styles.layer.css";
import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Pencil, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageButton, PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { objectTypePlural } from "../../parts/states.ts";
import { WorkflowWords } from "../../parts/workflow-in-words.tsx";
import { PauseButton } from "../../workflow-switch/pause-button.tsx";
import { StoppedWorkflow } from "../../workflow-switch/stopped-workflow.tsx";
import { WorkflowSwitch } from "../../workflow-switch/workflow-switch.tsx";
import { Missing } from "../not-found/missing.tsx";
import { History } from "./history.tsx";

const route = getRouteApi("/app/workflows/$id");

/** One workflow as it is published, and whom it went through. */
export function WorkflowPage(): ReactNode {
  const { id } = route.useParams();
  const { t } = useLingui();
  const workflow = useQuery(orpc.workflows.get.queryOptions({ input: { id } }));
  const back = <PageLink to="/">{t`Workflows`}</PageLink>;
  if (workflow.data === undefined) return <Missing title={t`Workflow`} error={workflow.error} onRetry={() => void workflow.refetch()} back={back} />;
  return <WorkflowShown workflow={workflow.data} back={back} />;
}

function WorkflowShown({ workflow, back }: { workflow: WorkflowDetail; back: ReactNode }): ReactNode {
  const { t } = useLingui();
  const mayEdit = useMay("edit");
  const { id, version } = workflow;
  return (
    <Page
      title={workflow.name}
      back={back}
      beside={workflow.hasDraft && <Badge tone="warning">{version === 0 ? t`Never published` : t`Has unpublished changes`}</Badge>}
      facts={
        <>
          <Trans>Runs on {objectTypePlural(workflow.objectType)}</Trans>
          {version > 0 && (
            <>
              {" · "}
              <PageLink to="/workflows/$id/versions" params={{ id }} underline="always">{t`version ${version}`}</PageLink>
              {", "}
              <Moment at={workflow.updatedAt} />
            </>
          )}
        </>
      }
      actions={
        <>
          {!workflow.isCrmStep && (
            <PageButton to="/workflows/$id/edit" params={{ id }} variant={version === 0 ? "filled" : "default"} leftSection={<Pencil size={16} aria-hidden />}>
              {mayEdit ? t`Edit workflow` : t`Look at the workflow`}
            </PageButton>
          )}
          <PageButton to="/workflows/$id/edit" params={{ id }} search={{ panel: "test" }} variant="default">
            {t`Test`}
          </PageButton>
          {version > 0 && (
            <>
              <PauseButton workflow={workflow} />
              <WorkflowSwitch workflow={workflow} />
            </>
          )}
        </>
      }
    >
      {workflow.isCrmStep && (
        <Notice tone="success" title={t`This workflow stands for a step of a workflow in HubSpot`}>
          <Trans>HubSpot decides which records come, and the step's settings are changed there. Here you see what came of them, and may turn it off.</Trans>
        </Notice>
      )}
      <StoppedWorkflow workflow={workflow} />
      {version === 0 ? (
        <Empty icon={Workflow} title={t`This workflow was never published`}>
          <Trans>Draw it in the editor, then review and publish it. Nobody is enrolled before it is turned on.</Trans>
        </Empty>
      ) : (
        <Published id={id} version={version} />
      )}
      <History workflowId={id} />
    </Page>
  );
}

function Published({ id, version }: { id: string; version: number }): ReactNode {
  const { t } = useLingui();
  const published = useQuery(orpc.workflows.version.queryOptions({ input: { id, version }, staleTime: 60_000 }));
  return (
    <Stack component="section" gap="sm" aria-label={t`What it does`}>
      <Title order={2}>
        <Trans>What it does</Trans>
      </Title>
      {published.isPending && <LoadingRows />}
      <CallProblem error={published.error} onRetry={() => void published.refetch()} />
      {published.data !== undefined && <WorkflowWords words={published.data.words} />}
    </Stack>
  );
}
