import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Center, Group, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { auditFilter, auditRow } from "#api/people.ts";
import { client, orpc } from "../../api.ts";
import { callerName } from "../../parts/caller-name.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { sentence } from "../../parts/problems.ts";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { AuditDifference } from "./audit-difference.tsx";

type Row = z.infer<typeof auditRow>;

const pageSize = 50;

/** Every change, by whom and how, newest first. */
export function AuditLogTab(): ReactNode {
  const { t } = useLingui();
  const [who, setWho] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [searched] = useDebouncedValue(text.trim(), 300);
  const filter: z.infer<typeof auditFilter> = {
    ...(who === null ? {} : { who }),
    ...(searched === "" ? {} : { text: searched }),
    ...(from === "" ? {} : { from: startOf(from, 0) }),
    // The last day counts as a whole.
    ...(until === "" ? {} : { until: startOf(until, 1) }),
  };
  const log = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...filter, limit: pageSize, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.rows.length < pageSize ? undefined : page.rows.at(-1)?.id),
    }),
  );
  const download = useMutation({ mutationFn: async () => save(await client.audit.export(filter)) });
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  const people = log.data?.pages[0]?.who ?? [];
  const columns = useColumns();
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <Select label={t`Who`} placeholder={t`Anybody`} data={people.map((one) => ({ value: one, label: callerName(one) }))} clearable searchable value={who} onChange={setWho} clearButtonProps={{ "aria-label": t`Anybody` }} />
        <TextInput label={t`What`} placeholder={t`Part of what was done`} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <TextInput label={t`From`} type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput label={t`Until`} type="date" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        <Button variant="default" leftSection={<Download size={16} aria-hidden />} loading={download.isPending} onClick={() => download.mutate()}>
          <Trans>Download as CSV</Trans>
        </Button>
      </Group>
      <CallProblem error={log.error ?? download.error} onRetry={() => void log.refetch()} />
      {log.isPending && <LoadingRows rows={6} />}
      {log.isSuccess && rows.length === 0 && (
        <Empty icon={ScrollText} title={t`Nothing stands in the log for this choice`}>
          <Trans>Every change by a person, a key or the command line is written here and never changed.</Trans>
        </Empty>
      )}
      {rows.length > 0 && <RowTable label={t`Audit log`} columns={columns} rows={rows} />}
      {log.hasNextPage && (
        <Center>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useLingui();
  return [
    { header: t`When`, cell: ({ at }) => <Moment at={at} /> },
    { header: t`Who`, cell: ({ who }) => callerName(who) },
    {
      header: t`What`,
      cell: (row) => (
        <div>
          {sentence(row.did)}
          <AuditDifference before={row.before} after={row.after} />
        </div>
      ),
    },
    { header: t`About`, cell: (row) => <About row={row} /> },
  ];
}

/** A link to what it is about, where that has a page. */
function About({ row: { about, subject } }: { row: Row }): ReactNode {
  switch (subject?.kind) {
    case "workflow":
      return <PageLink to="/workflows/$id" params={{ id: about }}>{subject.name}</PageLink>;
    case "enrollment":
      return <PageLink to="/enrollments/$id" params={{ id: about }}>{subject.name}</PageLink>;
    case "document":
      return <PageLink to="/documents/$id" params={{ id: about }}>{subject.name}</PageLink>;
    case "connection":
      return <PageLink to="/connections">{subject.name}</PageLink>;
    case undefined:
      return null;
  }
}

/** The beginning of a day where the person is, so many days later. */
function startOf(day: string, later: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

function save(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(link.href);
}
