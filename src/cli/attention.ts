/** `ledgerline attention`: what stopped until a person does something, cause by cause. */
import type { AttentionGroup } from "#api/enrollment.ts";
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { failureText } from "./text.ts";

const shown = 5;

/** Lists the causes, those that stopped most first. */
export async function listAttention(client: Client): Promise<Said> {
  const groups = await client.attention.list();
  const text = groups.length === 0 ? "Nothing needs attention." : [...groups.map(groupText), 'When it is mended: ledgerline retry --cause "<cause>", or ledgerline retry --all'].join("\n\n");
  return { json: groups, text };
}

function groupText({ cause, failure, count, enrollments }: AttentionGroup): string {
  const rows = enrollments.slice(0, shown).map(({ id, recordName, workflowName }) => `  ${id}  ${recordName} (${workflowName})`);
  const more = count > rows.length ? [`  and ${count - rows.length} more`] : [];
  return [failureText(failure), `  Cause: ${cause}`, `${count === 1 ? "1 enrollment" : `${count} enrollments`} stopped:`, ...rows, ...more].join("\n");
}
