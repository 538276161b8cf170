/** Workflows: list, read, counts, enrolling and planning. */
import { withStandInsSaid } from "#actions/expected-outputs.ts";
import type { Instant } from "#domain/dates.ts";
import type { Workflow } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { workflowAs } from "#engine/look-ahead/plan-path.ts";
import { api } from "./api.ts";
import { explainedRecordReply } from "./explained-record.ts";
import { deed, noteDown } from "./audit.ts";
import { batchPlanReply } from "./batch-plan.ts";
import type { ServerParts } from "./context.ts";
import { dryRunReply, standInWords } from "./dry-run-reply.ts";
import { enrollmentRowOf } from "./replies.ts";
import { countEnrollments } from "./workflow-counts.ts";
import { detailOf, find, rowOf } from "./workflow-detail.ts";
import { workflowLife } from "./workflow-life.ts";
import { files } from "./workflow-file/files.ts";
import { workflowRuns } from "./workflow-runs.ts";
import { publishing } from "./workflow-publish.ts";
import { explainedReply } from "./language.ts";

export const workflows = {
  list: api.workflows.list.handler(async ({ context: { parts, caller } }) => {
    const all = await parts.store.workflows(caller.workspaceId);
    const counts = await countEnrollments(parts.store, caller.workspaceId);
    return all.map((workflow) => rowOf(workflow, counts.get(workflow.id)));
  }),

  get: api.workflows.get.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    return detailOf(parts, workflow);
  }),

  matching: api.workflows.matching.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const { count, sample, unknown } = await parts.engine.matchingRecords(caller.workspaceId, workflow.id, input.definition);
    return { count, unknown, sample: sample.map(({ id, name, url }) => ({ recordId: id, recordName: name, recordUrl: url })) };
  }),

  ...workflowRuns,

  enroll: api.workflows.enroll.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const enrolled = await parts.engine.enrollRecord(caller.workspaceId, workflow.id, input.recordId);
    if (!enrolled.ok) throw errors.REFUSED({ data: { failures: enrolled.error.map((failure) => explainedReply(failure)) } });
    await noteDown(parts, caller, deed("enrolled {type} {id}", { type: enrolled.value.objectType, id: input.recordId }), workflow.id);
    return enrollmentRowOf(parts.store, enrolled.value);
  }),

  plan: api.workflows.plan.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const run = await parts.engine.dryRun(caller.workspaceId, workflow.id, input.recordId, input.of);
    if (!run.ok) throw errors.REFUSED({ data: { failures: run.error.map(explainedReply) } });
    return dryRunReply(parts, workflowAs(workflow, input.of), run.value);
  }),

  explain: api.workflows.explain.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const explained = await parts.engine.explainRecord(caller.workspaceId, workflow.id, input.recordId);
    if (!explained.ok) throw errors.REFUSED({ data: { failures: explained.error.map(explainedReply) } });
    return explainedRecordReply(parts, explained.value, await dryRunReply(parts, workflow, explained.value.run));
  }),

  planMany: api.workflows.planMany.handler(async ({ input: { id, recordIds, last, of }, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const planned = await parts.engine.planMany(caller.workspaceId, workflow.id, recordIds === undefined ? { last } : { recordIds }, of);
    if (!planned.ok) throw errors.REFUSED({ data: { failures: planned.error.map(explainedReply) } });
    return withStandInsSaid(batchPlanReply(planned.value, await mirrorReadAt(parts, workflowAs(workflow, of))), standInWords);
  }),

  ...workflowLife,
  ...publishing,
  ...files,
};

/** The oldest reading of the sets of books that the workflow's steps plan on. */
async function mirrorReadAt({ store }: ServerParts, { workspaceId, definition }: Workflow): Promise<Instant | null> {
  const connections = await store.connections(workspaceId);
  const used = connections.filter(({ id, role }) => role === "books" && allSteps(definition.steps).some(({ settings }) => Object.values(settings).includes(id)));
  const times = await Promise.all(used.map(async ({ id }) => (await store.mirrorState(id)).refreshedAt));
  const [first = null, ...others] = times;
  return others.reduce((oldest, time) => (oldest === null || time === null ? null : time < oldest ? time : oldest), first);
}
