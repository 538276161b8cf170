/** `ledgerline plan <workflow> --last 50`: what a workflow would do with many records, with totals and reasons. */
import type { BatchPlanReply, BatchReason, BatchRow } from "#api/batch-plan.ts";
import { documentTitle, documentWords } from "#domain/document/kind.ts";
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { failureText, moneyText, table } from "./text.ts";
import { findWorkflow } from "./workflows.ts";

/** Which records: these ids, or the last changed that meet the triggers. */
export type ManyWish = { recordIds: string[] } | { last: number };

/** Asks what the workflow would do with the records now. Nothing is written anywhere, and nothing is asked of QuickBooks. */
export async function planMany(client: Client, named: string, wish: ManyWish): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const planned = await client.workflows.planMany({ id: workflow.id, ...wish });
  return { json: planned, text: batchText(planned), isRefusal: planned.wouldFail + planned.missing.length > 0 };
}

function batchText(planned: BatchPlanReply): string {
  const { rows, missing, failures, warnings, mirrorReadAt } = planned;
  if (rows.length + missing.length === 0) return "No record meets the triggers.";
  return [
    rowTable(rows),
    "",
    ...summary(planned),
    ...failures.flatMap((reason) => ["", reasonText(reason, "stopped")]),
    ...warnings.flatMap((reason) => ["", reasonText(reason, "with this warning")]),
    ...(missing.length === 0 ? [] : ["", `Not in the CRM: ${missing.join(", ")}`]),
    "",
    `Nothing was written and nothing was asked of QuickBooks; its data was read ${mirrorReadAt ?? "never"}.`,
  ].join("\n");
}

function summary({ wouldCreate, wouldNotBillAgain, wouldFail, totals, newCustomers, newProducts }: BatchPlanReply): string[] {
  return [
    `Would go through: ${wouldCreate}. ${wouldNotBillAgain === 0 ? "" : `Would not be billed again: ${wouldNotBillAgain}. `}Would stop: ${wouldFail}.`,
    ...totals.map(({ kind, count, total, withoutTax }) => `  ${documentWords[kind].title}: ${count}, ${moneyText(total)}${withoutTax === 0 ? "" : `, before the tax that QuickBooks adds to ${withoutTax}`}`),
    ...(newCustomers.length === 0 ? [] : [`  New customers: ${newCustomers.join(", ")}`]),
    ...(newProducts.length === 0 ? [] : [`  New products: ${newProducts.join(", ")}`]),
  ];
}

function rowTable(rows: readonly BatchRow[]): string {
  return table(
    [{ title: "RECORD" }, { title: "ID" }, { title: "WOULD CREATE" }, { title: "FOR" }, { title: "TOTAL", align: "right" }, { title: "OR WHY NOT" }],
    rows.map(({ recordName, recordId, documents, billedBefore, failures, enrolledBefore, meetsTriggers }) => [
      `${recordName}${enrolledBefore > 0 ? " (went through before)" : ""}${meetsTriggers ? "" : " (does not meet the triggers)"}`,
      recordId,
      documents.map(({ kind }) => documentWords[kind].noun).join(" + "),
      `${documents[0]?.partyName ?? ""}${documents[0]?.isNewParty === true ? " (new)" : ""}`,
      documents.map(({ total }) => moneyText(total)).join(" + "),
      [...failures, ...billedBefore.map(({ kind, number, transactionDate }) => `Billed before: ${documentTitle(kind, number)} of ${transactionDate}.`)].join(" "),
    ]),
  );
}

function reasonText({ failure, recordIds }: BatchReason, what: string): string {
  return `${recordIds.length} ${what} (${recordIds.join(", ")})\n${failureText(failure)}`;
}
