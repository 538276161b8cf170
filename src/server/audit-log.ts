/** The audit log, to read and to take away. */
import type { z } from "zod";
import type { auditFilter } from "#api/people.ts";
import type { Instant } from "#domain/dates.ts";
import { callerInWords } from "#domain/explanation/who.ts";
import type { AuditEntry, AuditFilter } from "#domain/ports/people.ts";
import { api } from "./api.ts";
import { deedNow, deedWordNow } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { csvOf } from "./csv.ts";
import { languageNow } from "./language.ts";

const mostExported = 50_000;
const pageSize = 1_000;

export const auditLog = {
  list: api.audit.list.handler(async ({ input: { limit, after, ...filter }, context: { parts, caller } }) => {
    const [entries, who] = await Promise.all([found(parts, caller, asked(filter), { limit, after }), parts.store.auditors(caller.workspaceId)]);
    return { rows: entries.map((entry) => ({ ...entry, did: deedNow(entry.did) })), who };
  }),

  export: api.audit.export.handler(async ({ input, context: { parts, caller } }) => {
    const entries = await found(parts, caller, asked(input), { limit: mostExported });
    const header = ["at", "who", "via", "did", "about", "kind", "name", "before", "after"].map(deedWordNow);
    const rows = entries.map(({ at, who, via, did, about, subject, before, after }) => [at, callerInWords(who, languageNow()), deedWordNow(via), deedNow(did), about, deedWordNow(subject?.kind ?? ""), subject?.name ?? "", textOf(before), textOf(after)]);
    return new File([csvOf([header, ...rows])], `audit-log-${parts.clock.now().slice(0, 10)}.csv`, { type: "text/csv; charset=utf-8" });
  }),
};

function asked({ from, until, ...filter }: z.infer<typeof auditFilter>): AuditFilter {
  return { ...filter, from: from as Instant | undefined, until: until as Instant | undefined };
}

/** The newest entries. A text is looked for in what was done as it is read: in English the store can, in another language every entry is put in words. */
async function found({ store }: ServerParts, { workspaceId }: Caller, { text, ...filter }: AuditFilter, { limit, after }: { limit: number; after?: string | undefined }): Promise<AuditEntry[]> {
  const isReadHere = text !== undefined && languageNow() !== "en";
  const size = isReadHere ? pageSize : Math.min(limit, pageSize);
  const entries: AuditEntry[] = [];
  for (let last = after; entries.length < limit; ) {
    const page = await store.auditEntries(workspaceId, isReadHere ? filter : { ...filter, text }, { limit: size, after: last });
    entries.push(...(isReadHere ? page.filter(({ did }) => deedNow(did).toLowerCase().includes(text.toLowerCase())) : page));
    if (page.length < size) break;
    last = page.at(-1)?.id;
  }
  return entries.slice(0, limit);
}

function textOf(value: unknown): string {
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
