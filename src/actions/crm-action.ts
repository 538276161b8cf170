/** The catalog as the CRM's own workflow editor offers it, and the settings that come back from there. */
import type { CrmAction, CrmActionField, CrmWishes } from "../domain/crm-action.ts";
import { documentWords } from "../domain/document/kind.ts";
import type { Failure } from "../domain/failure.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { documentName } from "../domain/explanation/dutch/said.ts";
import type { Language } from "../domain/language.ts";
import type { Action } from "./action.ts";
import { actionTextInDutch } from "./dutch/dutch.ts";
import { type WorkflowCaps, workflowCaps } from "../domain/workflow.ts";
import { approval } from "./flow/approval.ts";
import type { FormField } from "./form.ts";

const usualWishes: CrmWishes = { whenStopped: "wait", waitDays: 7, whenRepeated: "same" };
const mostWaitDays = 28;
const waitDaysLabel = "Days to wait at most";

const capLabels = { mostDocuments: "Documents an hour at most", mostAmount: "Largest document" };

function approvalField(name: string): { help: string; options: readonly { value: string; label: string }[] } {
  const field = approval.form.find((one) => one.name === name);
  if (field === undefined) throw new Error(`an approval has no field ${name}`);
  return { help: field.help, options: field.kind === "choice" ? field.options : [] };
}

const wishFields: readonly CrmActionField[] = [
  {
    name: "whenStopped", label: "When something must be fixed", help: "Whether the record waits in this workflow until somebody fixed it in Ledgerline, or goes on at once. Not chosen: it waits.",
    isRequired: false, kind: "choice", shownWhen: null, follows: null,
    options: [{ value: "wait", label: "Wait here until it is fixed" }, { value: "go-on", label: "Go on with the next action" }],
  },
  { name: "waitDays", label: waitDaysLabel, help: `After that the record goes on, and the action counts as failed. From 1 to ${mostWaitDays}. Empty: ${usualWishes.waitDays}.`, isRequired: false, kind: "text", options: [], shownWhen: null, follows: null },
  {
    name: "askApproval", label: "Ask somebody before it is created", help: "The record waits here until somebody looked at the exact document under Approvals in Ledgerline. A no lets it go on without a document, and the action counts as failed. Not chosen: nobody is asked.",
    isRequired: false, kind: "choice", shownWhen: null, follows: null, options: approvalField("when").options,
  },
  { name: "approvalAmount", label: "Amount to ask from", help: approvalField("amount").help, isRequired: false, kind: "text", options: [], shownWhen: { field: "askApproval", equals: ["amount"] }, follows: null },
  { name: "mostDocuments", label: capLabels.mostDocuments, help: "Beyond it this action is paused, records wait, and somebody resumes it in Ledgerline. Empty: no limit.", isRequired: false, kind: "text", options: [], shownWhen: null, follows: null },
  { name: "mostAmount", label: capLabels.mostAmount, help: "With its currency: 5000 USD. A larger document pauses this action before it is created. Empty: no limit.", isRequired: false, kind: "text", options: [], shownWhen: null, follows: null },
  {
    name: "whenRepeated", label: "When the record comes here again", help: "Not chosen: it gets the document that exists, so that nobody is billed twice.",
    isRequired: false, kind: "choice", shownWhen: null, follows: null,
    options: [{ value: "same", label: "Give it the document that exists" }, { value: "another", label: "Create another one" }],
  },
];

/** An action of the catalog, with the fields of its form and those about the CRM's own workflow. Only its words hang on the language. */
export function crmActionOf({ kind, title, documents, objectTypes, form, usual }: Action, language: Language = "en"): CrmAction {
  const said = language === "nl" ? actionTextInDutch : (text: string): string => text;
  const booksField = form.find(isBooksField)?.name ?? null;
  const fields = [...form.flatMap((field) => crmFieldOf(field, booksField)), ...wishFields];
  return {
    kind,
    title: said(title),
    description: descriptionOf(documents, language),
    objectTypes,
    fields: fields.map(({ label, help, options, ...field }) => ({
      ...field,
      label: said(label),
      help: `${said(help)}${usualWords(options, usual[field.name], language, said)}`,
      isRequired: field.isRequired && usual[field.name] === undefined,
      options: options.map((option) => ({ ...option, label: said(option.label) })),
    })),
  };
}

/** The action in every language. */
export function crmActionInAll(action: Action): Readonly<Record<Language, CrmAction>> {
  return { en: crmActionOf(action), nl: crmActionOf(action, "nl") };
}

function descriptionOf(documents: Action["documents"], language: Language): string {
  if (language === "nl") return `Maakt ${documents.map((one) => `een ${documentName(one, null)}`).join(" en ")} in QuickBooks van het record in deze workflow, precies één keer.`;
  return `Makes ${documents.map((one) => `${documentWords[one].article} ${documentWords[one].noun}`).join(" and ")} in QuickBooks from the record in this workflow, exactly once.`;
}

/** Tables cannot be shown in the CRM's editor. */
function crmFieldOf(field: FormField, booksField: string | null): CrmActionField[] {
  if (field.kind === "rows") return [];
  const { name, label, help } = field;
  const shownWhen = field.shownWhen ? { field: field.shownWhen.field, equals: [field.shownWhen.equals].flat() } : null;
  return [{ name, label, help, isRequired: field.isRequired && shownWhen === null, shownWhen, ...inputOf(field, booksField) }];
}

function inputOf(field: Exclude<FormField, { kind: "rows" }>, booksField: string | null): Pick<CrmActionField, "kind" | "options" | "follows"> {
  switch (field.kind) {
    case "choice":
      return { kind: "choice", options: field.options, follows: null };
    case "ordered-choices":
      return { kind: "choices", options: field.options, follows: null };
    case "picker":
      return { kind: "lookup", options: [], follows: isBooksField(field) ? null : booksField };
    case "property":
      return { kind: "lookup", options: [], follows: null };
    case "text":
      return { kind: field.format === "long-template" || field.format === "lines" ? "long-text" : "text", options: [], follows: null };
  }
}

function isBooksField(field: FormField): boolean {
  return field.kind === "picker" && field.source === "books-connections";
}

/** What applies while nobody chose anything; nothing for a field that is simply empty then. */
function usualWords(options: CrmActionField["options"], usual: unknown, language: Language, said: (text: string) => string): string {
  const labels = [usual].flat().flatMap((value) => options.find((one) => one.value === value)?.label ?? []);
  return labels.length === 0 ? "" : ` ${language === "nl" ? "Niet gekozen" : "Not chosen"}: ${labels.map(said).join(", ")}.`;
}

/** What the fields of an action in the CRM's editor come to. */
export interface CrmInputs {
  settings: Record<string, unknown>;
  wishes: CrmWishes;
  /** Settings of the approval before it; null = nobody is asked. */
  approval: Record<string, unknown> | null;
  caps: WorkflowCaps;
}

/** Reads what was chosen. Whether the settings of the document are valid is seen when they are used. */
export function readInputs(action: Action, inputs: Readonly<Record<string, string>>): Result<CrmInputs, Failure[]> {
  const { whenStopped, waitDays, whenRepeated } = inputs;
  const days = waitDays === undefined ? usualWishes.waitDays : Number(waitDays);
  const [asked, caps] = [approvalOf(inputs), capsOf(inputs)];
  const failures = [
    ...(Number.isInteger(days) && days >= 1 && days <= mostWaitDays ? [] : [invalid("waitDays", waitDaysLabel, `give a whole number from 1 to ${mostWaitDays}`)]),
    ...(asked.ok ? [] : asked.error),
    ...(caps.ok ? [] : caps.error),
  ];
  if (failures.length > 0 || !asked.ok || !caps.ok) return err(failures);
  const settings = Object.fromEntries(action.form.flatMap((field) => (inputs[field.name] === undefined ? [] : [[field.name, settingOf(field, inputs[field.name] ?? "")]])));
  const wishes: CrmWishes = { whenStopped: whenStopped === "go-on" ? "go-on" : "wait", waitDays: days, whenRepeated: whenRepeated === "another" ? "another" : "same" };
  return ok({ settings, wishes, approval: asked.value, caps: caps.value });
}

function invalid(field: string, label: string, reason: string): Failure {
  return { code: "setting-invalid", field, label, reason };
}

function approvalOf({ askApproval, approvalAmount }: Readonly<Record<string, string>>): Result<Record<string, unknown> | null, Failure[]> {
  if (askApproval === undefined) return ok(null);
  const settings = { when: askApproval, ...(approvalAmount !== undefined && { amount: approvalAmount }) };
  const ready = approval.ready(settings);
  if (ready.ok) return ok(settings);
  const isAboutAmount = askApproval === "amount";
  return err([isAboutAmount ? invalid("approvalAmount", "Amount to ask from", "give an amount such as 1000") : invalid("askApproval", "Ask somebody before it is created", "choose from the list")]);
}

function capsOf({ mostDocuments, mostAmount }: Readonly<Record<string, string>>): Result<WorkflowCaps, Failure[]> {
  const [, amount, currency] = /^\s*(\d[\d.]*)\s*([A-Za-z]{3})\s*$/.exec(mostAmount ?? "") ?? [];
  const documents = workflowCaps.safeParse({ documentsPerHour: mostDocuments === undefined ? null : Number(mostDocuments) });
  const largest = workflowCaps.safeParse({ amountPerDocument: mostAmount === undefined ? null : { amount: amount ?? "", currency: currency?.toUpperCase() ?? "" } });
  if (documents.success && largest.success) return ok({ ...documents.data, amountPerDocument: largest.data.amountPerDocument });
  return err([
    ...(documents.success ? [] : [invalid("mostDocuments", capLabels.mostDocuments, "give a whole number from 1")]),
    ...(largest.success ? [] : [invalid("mostAmount", capLabels.mostAmount, "give an amount with its currency, such as 5000 USD")]),
  ]);
}

/** The CRM joins several choices with semicolons. */
function settingOf(field: FormField, text: string): unknown {
  return field.kind === "ordered-choices" ? text.split(";").map((one) => one.trim()).filter((one) => one !== "") : text;
}
