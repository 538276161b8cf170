/** `ledgerline workflows`, and finding the workflow a command names. */
import type { WorkflowRow } from "#api/workflow.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { table } from "./text.ts";

/** Lists the workflows with what goes on in them. */
export async function listWorkflows(client: Client): Promise<Said> {
  const rows = await client.workflows.list();
  return { json: rows, text: rows.length === 0 ? "There are no workflows." : workflowTable(rows) };
}

function workflowTable(rows: readonly WorkflowRow[]): string {
  return table(
    [
      { title: "NAME" },
      { title: "STATE" },
      { title: "RECORDS" },
      { title: "UNDER WAY", align: "right" },
      { title: "NEEDS ATTENTION", align: "right" },
      { title: "COMPLETED", align: "right" },
      { title: "ID" },
    ],
    rows.map(({ name, state, objectType, counts, id }) => [
      name,
      state,
      `${objectType}s`,
      String(counts.active),
      String(counts.needsAttention),
      String(counts.completed),
      id,
    ]),
  );
}

/** Finds a workflow by its id or its name; a name must be unique. */
export async function findWorkflow(client: Client, named: string): Promise<WorkflowRow> {
  const rows = await client.workflows.list();
  const byId = rows.find((row) => row.id === named);
  if (byId !== undefined) return byId;
  const wanted = named.trim().toLowerCase();
  const byName = rows.filter((row) => row.name.toLowerCase() === wanted);
  if (byName.length > 1) {
    throw new CliProblem("usage", `${byName.length} workflows are called "${named}".`, `Name one by its id: ${byName.map((row) => row.id).join(", ")}.`);
  }
  const [found] = byName;
  if (found !== undefined) return found;
  const known = rows.map((row) => `"${row.name}"`).join(", ");
  throw new CliProblem("refused", `There is no workflow "${named}".`, known === "" ? "There are no workflows yet." : `There is ${known}.`);
}
