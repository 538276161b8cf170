import { t } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Plus, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { countText } from "../../parts/amounts.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageButton, PageLink } from "../../parts/links.tsx";
import { useMay } from "../../parts/may.ts";
import { LoadingRows } from "../../parts/loading.tsx";
import { Page } from "../../parts/page.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { sentence } from "../../parts/problems.ts";
import { objectTypePlural } from "../../parts/states.ts";
import { WorkflowSwitch } from "../../workflow-switch/workflow-switch.tsx";
import { firstSteps } from "./first-steps.ts";
import { FirstSteps } from "./first-steps.tsx";
import { Numbers } from "./numbers.tsx";
import { SetupCard } from "./setup-card.tsx";

/** In the language that is read now. */
function columns(): Column<WorkflowRow>[] {
  return [
    {
      header: t`Workflow`,
      cell: (workflow) => (
        <PageLink to="/workflows/$id" params={{ id: workflow.id }}>
          {workflow.name}
        </PageLink>
      ),
    },
    { header: t`Runs on`, cell: (workflow) => sentence(objectTypePlural(workflow.objectType)) },
    { header: t`In progress`, align: "end", cell: (workflow) => countText(workflow.counts.active) },
    { header: t`Needs attention`, align: "end", cell: (workflow) => countText(workflow.counts.needsAttention) },
    { header: t`Completed`, align: "end", cell: (workflow) => countText(workflow.counts.completed) },
    { header: t`State`, cell: stateCell },
  ];
}

/** What was never published cannot be turned on. */
function stateCell(workflow: WorkflowRow): ReactNode {
  if (workflow.version > 0) return <WorkflowSwitch workflow={workflow} />;
  return (
    <Badge tone="neutral">
      <Trans>Draft</Trans>
    </Badge>
  );
}

/** The first page: every workflow, whether it is on, and how its enrollments do. */
export function WorkflowsPage(): ReactNode {
  const workflows = useQuery(orpc.workflows.list.queryOptions());
  const overview = useQuery(orpc.overview.queryOptions());
  const mayEdit = useMay("edit");
  const mayAdminister = useMay("administer");
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const { t } = useLingui();
  // Simulated accounts have first steps of their own.
  const isNew = me.data !== undefined && mayAdminister && overview.data?.documents === 0 && workflows.data !== undefined && firstSteps(overview.data, workflows.data) === null;
  const create = mayEdit && (
    <PageButton to="/workflows/new" leftSection={<Plus size={16} aria-hidden />}>
      {t`Create workflow`}
    </PageButton>
  );
  return (
    <Page title={t`Workflows`} facts={t`What happens in QuickBooks when something happens in the CRM.`} actions={create}>
      {overview.data !== undefined && workflows.data !== undefined && <FirstSteps overview={overview.data} workflows={workflows.data} />}
      {isNew && <SetupCard />}
      <Numbers overview={overview.data} />
      {workflows.isPending && <LoadingRows />}
      <CallProblem error={workflows.error} onRetry={() => void workflows.refetch()} />
      {workflows.data?.length === 0 && (
        <Empty icon={Workflow} title={t`No workflows yet`}>
          {t`Create one from a recipe, or start from scratch.`}
        </Empty>
      )}
      {workflows.data !== undefined && workflows.data.length > 0 && <RowTable label={t`Workflows`} columns={columns()} rows={workflows.data} />}
    </Page>
  );
}
