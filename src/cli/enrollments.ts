/** `ledgerline enrollments`: the history, narrowed. */
import { enrollmentState } from "#api/enrollment.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { table } from "./text.ts";
import { findWorkflow } from "./workflows.ts";

/** What narrows the list; absent = nothing. */
export interface EnrollmentsWish {
  workflow: string | undefined;
  /** Names of states, separated by commas. */
  states: string | undefined;
  search: string | undefined;
  record: string | undefined;
  limit: number;
}

/** Lists enrollments, newest first. */
export async function listEnrollments(client: Client, { workflow, states, search, record, limit }: EnrollmentsWish): Promise<Said> {
  const workflowId = workflow === undefined ? undefined : (await findWorkflow(client, workflow)).id;
  const rows = await client.enrollments.list({ limit, workflowId, recordId: record, search, states: states === undefined ? undefined : states.split(",").map(stateOf) });
  const lines = rows.map((row) => [row.id, row.recordName, row.workflowName, row.enrollmentState, row.startedAt.slice(0, 16).replace("T", " "), row.failures[0]?.happened ?? ""]);
  return { json: rows, text: rows.length === 0 ? "No enrollment fits." : table(["ENROLLMENT", "RECORD", "WORKFLOW", "STATE", "BEGUN (UTC)", "WHY"].map((title) => ({ title })), lines) };
}

function stateOf(text: string): (typeof enrollmentState.options)[number] {
  const state = enrollmentState.safeParse(text.trim());
  if (!state.success) throw new CliProblem("usage", `There is no state "${text.trim()}".`, `The states are ${enrollmentState.options.join(", ")}.`);
  return state.data;
}
