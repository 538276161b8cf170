import { Trans, useLingui } from "@lingui/react/macro";
import { Card, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { History } from "lucide-react";
import type { ReactNode } from "react";
import type { VersionRow } from "#api/workflow-life.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { countText } from "../../parts/amounts.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { Missing } from "../not-found/missing.tsx";
import classes from "./versions.module.css";

const route = getRouteApi("/app/workflows/$id/versions");

/** Every published version with its note, two of them compared, and any of them taken back into the draft. */
export function VersionsPage(): ReactNode {
  const { id } = route.useParams();
  const { t } = useLingui();
  const workflow = useQuery(orpc.workflows.get.queryOptions({ input: { id } }));
  const back = <PageLink to="/workflows/$id" params={{ id }}>{workflow.data?.name ?? t`Workflow`}</PageLink>;
  if (workflow.data === undefined) return <Missing title={t`Versions`} error={workflow.error} onRetry={() => void workflow.refetch()} back={back} />;
  return <VersionsShown workflow={workflow.data} back={back} />;
}

function VersionsShown({ workflow, back }: { workflow: WorkflowDetail; back: ReactNode }): ReactNode {
  const { t } = useLingui();
  const versions = useQuery(orpc.workflows.versions.queryOptions({ input: { id: workflow.id } }));
  const hasDraft = workflow.editable.basedOn !== null;
  return (
    <Page title={t`Versions`} back={back} facts={t`A published version never changes. Enrollments keep the version they started with.`}>
      {versions.isPending && <LoadingRows />}
      <CallProblem error={versions.error} onRetry={() => void versions.refetch()} />
      {versions.data?.length === 0 && (
        <Empty icon={History} title={t`Nothing was published yet`}>
          <PageLink to="/workflows/$id/review" params={{ id: workflow.id }}>{t`Review and publish`}</PageLink>
        </Empty>
      )}
      {versions.data !== undefined && versions.data.length > 0 && (
        <Card p={0}>
            {hasDraft && <DraftRow workflow={workflow} />}
            {versions.data.map((row) => (
              <VersionItem key={row.version} row={row} />
            ))}
        </Card>
      )}
    </Page>
  );
}

function DraftRow({ workflow }: { workflow: WorkflowDetail }): ReactNode {
  const { t } = useLingui();
  return (
    <div className={classes["row"]}>
      <div>
        <Group gap="sm">
          <Text fw={600}>{t`Draft`}</Text>
          <Badge tone="warning">{t`Not published`}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {workflow.editable.basedOn !== null && <Moment at={workflow.editable.basedOn} />} {workflow.editable.savedBy}
        </Text>
      </div>
      <PageLink to="/workflows/$id/edit" params={{ id: workflow.id }}>{t`Edit`}</PageLink>
    </div>
  );
}

function VersionItem({ row }: { row: VersionRow }): ReactNode {
  const { t } = useLingui();
  const { version, isCurrent, publishedAt, publishedBy, note, overrides, running } = row;
  return (
    <div className={classes["row"]}>
      <div>
        <Group gap="sm">
          <Text fw={600}>{t`Version ${version}`}</Text>
          {isCurrent && <Badge tone="success">{t`Current`}</Badge>}
          {running > 0 && <Badge tone="info">{t`${countText(running)} under way`}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          <Moment at={publishedAt} /> {publishedBy}
        </Text>
        {note !== null && <Text size="sm">{note}</Text>}
        {overrides.map(({ key, reason }) => (
          <Text key={key} size="sm" c="var(--ledgerline-warning)">
            <Trans>Published in spite of a risk: {reason}</Trans>
          </Text>
        ))}
      </div>
    </div>
  );
}
