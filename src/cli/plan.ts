/** `ledgerline plan <workflow> <record>`: the exact document, or every reason why there would be none. */
import type { DocumentPlanReply } from "#api/document-plan.ts";
import {
  lineHeadings,
  type PreviewParty,
  previewAddresses,
  previewFacts,
  previewLines,
  previewParty,
  previewSums,
  previewTexts,
  totalNote,
} from "#api/document-preview.ts";
import type { DryRun, MatchReply } from "#api/enrollment.ts";
import { type CreatedFirst, createdFirst, otherReasons, type PlacedReasons, placeReasons } from "#api/plan-reasons.ts";
import { documentTitle } from "#domain/document/kind.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { amountText, failureText, moneyText, table } from "./text.ts";
import { findWorkflow } from "./workflows.ts";

/** Asks what the workflow would do for the record now. Nothing is written anywhere. */
export async function plan(client: Client, named: string, recordId: string): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const run = await client.workflows.plan({ id: workflow.id, recordId });
  return { json: run, text: dryRunText(run), isRefusal: run.steps.some((step) => step.failures.length > 0) };
}

/** The same for a workflow file that is not imported. */
export async function planFile(client: Client, yaml: string, recordIds: readonly string[]): Promise<Said> {
  const [recordId, ...more] = recordIds;
  if (recordId === undefined || more.length > 0) throw new CliProblem("usage", "Name one record by its id.", "For example: ledgerline plan --file workflow.yaml 1042");
  const run = await client.workflows.planFile({ yaml, recordId });
  return { json: run, text: dryRunText(run), isRefusal: run.steps.some((step) => step.failures.length > 0) };
}

function dryRunText(run: DryRun): string {
  const before = run.enrolledBefore === 0 ? "never" : run.enrolledBefore === 1 ? "once" : `${run.enrolledBefore} times`;
  return [
    `${run.recordName} (${run.recordId})  ${run.recordUrl}`,
    `Triggers: ${run.match.matched ? "met" : "not met"}. Enrolled before: ${before}.`,
    ...filterLines(run.match),
    ...dryRunLines(run),
    "",
    "Nothing was written.",
  ].join("\n");
}

/** What each step would do. */
export function dryRunLines(run: DryRun): string[] {
  return run.steps.flatMap((step) => ["", ...stepLines(step)]);
}

/** Each filter with its value, and each associated record that was looked at. */
export function filterLines(match: MatchReply): string[] {
  const mark = (held: boolean): string => (held ? "✓" : "✗");
  return match.groups.flatMap((group, index) => [
    ...(index === 0 ? [] : ["  or"]),
    ...group.filters.flatMap((filter) => [
      `  ${mark(filter.held)} ${filter.words}${filter.associated.length > 0 || filter.operator === "meets" ? "" : ` (is ${filter.actual ?? "empty"})`}`,
      ...filter.associated.map((one) => `      ${mark(one.held)} ${one.recordName}: ${one.filters.map(({ words, actual }) => `${words} (is ${actual ?? "empty"})`).join(", ")}`),
    ]),
  ]);
}

function stepLines(step: DryRun["steps"][number]): string[] {
  const { plans, decisions, warnings, failures } = step;
  return [
    step.title,
    ...otherReasons(plans, decisions).map((decision) => `  ${decision.about}: ${decision.decided}`),
    ...warnings.map((warning) => `! Stops nothing, but look at it:\n${failureText(warning)}`),
    ...createdLines(createdFirst(plans)),
    ...plans.flatMap((document) => ["", ...documentLines(document, placeReasons(document, decisions))]),
    ...messageLines(step.message),
    ...failures.flatMap((failure) => ["", failureText(failure)]),
  ];
}

function messageLines(message: DryRun["steps"][number]["message"]): string[] {
  switch (message?.kind) {
    case "note":
      return indented(message.text);
    case "email":
      return [`  To: ${message.to.join(", ")}`, `  Subject: ${message.subject}`, "", ...indented(message.text)];
    case "webhook":
      return [`  POST ${message.url}`, ...indented(message.body)];
    case undefined:
      return [];
  }
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

function createdLines(created: readonly CreatedFirst[]): string[] {
  if (created.length === 0) return [];
  return ["", "Created first", ...created.map(({ what, name, facts }) => `  ${what} "${name}": ${facts.map(({ label, value }) => `${label} ${value}`).join(", ")}`)];
}

function documentLines(document: DocumentPlanReply, reasons: PlacedReasons): string[] {
  const party = previewParty(document);
  const note = totalNote(document);
  return [
    `${documentTitle(document.kind, "number" in document ? document.number : null)}${party ? ` ${partyText(party)}` : ""}`,
    ...reasons.party.map(asReason),
    previewFacts(document)
      .map(({ label, value }) => `${label} ${value}`)
      .join(", "),
    ...reasons.facts.map(asReason),
    ...previewAddresses(document).map(({ label, lines }) => `${label}: ${lines.join(", ")}`),
    "",
    lineTable(document),
    ...lineReasons(document, reasons),
    "",
    ...previewSums(document).map(({ label, amount }) => `${label} ${moneyText(amount)}`),
    `Total ${moneyText(document.total)}${note === null ? "" : ` (${note})`}`,
    ...reasons.sums.map(asReason),
    ...previewTexts(document).map(({ label, value }) => `${label}: ${value}`),
  ];
}

function asReason(reason: string): string {
  return `  ${reason}`;
}

function lineReasons(document: DocumentPlanReply, { lines }: PlacedReasons): string[] {
  return previewLines(document).flatMap(({ key, name, details }) => {
    const said = [...(lines.get(key) ?? []), ...details];
    return said.length === 0 ? [] : [`  ${name}: ${said.join("; ")}`];
  });
}

function partyText({ label, name, isNew, email, parentName }: PreviewParty): string {
  return `${label.toLowerCase()} ${name}${parentName === null ? "" : ` under ${parentName}`}${isNew ? " (new customer)" : ""}${email === null ? "" : `, ${email}`}`;
}

function lineTable(document: DocumentPlanReply): string {
  return table(
    [
      { title: lineHeadings[document.kind].toUpperCase() },
      { title: "DESCRIPTION" },
      { title: "QUANTITY", align: "right" },
      { title: "PRICE", align: "right" },
      { title: `AMOUNT ${document.currency}`, align: "right" },
    ],
    previewLines(document).map((line) => [
      `${line.name}${line.isNew ? " (new)" : ""}`,
      line.description,
      line.quantity ?? "",
      line.unitPrice ?? "",
      line.amount === null ? "" : amountText(line.amount),
    ]),
  );
}
