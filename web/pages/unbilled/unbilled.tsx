import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Modal, Pagination, Stack, Switch, Tabs, Text, Textarea } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PartyPopper } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { UnbilledRow } from "#api/record.ts";
import { type UnbilledList, unbilledKinds, unbilledLists } from "#domain/unbilled.ts";
import { orpc } from "../../api.ts";
import { countText } from "../../parts/amounts.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { callerName } from "../../parts/caller-name.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { DecimalAmount } from "../../parts/decimal-amount.tsx";
import { Empty } from "../../parts/empty.tsx";
import { EnrollDialog } from "../../parts/enroll-dialog.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { StandingBadge } from "../../parts/standings.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates } from "../../parts/states.ts";

const route = getRouteApi("/app/unbilled");
const rowsPerPage = 50;

/** What should be in the books and is not: each can be enrolled, or left out with a reason. */
export function UnbilledPage(): ReactNode {
  const { t } = useLingui();
  const { list } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useQuery(orpc.unbilled.counts.queryOptions());
  const titles: Record<UnbilledList, string> = { deals: t`Won deals`, payments: t`Payments`, refunds: t`Refunds`, fees: t`Fees` };
  return (
    <Page title={t`Unbilled`} facts={<Trans>What happened in your CRM and has no document in QuickBooks yet.</Trans>}>
      <Tabs value={list} onChange={(value) => void navigate({ search: { list: value as UnbilledList, ignored: false, page: 1 }, replace: true })}>
        <Tabs.List mb="md">
          {unbilledLists.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {titles[one]} {counts.data !== undefined && <span>({countText(counts.data[one] ?? 0)})</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={list}>
          <Listed key={list} list={list} title={titles[list]} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

type Asked = "enroll" | "ignore" | null;

function Listed({ list, title }: { list: UnbilledList; title: string }): ReactNode {
  const { t } = useLingui();
  const { ignored, page } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const mayEdit = useMay("edit");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>(null);
  const open = useQuery(orpc.unbilled.list.queryOptions({ input: { list, isIgnored: ignored, limit: rowsPerPage, offset: (page - 1) * rowsPerPage }, placeholderData: keepPreviousData }));
  const readAgain = (): void => void queries.invalidateQueries({ queryKey: orpc.unbilled.key() });
  const enroll = useMutation(orpc.unbilled.enroll.mutationOptions({ onSettled: readAgain }));
  const heed = useMutation(orpc.unbilled.heed.mutationOptions({ onSuccess: () => { setChosen(new Set()); readAgain(); } }));
  const rows = open.data?.rows ?? [];
  const recordIds = rows.map(({ id }) => id).filter((id) => chosen.has(id));
  const whyNot = recordIds.length === 0 ? t`Choose records in the list first.` : null;
  const show = (changes: { ignored?: boolean; page?: number }): void => {
    setChosen(new Set());
    void navigate({ search: (before) => ({ ...before, page: 1, ...changes }), replace: true });
  };
  const close = (): void => {
    setAsked(null);
    setChosen(new Set());
    enroll.reset();
  };
  const pages = Math.ceil((open.data?.total ?? 0) / rowsPerPage);
  const columns = useColumns(list, ignored, mayEdit, chosen, (id) => setChosen(toggled(chosen, id)));
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Sums sums={open.data?.sums ?? []} />
        <Switch label={t`Show what was ignored`} checked={ignored} onChange={(event) => show({ ignored: event.currentTarget.checked })} />
      </Group>
      {mayEdit && rows.length > 0 && (
        <Group gap="sm">
          <Checkbox
            label={t`All on this page`}
            checked={recordIds.length === rows.length}
            indeterminate={recordIds.length > 0 && recordIds.length < rows.length}
            onChange={() => setChosen(recordIds.length === rows.length ? new Set() : new Set(rows.map(({ id }) => id)))}
          />
          {ignored ? (
            <ReasonedButton size="xs" variant="default" whyNot={whyNot} loading={heed.isPending} onClick={() => heed.mutate({ list, recordIds })}>
              <Trans>Put back on the list</Trans>
            </ReasonedButton>
          ) : (
            <>
              <ReasonedButton size="xs" whyNot={whyNot} onClick={() => setAsked("enroll")}>
                <Trans>Enroll…</Trans>
              </ReasonedButton>
              <ReasonedButton size="xs" variant="default" whyNot={whyNot} onClick={() => setAsked("ignore")}>
                <Trans>Ignore…</Trans>
              </ReasonedButton>
            </>
          )}
        </Group>
      )}
      {open.isPending && <LoadingRows rows={6} />}
      <CallProblem error={open.error ?? heed.error} onRetry={() => void open.refetch()} />
      {open.isSuccess && rows.length === 0 && (
        <Empty icon={PartyPopper} title={ignored ? t`Nothing was ignored` : t`Nothing is left to bill`}>
          {ignored ? <Trans>What you ignore is kept here with its reason.</Trans> : <Trans>Everything on this list has its document in QuickBooks, or was ignored with a reason.</Trans>}
        </Empty>
      )}
      {rows.length > 0 && <RowTable label={title} columns={columns} rows={rows} />}
      {pages > 1 && (
        <Group justify="center">
          <Pagination
            total={pages}
            value={page}
            onChange={(number) => show({ page: number })}
            getItemProps={(number) => ({ "aria-label": t`Page ${number}` })}
            getControlProps={(control) => ({ "aria-label": control === "previous" ? t`Previous page` : t`Next page` })}
          />
        </Group>
      )}
      {asked === "enroll" && (
        <EnrollDialog
          objectType={unbilledKinds[list].objectType}
          count={recordIds.length === 0 ? (enroll.variables?.recordIds.length ?? 0) : recordIds.length}
          error={enroll.error}
          isPending={enroll.isPending}
          answer={enroll.data ?? null}
          nameOf={(id) => rows.find((row) => row.id === id)?.name ?? id}
          onEnroll={(workflowId) => enroll.mutate({ list, workflowId, recordIds })}
          onClose={close}
        />
      )}
      {asked === "ignore" && <IgnoreDialog list={list} recordIds={recordIds} onDone={() => { close(); readAgain(); }} onClose={() => setAsked(null)} />}
    </Stack>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

function Sums({ sums }: { sums: readonly { currency: string; amount: string; count: number }[] }): ReactNode {
  if (sums.length === 0) return <span />;
  return (
    <Group gap="lg">
      {sums.map(({ currency, amount }) => (
        <Text key={currency} fw={650} size="lg" component="span">
          <Trans>
            Together <DecimalAmount amount={amount} currency={currency} />
          </Trans>
        </Text>
      ))}
    </Group>
  );
}

function useColumns(list: UnbilledList, isIgnored: boolean, mayEdit: boolean, chosen: ReadonlySet<string>, onToggle: (id: string) => void): Column<UnbilledRow>[] {
  const { t } = useLingui();
  return [
    {
      header: t`Record`,
      cell: (row) => (
        <Group gap="sm" wrap="nowrap">
          {mayEdit && <Checkbox aria-label={t`Choose ${row.name}`} checked={chosen.has(row.id)} onChange={() => onToggle(row.id)} />}
          <PageLink to="/records/$objectType/$id" params={{ objectType: row.objectType, id: row.id }}>
            {row.name || row.id}
          </PageLink>
        </Group>
      ),
    },
    { header: t`Status`, cell: (row) => row.standing && <StandingBadge standing={row.standing} /> },
    isIgnored
      ? { header: t`Reason`, cell: (row) => (row.ignored === null ? null : <Trans>{row.ignored.reason} ({callerName(row.ignored.who)})</Trans>) }
      : { header: t`Enrollment`, cell: (row) => (row.enrollment === null ? <Trans>Never enrolled</Trans> : <EnrollmentLink enrollment={row.enrollment} />) },
    { header: t`Changed`, cell: (row) => <Moment at={row.modifiedAt} /> },
    { header: list === "fees" ? t`Fee` : list === "refunds" ? t`Open refund` : t`Amount`, align: "end", cell: (row) => <DecimalAmount amount={row.amount} currency={row.currency} /> },
  ];
}

function EnrollmentLink({ enrollment }: { enrollment: NonNullable<UnbilledRow["enrollment"]> }): ReactNode {
  return (
    <Group gap={6} style={{ justifyContent: "inherit" }}>
      <StateBadge state={enrollmentStates[enrollment.enrollmentState]} />
      <PageLink to="/enrollments/$id" params={{ id: enrollment.id }} size="sm">
        {enrollment.workflowName}
      </PageLink>
    </Group>
  );
}

function IgnoreDialog({ list, recordIds, onDone, onClose }: { list: UnbilledList; recordIds: string[]; onDone: () => void; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const ignore = useMutation(orpc.unbilled.ignore.mutationOptions({ onSuccess: onDone }));
  const send = (): void => {
    setProblem(reason.trim() === "" ? t`Say why, so that others know later.` : null);
    if (reason.trim() !== "") ignore.mutate({ list, recordIds, reason });
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}><Trans>Leave them unbilled</Trans></Text>}>
      <Stack gap="md">
        <Textarea label={t`Reason`} description={t`For example: billed by hand before Ledgerline.`} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={problem} maxLength={500} autosize minRows={2} data-autofocus />
        <DialogActions error={ignore.error} onCancel={onClose}>
          <Button loading={ignore.isPending} onClick={send}>
            <Trans>Ignore</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}
