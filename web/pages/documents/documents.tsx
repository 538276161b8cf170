import "@mantine/dates/styles.layer.css";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Center } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import type { DocumentRow } from "#api/document.ts";
import { orpc } from "../../api.ts";
import { Amount } from "../../parts/amount.tsx";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { DocumentStatusBadge } from "../../parts/document-status-badge.tsx";
import { documentName } from "../../parts/document-words.ts";
import { Empty } from "../../parts/empty.tsx";
import { ExternalLink, PageLink } from "../../parts/links.tsx";
import { narrowing } from "../../parts/list-filter.ts";
import { LoadingRows } from "../../parts/loading.tsx";
import { CalendarDate } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { linkBackStates } from "../../parts/states.ts";
import { DocumentFilters } from "./document-filters.tsx";

const route = getRouteApi("/app/documents");
const pageSize = 50;

const columns = (): Column<DocumentRow>[] => [
  {
    header: t`Document`,
    cell: (document) => (
      <PageLink to="/documents/$id" params={{ id: document.id }}>
        {documentName(document.kind, document.number)}
      </PageLink>
    ),
  },
  { header: t`Customer or payee`, cell: (document) => document.partyName },
  {
    header: t`Record`,
    cell: (document) => (
      <>
        <ExternalLink href={document.recordUrl}>{document.recordName}</ExternalLink>
        {document.linkBackState !== "linked" && <NotLinked document={document} />}
      </>
    ),
  },
  {
    header: t`Status`,
    cell: (document) => (
      <>
        <DocumentStatusBadge status={document.status} /> {document.hasWarnings && <Badge tone="warning"><Trans>Has a warning</Trans></Badge>}
      </>
    ),
  },
  { header: t`Date`, cell: (document) => <CalendarDate date={document.transactionDate} /> },
  { header: t`Balance`, align: "end", cell: (document) => (document.balance.amountMinor === 0 ? null : <Amount money={document.balance} />) },
  { header: t`Total`, align: "end", cell: (document) => <Amount money={document.total} /> },
];

/** Nearly every record shows its document, so only those are marked that do not. */
function NotLinked({ document: { linkBackState } }: { document: DocumentRow }): ReactNode {
  return (
    <div>
      <StateBadge state={linkBackStates[linkBackState]} />
    </div>
  );
}

/** Every document created in the books, the newest first. */
export function DocumentsPage(): ReactNode {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const narrowed = narrowing(filter);
  const isNarrowed = Object.keys(narrowed).length > 0;
  const documents = useInfiniteQuery(
    orpc.documents.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...narrowed, limit: pageSize, after }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
    }),
  );
  const rows = documents.data?.pages.flat() ?? [];
  return (
    <Page title={t`Documents`} facts={t`Everything Ledgerline created in QuickBooks, linked with the record it came from.`}>
      <DocumentFilters filter={filter} onChange={(changed) => void navigate({ search: changed, replace: true })} />
      {documents.isPending && <LoadingRows rows={6} />}
      <CallProblem error={documents.error} onRetry={() => void documents.refetch()} />
      {documents.isSuccess && rows.length === 0 && isNarrowed && <Empty icon={FileText} title={t`Nothing fits these filters`}>{t`Choose other kinds, states or days, or clear the search.`}</Empty>}
      {documents.isSuccess && rows.length === 0 && !isNarrowed && (
        <Empty icon={FileText} title={t`No documents yet`}>
          <Trans>The first one appears as soon as a record goes through a workflow that is on.</Trans>
        </Empty>
      )}
      {rows.length > 0 && <RowTable label={t`Documents`} columns={columns()} rows={rows} />}
      {documents.hasNextPage && (
        <Center>
          <Button variant="default" loading={documents.isFetchingNextPage} onClick={() => void documents.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Button>
        </Center>
      )}
    </Page>
  );
}
