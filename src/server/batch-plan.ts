/** A batch plan summed up: totals, what would be created, and the failures grouped by what people fix. */
import type { BatchPlanReply, BatchReason, BatchRow } from "#api/batch-plan.ts";
import { createdFirst } from "#api/plan-reasons.ts";
import { customerOf, type DocumentPlan, isTotalKnown } from "#domain/document/plan.ts";
import type { Instant } from "#domain/dates.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import { causeKey, type Failure } from "#domain/failure.ts";
import { sumMoney } from "#domain/money.ts";
import type { BatchPlan, DryRunOutcome } from "#engine/engine.ts";
import { explainedReply } from "./language.ts";

/** Pure. */
export function batchPlanReply({ runs, missing }: BatchPlan, mirrorReadAt: Instant | null): BatchPlanReply {
  const possible = runs.filter((run) => failuresOf(run).length === 0);
  const documents = possible.flatMap(documentsOf);
  const settled = possible.filter((run) => billedBeforeOf(run).length > 0 && documentsOf(run).length === 0);
  const created = createdFirst(documents);
  return {
    mirrorReadAt,
    wouldCreate: possible.length - settled.length,
    wouldNotBillAgain: settled.length,
    wouldFail: runs.length - possible.length,
    missing,
    totals: totalsOf(documents),
    newCustomers: created.filter(({ what }) => what === "Customer").map(({ name }) => name),
    newProducts: created.filter(({ what }) => what === "Product").map(({ name }) => name),
    failures: reasonsOf(runs, failuresOf),
    warnings: reasonsOf(runs, warningsOf),
    rows: runs.map(rowOf),
  };
}

function failuresOf({ steps }: DryRunOutcome): Failure[] {
  return steps.flatMap(({ plan }) => (plan.ok ? [] : plan.error));
}

function warningsOf({ steps }: DryRunOutcome): Failure[] {
  return steps.flatMap(({ warnings }) => warnings);
}

function documentsOf({ steps }: DryRunOutcome): DocumentPlan[] {
  return steps.flatMap(({ plan }) => (plan.ok ? plan.value : []));
}

function billedBeforeOf({ steps }: DryRunOutcome): KeptDocument[] {
  return steps.flatMap(({ billedBefore }) => billedBefore ?? []);
}

function totalsOf(documents: readonly DocumentPlan[]): BatchPlanReply["totals"] {
  const groups = Map.groupBy(documents, ({ kind, total }) => `${kind} ${total.currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const total = sumMoney(group.map((document) => document.total), first.total.currency);
    return [{ kind: first.kind, count: group.length, total, withoutTax: group.filter((document) => !isTotalKnown(document)).length }];
  });
}

function reasonsOf(runs: readonly DryRunOutcome[], failuresIn: (run: DryRunOutcome) => Failure[]): BatchReason[] {
  const found = runs.flatMap((run) => failuresIn(run).map((failure) => ({ failure, cause: causeKey(failure), recordId: run.record.id })));
  const groups = [...Map.groupBy(found, ({ cause }) => cause)];
  return groups
    .flatMap(([cause, all]) => (all[0] === undefined ? [] : [{ cause, failure: explainedReply(all[0].failure), recordIds: [...new Set(all.map(({ recordId }) => recordId))] }]))
    .toSorted((a, b) => b.recordIds.length - a.recordIds.length);
}

function rowOf(run: DryRunOutcome): BatchRow {
  const { record, verdict, enrolledBefore } = run;
  const failures = failuresOf(run);
  return {
    recordId: record.id,
    recordName: record.name,
    recordUrl: record.url,
    meetsTriggers: verdict.matched,
    enrolledBefore,
    documents: failures.length > 0 ? [] : documentsOf(run).map(documentOf),
    billedBefore: failures.length > 0 ? [] : billedBeforeOf(run).map(({ id, kind, number, transactionDate }) => ({ id, kind, number, transactionDate })),
    failures: failures.map((failure) => explainedReply(failure).happened),
    warnings: warningsOf(run).map((warning) => explainedReply(warning).happened),
  };
}

function documentOf(plan: DocumentPlan): BatchRow["documents"][number] {
  const customer = customerOf(plan);
  const payee = plan.kind === "expense" ? plan.payee : null;
  return { kind: plan.kind, partyName: (customer ?? payee)?.name ?? null, isNewParty: customer?.use === "create", total: plan.total, isTotalKnown: isTotalKnown(plan) };
}
