/** `ledgerline records <type> [text]`: records by name, for the commands that want an id. */
import { workflowObjectType } from "#domain/workflow.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { table } from "./text.ts";

/** Finds records by parts of their names; without a text the last changed. */
export async function findRecords(client: Client, type: string, text: string, limit: number): Promise<Said> {
  const objectType = workflowObjectType.safeParse(type.replace(/s$/, ""));
  if (!objectType.success) throw new CliProblem("usage", `There are no records called "${type}".`, "Say deal, quote or payment.");
  const rows = await client.records.find({ objectType: objectType.data, text, limit });
  const lines = rows.map(({ id, name, amount, currency, url }) => [id, name, amount === null ? "" : `${amount} ${currency ?? ""}`.trim(), url]);
  return { json: rows, text: rows.length === 0 ? "No record fits." : table([{ title: "ID" }, { title: "RECORD" }, { title: "AMOUNT", align: "right" }, { title: "WHERE" }], lines) };
}
