/** "Needs attention": enrollments that stopped, grouped by what stopped them. */
import type { AttentionGroup } from "#api/enrollment.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import { causeKey } from "#domain/failure.ts";
import type { AttentionRow } from "#domain/ports/enrollment-store.ts";
import { stepOfId } from "#domain/workflow-path.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { enrollmentRows } from "./replies.ts";
import { explainedReply } from "./language.ts";

/** More than this many stopped enrollments are worked off in turns. */
const limit = 1_000;

export const attention = {
  list: api.attention.list.handler(async ({ context: { parts, caller } }) => {
    const groups = byCause(await parts.store.needsAttention(caller.workspaceId, limit));
    const replies = await Promise.all([...groups].map(([cause, rows]) => groupReply(parts, caller, cause, rows)));
    return replies.filter((group) => group !== undefined).sort((a, b) => b.count - a.count);
  }),

  retryAll: api.attention.retryAll.handler(async ({ input, context: { parts, caller } }) => {
    const rows = await parts.store.needsAttention(caller.workspaceId, limit);
    const wanted = input.cause === undefined ? rows : (byCause(rows).get(input.cause) ?? []);
    let retried = 0;
    for (const { enrollment } of wanted) {
      const answer = await parts.engine.retry(caller.workspaceId, enrollment.id);
      if (answer.ok) retried += 1;
    }
    if (retried > 0) await noteDown(parts, caller, deed("retried {count} stopped enrollments", { count: retried }), input.cause ?? "all causes");
    else noteNothing(caller);
    return { retried };
  }),
};

/** An enrollment that stopped for several reasons is listed under the first; its row names them all. */
function byCause(rows: readonly AttentionRow[]): Map<string, AttentionRow[]> {
  return Map.groupBy(rows, ({ enrollment }) => {
    const [first] = enrollment.failures;
    return first === undefined ? "" : causeKey(first);
  });
}

/** Enrollments of one cause stopped at the same set of books, if at any. */
async function booksOf({ store }: ServerParts, { workflowId, workflowVersion, stepId }: Enrollment): Promise<string | null> {
  const definition = await store.workflowVersion(workflowId, workflowVersion);
  const books = definition && stepOfId(definition.steps, stepId)?.settings["books"];
  return typeof books === "string" ? books : null;
}

async function groupReply(parts: ServerParts, caller: Caller, cause: string, rows: readonly AttentionRow[]): Promise<AttentionGroup | undefined> {
  const failure = rows[0]?.enrollment.failures[0];
  if (failure === undefined) return undefined;
  const stopped = rows.map((row) => row.enrollment);
  const [first] = stopped;
  return {
    cause,
    failure: explainedReply(failure),
    count: stopped.length,
    booksId: first === undefined ? null : await booksOf(parts, first),
    enrollments: await enrollmentRows(parts.store, caller.workspaceId, stopped),
  };
}
