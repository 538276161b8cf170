/** The audit log, to read and to take away. */
import type { z } from "zod";
import type { auditFilter } from "#api/people.ts";
import type { Instant } from "#domain/dates.ts";
import type { AuditEntry, AuditFilter } from "#domain/ports/people.ts";
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import { csvOf } from "./csv.ts";

const mostExported = 50_000;
const pageSize = 1_000;

export const auditLog = {
  list: api.audit.list.handler(async ({ input: { limit, after, ...filter }, context: { parts, caller } }) => {
    const [rows, who] = await Promise.all([parts.store.auditEntries(caller.workspaceId, asked(filter), { limit, after }), parts.store.auditors(caller.workspaceId)]);
    return { rows, who };
  }),

  export: api.audit.export.handler(async ({ input, context: { parts, caller } }) => {
    const entries = await allEntries(parts, caller, asked(input));
    const header = ["at", "who", "via", "did", "about", "kind", "name", "before", "after"];
    const rows = entries.map(({ at, who, via, did, about, subject, before, after }) => [at, who, via, did, about, subject?.kind ?? "", subject?.name ?? "", textOf(before), textOf(after)]);
    return new File([csvOf([header, ...rows])], `audit-log-${parts.clock.now().slice(0, 10)}.csv`, { type: "text/csv; charset=utf-8" });
  }),
};

function asked({ from, until, ...filter }: z.infer<typeof auditFilter>): AuditFilter {
  return { ...filter, from: from as Instant | undefined, until: until as Instant | undefined };
}

async function allEntries({ store }: ServerParts, { workspaceId }: Caller, filter: AuditFilter): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  while (entries.length < mostExported) {
    const page = await store.auditEntries(workspaceId, filter, { limit: pageSize, after: entries.at(-1)?.id });
    entries.push(...page);
    if (page.length < pageSize) break;
  }
  return entries;
}

function textOf(value: unknown): string {
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
