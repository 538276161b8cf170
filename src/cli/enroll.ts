/** `ledgerline enroll <workflow> <record>`. */
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { findWorkflow } from "./workflows.ts";

/** Enrolls a record by hand: the triggers are not asked. */
export async function enroll(client: Client, named: string, recordId: string): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const enrollment = await client.workflows.enroll({ id: workflow.id, recordId });
  return { json: enrollment, text: `"${enrollment.recordName}" is enrolled in "${workflow.name}" (enrollment ${enrollment.id}).` };
}
