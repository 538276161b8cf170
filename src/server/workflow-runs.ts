/** How workflows run: turning on and off, pausing, enrolling many, and alerts. */
import type { AlertRow } from "#api/workflow-runs.ts";
import type { Alert } from "#domain/ports/workflow-store.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import { currentDetail, find } from "./workflow-detail.ts";
import { explainedReply } from "./language.ts";

export const workflowRuns = {
  turnOn: api.workflows.turnOn.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const turned = await parts.engine.turnOn(caller.workspaceId, workflow.id, input);
    if (!turned.ok) throw errors.REFUSED({ data: { failures: turned.error.map(explainedReply) } });
    await noteDown(parts, caller, input.existing === "enroll" ? deed("turned on the workflow, with {count} existing records", { count: turned.value }) : deed("turned on the workflow"), workflow.id);
    return { workflow: await currentDetail(parts, workflow), enrolled: turned.value };
  }),

  turnOff: api.workflows.turnOff.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const stopped = await parts.engine.turnOff(caller.workspaceId, workflow.id, input.running);
    await noteDown(parts, caller, input.running === "stop" ? deed("turned off the workflow and stopped {count} enrollments", { count: stopped }) : deed("turned off the workflow"), workflow.id);
    return { workflow: await currentDetail(parts, workflow), stopped };
  }),

  pause: api.workflows.pause.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const paused = await parts.engine.pause(caller.workspaceId, workflow.id);
    if (!paused.ok) throw errors.REFUSED({ data: { failures: paused.error.map(explainedReply) } });
    await noteDown(parts, caller, deed("paused the workflow"), workflow.id);
    return currentDetail(parts, workflow);
  }),

  resume: api.workflows.resume.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const resumed = await parts.engine.resume(caller.workspaceId, workflow.id, input.waiting);
    if (!resumed.ok) throw errors.REFUSED({ data: { failures: resumed.error.map(explainedReply) } });
    await noteDown(parts, caller, deed(input.waiting === "enroll" ? "resumed the workflow; what waited is enrolled" : "resumed the workflow; what waited is left"), workflow.id);
    return currentDetail(parts, workflow);
  }),

  enrollMany: api.workflows.enrollMany.handler(async ({ input: { id, recordIds, cap }, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const enrolled = await parts.engine.enrollMany(caller.workspaceId, workflow.id, recordIds === undefined ? { matching: true, cap } : { recordIds });
    if (!enrolled.ok) throw errors.REFUSED({ data: { failures: enrolled.error.map(explainedReply) } });
    const { value } = enrolled;
    await noteDown(parts, caller, deed("enrolled {count} records", { count: value.enrolled }), workflow.id);
    return { enrolled: value.enrolled, refused: value.refused.map(({ recordId, failure }) => ({ recordId, failure: explainedReply(failure) })) };
  }),
};

export const alerts = {
  list: api.alerts.list.handler(async ({ context: { parts, caller } }) => (await parts.store.openAlerts(caller.workspaceId)).map(alertRowOf)),
};

function alertRowOf({ id, workflowId, workflowName, failure, raisedAt }: Alert): AlertRow {
  return { id, workflowId, workflowName, failure: explainedReply(failure), raisedAt };
}
