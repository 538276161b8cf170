/** `ledgerline retry <enrollment>` and `ledgerline retry --all`. */
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

/** Runs the current step of one enrollment again, or of all that need attention. */
export async function retry(client: Client, enrollmentId: string | undefined, all: boolean): Promise<Said> {
  if (all === (enrollmentId !== undefined)) {
    throw new CliProblem("usage", "Say what to retry: one enrollment, or --all.", "For example: ledgerline retry --all");
  }
  if (enrollmentId === undefined) return retryAll(client);
  const enrollment = await client.enrollments.retry({ id: enrollmentId });
  return { json: enrollment, text: `"${enrollment.recordName}" is tried again (enrollment ${enrollment.id}).` };
}

async function retryAll(client: Client): Promise<Said> {
  const answer = await client.attention.retryAll({});
  const many = answer.retried === 1 ? "1 enrollment is" : `${answer.retried} enrollments are`;
  return { json: answer, text: answer.retried === 0 ? "Nothing needs attention." : `${many} tried again.` };
}
