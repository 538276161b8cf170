/** "Needs attention": enrollments that stopped, grouped by what stopped them. */
import type { AttentionGroup, EnrollmentRow } from "#api/enrollment.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import { causeKey, type Failure } from "#domain/failure.ts";
import type { EnrollmentId } from "#domain/ids.ts";
import type { StoppedBy } from "#domain/ports/retry-store.ts";
import { stepOfId } from "#domain/workflow-path.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import type { ServerParts } from "./context.ts";
import { enrollmentRows } from "./replies.ts";
import { explainedReply } from "./language.ts";

/** So many causes are shown, those that stopped most. */
const mostCauses = 500;
/** So many enrollments of each cause are shown, the newest. */
const mostShown = 50;

export const attention = {
  list: api.attention.list.handler(async ({ context: { parts, caller } }) => {
    const causes = byCause(await parts.store.stoppedBy(caller.workspaceId, mostShown)).slice(0, mostCauses);
    const shown = await parts.store.enrollmentsNamed(caller.workspaceId, causes.flatMap(({ newest }) => newest));
    const rows = await enrollmentRows(parts.store, caller.workspaceId, shown.toSorted(newestFirst));
    return Promise.all(causes.map((cause) => groupReply(parts, cause, shown, rows)));
  }),

  retryAll: api.attention.retryAll.handler(async ({ input: { cause }, context: { parts, caller } }) => {
    const retried = await parts.engine.retryMany(caller.workspaceId, cause === undefined ? "all" : { cause });
    if (retried > 0) await noteDown(parts, caller, deed("retried {count} stopped enrollments", { count: retried }), cause ?? "all causes");
    else noteNothing(caller);
    return { retried };
  }),
};

interface Cause {
  cause: string;
  failure: Failure;
  count: number;
  newest: EnrollmentId[];
}

/** An enrollment that stopped for several reasons is listed under the first; its row names them all. The most frequent first. */
function byCause(stopped: readonly StoppedBy[]): Cause[] {
  const groups = [...Map.groupBy(stopped, ({ failure }) => causeKey(failure))];
  return groups
    .flatMap(([cause, all]) => (all[0] === undefined ? [] : [{ cause, failure: all[0].failure, count: all.reduce((sum, { count }) => sum + count, 0), newest: all.flatMap(({ newest }) => newest).slice(0, mostShown) }]))
    .toSorted((a, b) => b.count - a.count);
}

function newestFirst(a: Enrollment, b: Enrollment): number {
  return a.startedAt === b.startedAt ? (a.id < b.id ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1;
}

/** Enrollments of one cause stopped at the same set of books, if at any. */
async function booksOf({ store }: ServerParts, { workflowId, workflowVersion, stepId }: Enrollment): Promise<string | null> {
  const definition = await store.workflowVersion(workflowId, workflowVersion);
  const books = definition && stepOfId(definition.steps, stepId)?.settings["books"];
  return typeof books === "string" ? books : null;
}

async function groupReply(parts: ServerParts, { cause, failure, count, newest }: Cause, shown: readonly Enrollment[], rows: readonly EnrollmentRow[]): Promise<AttentionGroup> {
  const ids = new Set<string>(newest);
  const first = shown.find(({ id }) => ids.has(id));
  return {
    cause,
    failure: explainedReply(failure),
    count,
    booksId: first === undefined ? null : await booksOf(parts, first),
    enrollments: rows.filter(({ id }) => ids.has(id)),
  };
}
