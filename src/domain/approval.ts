/** Whether somebody may approve planned documents: a limit counts for each document by itself. */
import type { DocumentPlan } from "./document/plan.ts";
import type { Failure } from "./failure.ts";
import type { Standing } from "./member.ts";

/** Why not; null = they may. Amounts of another currency than the limit's cannot be compared with it, so they are beyond it. */
export function beyondLimit({ approvalLimit: limit }: Pick<Standing, "approvalLimit">, plans: readonly Pick<DocumentPlan, "total">[]): Extract<Failure, { code: "approval-beyond-limit" }> | null {
  if (limit === null) return null;
  const [first] = plans;
  if (first === undefined) return { code: "approval-beyond-limit", limit, total: null };
  const beyond = plans.find(({ total }) => total.currency !== limit.currency || total.amountMinor > limit.amountMinor);
  return beyond === undefined ? null : { code: "approval-beyond-limit", limit, total: beyond.total };
}
