/** `ledgerline turn-on`, `turn-off`, `pause` and `resume`. */
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { findWorkflow } from "./workflows.ts";

/** Turns a workflow on; `existing` = whether records that meet the triggers already are enrolled, at most `cap` of them. */
export async function turnOn(client: Client, named: string, existing: "leave" | "enroll", cap: number | null): Promise<Said> {
  const { id, name } = await findWorkflow(client, named);
  const answer = await client.workflows.turnOn({ id, existing, cap });
  const more = existing === "enroll" ? ` Existing records enrolled: ${answer.enrolled}.` : "";
  return { json: { id, state: answer.workflow.state, enrolled: answer.enrolled }, text: `"${name}" is on.${more}` };
}

/** Turns a workflow off; `running` = whether enrollments under way finish or stop. */
export async function turnOff(client: Client, named: string, running: "finish" | "stop"): Promise<Said> {
  const { id, name } = await findWorkflow(client, named);
  const answer = await client.workflows.turnOff({ id, running });
  const more = running === "stop" ? ` Enrollments stopped: ${answer.stopped}.` : "";
  return { json: { id, state: answer.workflow.state, stopped: answer.stopped }, text: `"${name}" is off.${more}` };
}

/** New matches wait from now on. */
export async function pause(client: Client, named: string): Promise<Said> {
  const { id, name } = await findWorkflow(client, named);
  const { state } = await client.workflows.pause({ id });
  return { json: { id, state }, text: `"${name}" is paused: records that start to meet its triggers wait.` };
}

/** Goes on; what waited is enrolled or left alone. */
export async function resume(client: Client, named: string, waiting: "enroll" | "leave"): Promise<Said> {
  const { id, name } = await findWorkflow(client, named);
  const { state } = await client.workflows.resume({ id, waiting });
  return { json: { id, state }, text: `"${name}" goes on.${waiting === "leave" ? " What waited is left alone." : ""}` };
}
