/** What should be in the books and is not: listed, taken into a workflow, or left out with a reason. */
import type { WorkflowId } from "#domain/ids.ts";
import { unbilledKinds } from "#domain/unbilled.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import { explainedReply } from "./language.ts";
import { crmsById, recordRowOf } from "./records.ts";

/** Whoever looks at the list makes the CRM be asked again whether its deals were billed through others; not more often than this. */
const dealsRestMs = 60_000;

export const unbilled = {
  counts: api.unbilled.counts.handler(({ context: { parts, caller } }) => parts.recordLists.unbilledCounts(caller.workspaceId)),

  list: api.unbilled.list.handler(async ({ input: { list, isIgnored, limit, offset }, context: { parts, caller } }) => {
    if (list === "deals") await parts.store.hintDeals(caller.workspaceId, parts.clock.now(), dealsRestMs);
    const [{ rows, total, sums }, sources] = await Promise.all([parts.recordLists.unbilled(caller.workspaceId, list, isIgnored, { limit, offset }), crmsById(parts, caller.workspaceId)]);
    return {
      rows: rows.map((row) => ({ ...recordRowOf(row, sources), ignored: row.ignored })),
      total,
      sums: sums.map(({ connectionId, currency, amount, count }) => ({ currency: currency ?? sources.get(connectionId)?.account.currency ?? "USD", amount: amount ?? "0", count })),
    };
  }),

  enroll: api.unbilled.enroll.handler(async ({ input: { list, workflowId, recordIds }, errors, context: { parts, caller } }) => {
    const workflow = await parts.store.workflow(caller.workspaceId, workflowId as WorkflowId);
    if (workflow === undefined || workflow.definition.objectType !== unbilledKinds[list].objectType) throw errors.NOT_FOUND();
    const refused: { recordId: string; failures: ReturnType<typeof explainedReply>[] }[] = [];
    for (const recordId of new Set(recordIds)) {
      const enrolled = await parts.engine.enrollRecord(caller.workspaceId, workflow.id, recordId);
      if (!enrolled.ok) refused.push({ recordId, failures: enrolled.error.map((failure) => explainedReply(failure)) });
    }
    const enrolled = new Set(recordIds).size - refused.length;
    if (enrolled > 0) await noteDown(parts, caller, deed("enrolled {count} unbilled {list}", { count: enrolled, list }), workflow.id);
    else noteNothing(caller);
    return { enrolled, refused };
  }),

  ignore: api.unbilled.ignore.handler(async ({ input: { list, recordIds, reason }, context: { parts, caller } }) => {
    const ignored = await parts.recordLists.ignoreUnbilled(caller.workspaceId, list, recordIds, reason, caller.who, parts.clock.now());
    if (ignored > 0) await noteDown(parts, caller, deed("left {count} unbilled {list} out: {reason}", { count: ignored, list, reason }), recordIds.slice(0, 3).join(", "));
    else noteNothing(caller);
    return { ignored };
  }),

  heed: api.unbilled.heed.handler(async ({ input: { list, recordIds }, context: { parts, caller } }) => {
    const heeded = await parts.recordLists.heedUnbilled(caller.workspaceId, list, recordIds);
    if (heeded > 0) await noteDown(parts, caller, deed("put {count} unbilled {list} back", { count: heeded, list }), recordIds.slice(0, 3).join(", "));
    else noteNothing(caller);
    return { heeded };
  }),
};
