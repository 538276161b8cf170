import { Anchor, Button, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import type { DocumentRow } from "../../../src/api/document.ts";
import { api } from "../../api.ts";
import { formatDate } from "../../parts/formats.ts";
import { Money } from "../../parts/money.tsx";
import { Empty, Loaded, Page } from "../../parts/page.tsx";
import { LinkBackBadge } from "./document-links.tsx";

const pageSize = 50;

export function DocumentsPage() {
  const documents = useInfiniteQuery(
    api.documents.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: pageSize, after }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
    }),
  );
  const rows = { ...documents, data: documents.data?.pages.flat() } as unknown as Parameters<typeof Loaded<DocumentRow[]>>[0]["query"];
  return (
    <Page title="Documents" subtitle="Everything Ledgerline created in the books, newest first.">
      <Loaded query={rows}>{(all) => (all.length === 0 ? <NoDocuments /> : <DocumentTable rows={all} />)}</Loaded>
      {documents.hasNextPage ? (
        <Stack align="center">
          <Button variant="default" onClick={() => void documents.fetchNextPage()} loading={documents.isFetchingNextPage}>
            Show more
          </Button>
        </Stack>
      ) : null}
    </Page>
  );
}

function NoDocuments() {
  return (
    <Empty icon={<FileText size={36} />} title="No documents yet">
      Turn on a workflow; the documents it creates appear here with links to QuickBooks and the CRM.
    </Empty>
  );
}

function DocumentTable({ rows }: { rows: DocumentRow[] }) {
  return (
    <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": "Documents" } }}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Number</Table.Th>
            <Table.Th>Customer</Table.Th>
            <Table.Th>Record</Table.Th>
            <Table.Th>Date</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
            <Table.Th ta="right">Balance</Table.Th>
            <Table.Th>Link</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <Anchor component={Link} to={`/documents/${row.id}`} size="sm" fw={500}>
                  {row.number ?? "No number"}
                </Anchor>
              </Table.Td>
              <Table.Td>{row.customerName}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={1}>
                  {row.recordName}
                </Text>
              </Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{formatDate(row.transactionDate)}</Table.Td>
              <Table.Td ta="right">
                <Money value={row.total} />
              </Table.Td>
              <Table.Td ta="right">
                <Money value={row.balance} />
              </Table.Td>
              <Table.Td>
                <LinkBackBadge state={row.linkBackState} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
