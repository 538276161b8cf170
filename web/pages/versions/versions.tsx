import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Radio, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { History } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { VersionRow } from "#api/workflow-life.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { callerName } from "../../parts/caller-name.ts";
import { countText } from "../../parts/amounts.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { Missing } from "../not-found/missing.tsx";
import { Comparison, type Compared } from "./comparison.tsx";
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
  const [chosen, setChosen] = useState<{ from: Compared | null; to: Compared | null }>({ from: null, to: null });
  const numbers = versions.data?.map(({ version }) => version) ?? [];
  const newest: Compared | null = hasDraft ? "draft" : (numbers[0] ?? null);
  const to = chosen.to ?? newest;
  const from = chosen.from ?? numbers.find((version) => version !== to) ?? null;
  const mayCompare = numbers.length + (hasDraft ? 1 : 0) > 1;
  return (
    <Page title={t`Versions`} back={back} facts={t`A published version never changes. Enrollments keep the version they started with.`}>
      {versions.isPending && <LoadingRows />}
      <CallProblem error={versions.error} onRetry={() => void versions.refetch()} />
      {versions.data?.length === 0 && (
        <Empty icon={History} title={t`Nothing was published yet`}>
          <PageLink to="/workflows/$id/review" params={{ id: workflow.id }}>{t`Review and publish`}</PageLink>
        </Empty>
      )}
      {mayCompare && <Text size="sm" c="dimmed">{t`Two are compared: the one marked on the left with the one marked on the right.`}</Text>}
      {versions.data !== undefined && versions.data.length > 0 && (
        <Card p={0}>
          <div role="group" aria-label={t`Versions to compare`}>
            {hasDraft && <DraftRow workflow={workflow} isTo={to === "draft"} onTo={() => setChosen({ from, to: "draft" })} />}
            {versions.data.map((row) => (
              <VersionItem key={row.version} workflow={workflow} row={row} mayCompare={mayCompare} isFrom={from === row.version} isTo={to === row.version} onFrom={() => setChosen({ from: row.version, to })} onTo={() => setChosen({ from, to: row.version })} />
            ))}
          </div>
        </Card>
      )}
      {from !== null && to !== null && from !== to && <Comparison workflowId={workflow.id} from={from} to={to} />}
    </Page>
  );
}

function DraftRow({ workflow, isTo, onTo }: { workflow: WorkflowDetail; isTo: boolean; onTo: () => void }): ReactNode {
  const { t } = useLingui();
  return (
    <div className={classes["row"]}>
      <span />
      <Radio checked={isTo} onChange={onTo} name="to" aria-label={t`Compare with the draft`} />
      <div>
        <Group gap="sm">
          <Text fw={600}>{t`Draft`}</Text>
          <Badge tone="warning">{t`Not published`}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {workflow.editable.basedOn !== null && <Moment at={workflow.editable.basedOn} />} {workflow.editable.savedBy !== null && callerName(workflow.editable.savedBy)}
        </Text>
      </div>
      <PageLink to="/workflows/$id/edit" params={{ id: workflow.id }}>{t`Edit`}</PageLink>
    </div>
  );
}

interface VersionItemProps {
  workflow: WorkflowDetail;
  row: VersionRow;
  /** False = there is nothing to compare it with. */
  mayCompare: boolean;
  isFrom: boolean;
  isTo: boolean;
  onFrom: () => void;
  onTo: () => void;
}

function VersionItem({ workflow, row, mayCompare, isFrom, isTo, onFrom, onTo }: VersionItemProps): ReactNode {
  const { t } = useLingui();
  const { version, isCurrent, publishedAt, publishedBy, note, overrides, running } = row;
  return (
    <div className={classes["row"]} data-is-alone={!mayCompare || undefined}>
      {mayCompare && <Radio checked={isFrom} onChange={onFrom} name="from" aria-label={t`Compare from version ${version}`} />}
      {mayCompare && <Radio checked={isTo} onChange={onTo} name="to" aria-label={t`Compare with version ${version}`} />}
      <div>
        <Group gap="sm">
          <Text fw={600}>{t`Version ${version}`}</Text>
          {isCurrent && <Badge tone="success">{t`Current`}</Badge>}
          {running > 0 && <Badge tone="info">{t`${countText(running)} under way`}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          <Moment at={publishedAt} /> {publishedBy !== null && callerName(publishedBy)}
        </Text>
        {note !== null && <Text size="sm">{note}</Text>}
        {overrides.map(({ key, reason }) => (
          <Text key={key} size="sm" c="var(--ledgerline-warning)">
            <Trans>Published in spite of a risk: {reason}</Trans>
          </Text>
        ))}
      </div>
      <RestoreButton workflow={workflow} version={version} isCurrent={isCurrent} />
    </div>
  );
}

function RestoreButton({ workflow, version, isCurrent }: { workflow: WorkflowDetail; version: number; isCurrent: boolean }): ReactNode {
  const { t } = useLingui();
  const mayEdit = useMay("edit");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const hasDraft = workflow.editable.basedOn !== null;
  const [isAsking, setIsAsking] = useState(false);
  const restore = useMutation(
    orpc.workflows.restore.mutationOptions({
      onSuccess: async () => {
        notifications.show({ title: t`Restored`, message: t`Version ${version} is in the draft. Review and publish it to use it.` });
        await refreshTopics(queryClient, new Set(["workflows"]));
        return navigate({ to: "/workflows/$id/edit", params: { id: workflow.id } });
      },
    }),
  );
  if (!mayEdit || (isCurrent && !hasDraft)) return <span />;
  if (isAsking) {
    return (
      <Stack gap={4} align="flex-end">
        <Text size="xs" c="dimmed">{t`The draft is replaced.`}</Text>
        <Group gap={6}>
          <Button size="xs" variant="default" onClick={() => setIsAsking(false)}>
            {t`Cancel`}
          </Button>
          <Button size="xs" loading={restore.isPending} onClick={() => restore.mutate({ id: workflow.id, version, basedOn: workflow.editable.basedOn })}>
            {t`Replace it`}
          </Button>
        </Group>
        <CallProblem error={restore.error} />
      </Stack>
    );
  }
  return (
    <Stack gap={4} align="flex-end">
      <Button size="xs" variant="default" loading={restore.isPending} aria-label={t`Restore version ${version}`} onClick={() => (hasDraft ? setIsAsking(true) : restore.mutate({ id: workflow.id, version, basedOn: workflow.editable.basedOn }))}>
        {t`Restore`}
      </Button>
      <CallProblem error={restore.error} />
    </Stack>
  );
}
