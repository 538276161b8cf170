/** Everything that a review finds in a workflow, from facts that are handed in. */
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import type { ReviewFacts } from "./facts.ts";
import { delaysWithoutWayOut, unlimitedDocuments } from "./hints.ts";
import { billingLoops } from "./billing-loop.ts";
import { billingAgain, foreignCap } from "./money-checks.ts";
import { secondWorkflows } from "./overlap.ts";
import { missingSourceFilters } from "./source-filter.ts";
import { badSettings, idleApprovals, idleWaits, unfitSteps, unknownSettings, unreachedSteps, uselessBranches } from "./step-checks.ts";
import { badPlaceholders, goneProperties } from "./text-checks.ts";
import { emptyTriggers, unknownProperties, unsettledPayments, widerThanSyncFilter } from "./trigger-checks.ts";

const checks: readonly ((definition: WorkflowDefinition, facts: ReviewFacts) => Finding[])[] = [
  emptyTriggers, missingSourceFilters, unknownProperties, unsettledPayments, secondWorkflows, foreignCap, billingLoops, billingAgain,
  unfitSteps, badSettings, unknownSettings, widerThanSyncFilter, badPlaceholders, goneProperties, uselessBranches, unreachedSteps, idleApprovals, idleWaits,
  unlimitedDocuments, delaysWithoutWayOut,
];

/** Every finding, each once: first those about triggers, then those about steps, then hints. */
export function reviewDefinition(definition: WorkflowDefinition, facts: ReviewFacts): Finding[] {
  const findings = checks.flatMap((check) => check(definition, facts));
  return [...new Map(findings.map((finding) => [finding.key, finding])).values()];
}
