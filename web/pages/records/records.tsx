import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Pagination, Select, Tabs, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Database, Search, Upload } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { RecordRow } from "#api/record.ts";
import type { Standing } from "#domain/record.ts";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { DecimalAmount } from "../../parts/decimal-amount.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageButton, PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { StandingBadge, useStandingWords } from "../../parts/standings.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates } from "../../parts/states.ts";
import { type BrowsedType, browsedTypes, type RecordsSearch } from "./records-address.ts";

const route = getRouteApi("/app/records");
const rowsPerPage = 50;

const standingsOf: Partial<Record<BrowsedType, readonly Standing[]>> = {
  deal: ["open", "won", "lost"],
  quote: ["unsigned", "signed"],
  payment: ["pending", "succeeded", "failed", "partly-refunded", "refunded", "refund-pending", "disputed", "dispute-lost"],
};

/** The records that workflows run on and those around them, as last read from the CRM. */
export function RecordsPage(): ReactNode {
  const { t } = useLingui();
  const shown = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (changes: Partial<RecordsSearch>): void => void navigate({ search: (before) => ({ ...before, page: 1, ...changes }), replace: true });
  const titles: Record<BrowsedType, string> = { deal: t`Deals`, quote: t`Quotes`, payment: t`Payments`, contact: t`Contacts`, company: t`Companies`, product: t`Products` };
  return (
    <Page
      title={t`Records`}
      facts={<Trans>What Ledgerline last read from your CRM, and the records you put in yourself.</Trans>}
      actions={
        <Allowed right="edit">
          <PageButton to="/records/import" search={{ type: shown.type }} variant="default" leftSection={<Upload size={16} aria-hidden />}>
            <Trans>Import a CSV file</Trans>
          </PageButton>
        </Allowed>
      }
    >
      <Tabs value={shown.type} onChange={(type) => narrow({ type: type as BrowsedType, standing: undefined, booked: undefined })}>
        <Tabs.List mb="md">
          {browsedTypes.map((type) => (
            <Tabs.Tab key={type} value={type}>
              {titles[type]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown.type}>
          <Filters key={shown.type} shown={shown} narrow={narrow} />
          <Found shown={shown} title={titles[shown.type]} onPage={(page) => narrow({ page })} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Filters({ shown, narrow }: { shown: RecordsSearch; narrow: (changes: Partial<RecordsSearch>) => void }): ReactNode {
  const { t } = useLingui();
  const words = useStandingWords();
  const [text, setText] = useState(shown.search);
  const search = useDebouncedCallback((wanted: string) => narrow({ search: wanted }), 250);
  const standings = standingsOf[shown.type];
  return (
    <Group gap="sm" align="flex-end" mb="md">
      <TextInput
        label={t`Search`}
        placeholder={t`Name or id`}
        leftSection={<Search size={16} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
        flex="1 1 220px"
        maw={420}
      />
      {standings !== undefined && (
        <>
          <Select
            label={t`Status`}
            placeholder={t`Any`}
            clearable
            data={standings.map((standing) => ({ value: standing, label: words[standing] }))}
            value={shown.standing ?? null}
            onChange={(standing) => narrow({ standing: (standing ?? undefined) as Standing | undefined })}
            w={{ base: "100%", xs: 190 }}
          />
          <Select
            label={t`Documents`}
            placeholder={t`Any`}
            clearable
            data={[{ value: "yes", label: t`With documents` }, { value: "no", label: t`Without` }]}
            value={shown.booked ?? null}
            onChange={(booked) => narrow({ booked: (booked ?? undefined) as RecordsSearch["booked"] })}
            w={{ base: "100%", xs: 190 }}
          />
        </>
      )}
    </Group>
  );
}

function Found({ shown, title, onPage }: { shown: RecordsSearch; title: string; onPage: (page: number) => void }): ReactNode {
  const { t } = useLingui();
  const { type, search, standing, booked, page } = shown;
  const hasDocuments = booked === undefined ? undefined : booked === "yes";
  const records = useQuery(
    orpc.records.list.queryOptions({ input: { objectType: type, search, standing, hasDocuments, limit: rowsPerPage, offset: (page - 1) * rowsPerPage }, placeholderData: keepPreviousData }),
  );
  const columns = useColumns(type);
  const rows = records.data?.rows ?? [];
  const isNarrowed = search !== "" || standing !== undefined || booked !== undefined;
  const pages = Math.ceil((records.data?.total ?? 0) / rowsPerPage);
  return (
    <div aria-live="polite" aria-busy={records.isFetching}>
      {records.isPending && <LoadingRows rows={8} />}
      <CallProblem error={records.error} onRetry={() => void records.refetch()} />
      {records.isSuccess && rows.length === 0 && (
        <Empty icon={Database} title={isNarrowed ? t`Nothing like that` : t`None yet`}>
          {isNarrowed ? <Trans>Look for a part of the name, or take a filter off.</Trans> : <Trans>They appear here as soon as they are read from your CRM, imported from a CSV file, or put in by the API.</Trans>}
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            <Plural value={records.data?.total ?? 0} one="# record" other="# records" />
          </Text>
          <RowTable label={title} columns={columns} rows={rows} />
        </>
      )}
      {pages > 1 && (
        <Group justify="center" mt="md">
          <Pagination
            total={pages}
            value={page}
            onChange={onPage}
            getItemProps={(number) => ({ "aria-label": t`Page ${number}` })}
            getControlProps={(control) => ({ "aria-label": control === "previous" ? t`Previous page` : t`Next page` })}
          />
        </Group>
      )}
    </div>
  );
}

function useColumns(type: BrowsedType): Column<RecordRow>[] {
  const { t } = useLingui();
  const isSold = type === "deal" || type === "quote" || type === "payment";
  const name: Column<RecordRow> = {
    header: t`Name`,
    cell: (row) => (
      <PageLink to="/records/$objectType/$id" params={{ objectType: row.objectType, id: row.id }}>
        {row.name || row.id}
      </PageLink>
    ),
  };
  const source: Column<RecordRow> = { header: t`Source`, cell: (row) => <span style={{ whiteSpace: "nowrap" }}>{row.source}</span> };
  const changed: Column<RecordRow> = { header: t`Changed`, cell: (row) => <Moment at={row.modifiedAt} /> };
  const amount: Column<RecordRow> = { header: type === "product" ? t`Price` : t`Amount`, align: "end", cell: (row) => <DecimalAmount amount={row.amount} currency={row.currency} /> };
  if (!isSold) return [name, source, changed, ...(type === "product" ? [amount] : [])];
  return [
    name,
    { header: t`Status`, cell: (row) => row.standing && <StandingBadge standing={row.standing} /> },
    { header: t`Documents`, cell: (row) => (row.documents > 0 ? row.documents : row.enrollment ? <StateBadge state={enrollmentStates[row.enrollment.enrollmentState]} /> : <span aria-hidden>–</span>) },
    source,
    changed,
    amount,
  ];
}
