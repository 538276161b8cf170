import { describe, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import type { DocumentPlan } from "#domain/document/plan.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { DryRunOutcome, PlannedStep } from "#engine/engine.ts";
import { plan as invoice } from "../../test/store-samples.ts";
import { batchPlanReply } from "./batch-plan.ts";

const unmatched = (lineName: string): Failure => ({ code: "item-not-found", lineName, sku: null, canCreate: true, crmKey: `name:${lineName}` });
const noItems: Failure = { code: "no-line-items", recordName: "R" };

function run(id: string, plan: Result<DocumentPlan[], Failure[]>, warnings: Failure[] = []): DryRunOutcome {
  const record = { objectType: "deal" as const, id, name: `Deal ${id}`, properties: {}, modifiedAt: "2026-11-23T12:00:00.000Z" as Instant, url: `http://crm/${id}` };
  return { record, verdict: { matched: true, groups: [] }, enrolledBefore: 0, steps: [stepOf("inv", plan, { warnings })] };
}

function stepOf(stepId: string, plan: Result<DocumentPlan[], Failure[]>, change: Partial<PlannedStep> = {}): PlannedStep {
  return { stepId, action: "create-invoice", branch: null, decisions: [], warnings: [], plan, effect: null, billedBefore: null, ...change };
}

function invoiceOf(amountMinor: number, currency: string): DocumentPlan {
  return { ...invoice, currency, total: { amountMinor, currency }, tax: { mode: "automated", expectedTax: null } };
}

describe("a batch plan", () => {
  test("adds up each kind and currency by itself, and says whose tax is still to come", () => {
    const reply = batchPlanReply({ runs: [run("1", ok([invoiceOf(100, "USD")])), run("2", ok([invoiceOf(250, "USD")])), run("3", ok([invoiceOf(7, "EUR")]))], missing: ["9"] }, null);
    expect(reply).toMatchObject({ wouldCreate: 3, wouldFail: 0, missing: ["9"], mirrorReadAt: null });
    expect(reply.totals).toEqual([
      { kind: "invoice", count: 2, total: { amountMinor: 350, currency: "USD" }, withoutTax: 2 },
      { kind: "invoice", count: 1, total: { amountMinor: 7, currency: "EUR" }, withoutTax: 1 },
    ]);
  });

  test("groups failures by what is to be fixed, the most frequent first, and counts no document of a record that stops", () => {
    const twoSteps = run("4", ok([invoice]));
    twoSteps.steps.push(stepOf("b", err([noItems])));
    const reply = batchPlanReply({ runs: [run("1", err([noItems])), run("2", err([unmatched("Moss wall"), unmatched("Oak desk")])), run("3", err([unmatched("moss wall")])), twoSteps], missing: [] }, null);
    expect(reply).toMatchObject({ wouldCreate: 0, wouldFail: 4, totals: [] });
    expect(reply.failures.map(({ cause, recordIds }) => [cause, recordIds])).toEqual([
      ["no-line-items", ["1", "4"]],
      ["item-not-found:moss wall", ["2", "3"]],
      ["item-not-found:oak desk", ["2"]],
    ]);
    expect(reply.rows.map(({ documents, failures }) => [documents.length, failures.length])).toEqual([[0, 1], [0, 2], [0, 1], [0, 1]]);
  });

  test("counts records that were billed before by themselves, and adds no money for them", () => {
    const before = { id: "d1", kind: "invoice", number: "1007", transactionDate: "2026-11-20" } as KeptDocument;
    const settled = stepOf("inv", ok([]), { billedBefore: before });
    const alone: DryRunOutcome = { ...run("1", ok([])), steps: [settled] };
    const withMore: DryRunOutcome = { ...run("2", ok([])), steps: [settled, stepOf("more", ok([invoiceOf(250, "USD")]))] };
    const stopping: DryRunOutcome = { ...run("3", ok([])), steps: [settled, stepOf("more", err([noItems]))] };
    const reply = batchPlanReply({ runs: [alone, withMore, stopping, run("4", ok([]))], missing: [] }, null);
    expect(reply).toMatchObject({ wouldCreate: 2, wouldNotBillAgain: 1, wouldFail: 1, totals: [{ count: 1, total: { amountMinor: 250 } }] });
    expect(reply.rows.map(({ documents, billedBefore }) => [documents.length, billedBefore.map(({ number }) => number)])).toEqual([[0, ["1007"]], [1, ["1007"]], [0, []], [0, []]]);
  });

  test("names what is new once, and what to look at although it stops nothing", () => {
    const customer = { use: "create" as const, name: "Ada", firstName: null, lastName: null, email: null, companyName: null, phone: null, address: null, parent: null, crmKey: "7" };
    const forNew = { ...invoice, customer } as DocumentPlan;
    const reply = batchPlanReply({ runs: [run("1", ok([forNew]), [noItems]), run("2", ok([forNew]))], missing: [] }, null);
    expect(reply.newCustomers).toEqual(["Ada"]);
    expect(reply.warnings.map(({ recordIds }) => recordIds)).toEqual([["1"]]);
    expect(reply.rows[0]).toMatchObject({ documents: [{ kind: "invoice", partyName: "Ada", isNewParty: true }], warnings: [expect.any(String)] });
  });
});
