/** `ledgerline plan <workflow> <record>`: the exact document, or every reason why there would be none. */
import type { DocumentPlanReply } from "#api/document.ts";
import type { DryRun, MatchReply } from "#api/enrollment.ts";
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { amountText, failureText, moneyText, table } from "./text.ts";
import { findWorkflow } from "./workflows.ts";

/** Asks what the workflow would do for the record now. Nothing is written anywhere. */
export async function plan(client: Client, named: string, recordId: string): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const run = await client.workflows.plan({ id: workflow.id, recordId });
  return { json: run, text: dryRunText(run), isRefusal: run.steps.some((step) => step.plan === null) };
}

function dryRunText(run: DryRun): string {
  const before = run.enrolledBefore === 0 ? "never" : run.enrolledBefore === 1 ? "once" : `${run.enrolledBefore} times`;
  return [
    `${run.recordName} (${run.recordId})  ${run.recordUrl}`,
    `Triggers: ${run.match.matched ? "met" : "not met"}. Enrolled before: ${before}.`,
    ...filterLines(run.match),
    ...run.steps.flatMap((step) => ["", ...stepLines(step)]),
    "",
    "Nothing was written.",
  ].join("\n");
}

function filterLines(match: MatchReply): string[] {
  return match.groups.flatMap((group) =>
    group.filters.map(
      (filter) => `  ${filter.held ? "✓" : "✗"} ${filter.label} ${filter.operator} ${filter.values.join(" or ")}`.trimEnd() + ` (is ${filter.actual ?? "empty"})`,
    ),
  );
}

function stepLines(step: DryRun["steps"][number]): string[] {
  const decisions = step.decisions.map((decision) => `  ${decision.about}: ${decision.decided}`);
  const result = step.plan === null ? step.failures.map(failureText) : documentLines(step.plan);
  return [step.title, ...decisions, "", ...result];
}

function documentLines(document: DocumentPlanReply): string[] {
  const due = document.dueDate === null ? "" : `, due ${document.dueDate}`;
  const terms = document.terms === null ? "" : ` (${document.terms.name})`;
  return [
    `${capitalized(document.kind)} for ${document.customer.name}${document.customer.use === "create" ? " (new customer)" : ""}`,
    `Dated ${document.transactionDate}${due}${terms}${document.billEmail === null ? "" : `, bill to ${document.billEmail}`}`,
    "",
    lineTable(document),
    "",
    `Total ${moneyText(document.total)}`,
  ];
}

function lineTable(document: DocumentPlanReply): string {
  return table(
    [
      { title: "ITEM" },
      { title: "DESCRIPTION" },
      { title: "QUANTITY", align: "right" },
      { title: "PRICE", align: "right" },
      { title: `AMOUNT ${document.currency}`, align: "right" },
    ],
    document.lines.map((line) => [
      `${line.item.name}${line.item.use === "create" ? " (new)" : ""}`,
      line.description,
      line.quantity,
      line.unitPrice,
      amountText(line.amount),
    ]),
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
