/** `ledgerline retry <enrollment>`, `ledgerline retry --cause <cause>` and `ledgerline retry --all`. */
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

/** Runs the current step of one enrollment again, or of all that need attention, or of those that stopped for one cause. */
export async function retry(client: Client, enrollmentId: string | undefined, { all, cause }: { all: boolean; cause: string | undefined }): Promise<Said> {
  if ([enrollmentId !== undefined, all, cause !== undefined].filter(Boolean).length !== 1) {
    throw new CliProblem("usage", "Say what to retry: one enrollment, --cause, or --all.", "\"ledgerline attention\" shows what there is. For example: ledgerline retry --all");
  }
  if (enrollmentId === undefined) return retryAll(client, cause);
  const enrollment = await client.enrollments.retry({ id: enrollmentId });
  return { json: enrollment, text: `"${enrollment.recordName}" is tried again (enrollment ${enrollment.id}).` };
}

async function retryAll(client: Client, cause: string | undefined): Promise<Said> {
  const answer = await client.attention.retryAll({ cause });
  const many = answer.retried === 1 ? "1 enrollment is" : `${answer.retried} enrollments are`;
  return { json: answer, text: answer.retried === 0 ? (cause === undefined ? "Nothing needs attention." : "Nothing stopped for this cause. \"ledgerline attention\" shows the causes.") : `${many} tried again.` };
}
