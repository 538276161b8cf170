/** `ledgerline approvals`, `approve` and `reject`: planned documents that wait for a person. */
import { ORPCError } from "@orpc/client";
import type { ApprovalRow } from "#api/approval.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { moneyText, table } from "./text.ts";

/** Lists what waits, newest first. */
export async function listApprovals(client: Client): Promise<Said> {
  const rows = await client.approvals.list({ limit: 200 });
  const text = table(
    [{ title: "ENROLLMENT" }, { title: "RECORD" }, { title: "WORKFLOW" }, { title: "DOCUMENT" }, { title: "TOTAL", align: "right" }, { title: "ASKED" }],
    rows.map((row) => [row.enrollmentId, row.recordName, row.workflowName, row.plans.map(({ kind }) => kind).join(", "), totalText(row), row.askedAt.slice(0, 16).replace("T", " ")]),
  );
  return { json: rows, text: rows.length === 0 ? "Nothing waits for approval." : text };
}

function totalText({ plans }: ApprovalRow): string {
  const [first] = plans;
  return first === undefined ? "" : moneyText(first.total);
}

/** What waits now for the enrollment. */
async function waiting(client: Client, enrollmentId: string): Promise<ApprovalRow> {
  try {
    return await client.approvals.get({ enrollmentId });
  } catch (error) {
    if (!(error instanceof ORPCError) || error.status !== 404) throw error;
    throw new CliProblem("refused", `Nothing of enrollment "${enrollmentId}" waits for approval.`, "\"ledgerline approvals\" lists what waits; \"ledgerline enrollment <enrollment>\" tells what became of it.");
  }
}

/** Approves what waits now for each of these enrollments. */
export async function approve(client: Client, enrollmentIds: readonly string[]): Promise<Said> {
  if (enrollmentIds.length === 0) throw new CliProblem("usage", "Name an enrollment, or several.", "\"ledgerline approvals\" lists what waits.");
  const asked = await Promise.all(enrollmentIds.map((enrollmentId) => waiting(client, enrollmentId)));
  const done = await client.approvals.approveMany({ approvals: asked.map(({ enrollmentId, attemptId }) => ({ enrollmentId, attemptId })) });
  const [refused] = done.refused;
  if (refused !== undefined) throw new CliProblem("refused", `${done.approved.length} approved; the document of ${refused.enrollmentId} was not.`, null, refused.failures);
  return { json: done, text: asked.map((row) => `Approved: ${row.recordName}, ${totalText(row)}.`).join("\n") };
}

/** Rejects what waits for an enrollment; nothing is posted. */
export async function reject(client: Client, enrollmentId: string, note: string): Promise<Said> {
  const { attemptId, recordName } = await waiting(client, enrollmentId);
  const done = await client.approvals.reject({ enrollmentId, attemptId, note });
  return { json: done, text: `Rejected: ${recordName} is out of the workflow.` };
}
