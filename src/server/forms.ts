/** An action's form as the pages get it: pickers come with their options already listed from the mirror. */
import { actionOf } from "#actions/index.ts";
import type { FormField, PickerSource, PropertyKind } from "#actions/form.ts";
import type { FormFieldReply, StepReply } from "#api/workflow.ts";
import type { BooksConnection, Connection } from "#domain/connection.ts";
import { explain } from "#domain/explanation.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { ReferenceKind, ReferenceRow } from "#domain/ports/books.ts";
import type { Store } from "#domain/ports/store.ts";
import type { PropertyDefinition } from "#domain/record.ts";
import type { WorkflowStep } from "#domain/workflow.ts";

type Option = FormFieldReply["options"][number];

/** A step with its form, its settings in one sentence, and what is wrong with them. */
export async function stepReply(
  store: Pick<Store, "connections" | "references">,
  workspaceId: WorkspaceId,
  step: WorkflowStep,
  properties: readonly PropertyDefinition[],
  findings: readonly Failure[],
): Promise<StepReply> {
  const action = actionOf(step.action);
  const connections = await store.connections(workspaceId);
  const books = booksOf(connections, step.settings);
  const form = await Promise.all((action?.form ?? []).map((field) => fieldReply(store, connections, books?.id, properties, field)));
  const title = action?.title ?? step.action;
  return {
    id: step.id,
    action: step.action,
    title,
    summary: summaryOf(title, form, step.settings),
    settings: step.settings,
    form,
    findings: findings.map(explain).map(({ field, happened, doThis }) => ({ field, happened, doThis })),
  };
}

/** The set of books the settings name; with only one connected and none named, that one. */
function booksOf(connections: readonly Connection[], settings: Record<string, unknown>): BooksConnection | undefined {
  const books = connections.filter((one) => one.role === "books");
  const named = books.find((one) => Object.values(settings).includes(one.id));
  return named ?? (books.length === 1 ? books[0] : undefined);
}

async function fieldReply(
  store: Pick<Store, "references">,
  connections: readonly Connection[],
  booksId: ConnectionId | undefined,
  properties: readonly PropertyDefinition[],
  field: FormField,
): Promise<FormFieldReply> {
  const { name, label, help, isRequired, kind, section = "main" } = field;
  const shownWhen = field.shownWhen ? { field: field.shownWhen.field, equals: [field.shownWhen.equals].flat() } : null;
  const format = field.kind === "text" ? field.format : null;
  return { name, label, help, isRequired, kind, section, shownWhen, format, options: await optionsOf(store, connections, booksId, properties, field) };
}

async function optionsOf(
  store: Pick<Store, "references">,
  connections: readonly Connection[],
  booksId: ConnectionId | undefined,
  properties: readonly PropertyDefinition[],
  field: FormField,
): Promise<Option[]> {
  switch (field.kind) {
    case "choice":
    case "ordered-choices":
      return field.options.map((option) => ({ ...option, detail: null }));
    case "picker":
      return pickerOptions(store, connections, booksId, field.source);
    case "property":
      return properties.filter((one) => fitsKind[field.of](one)).map((one) => ({ value: one.name, label: one.label, detail: one.name }));
    case "text":
      return [];
  }
}

const fitsKind: Record<PropertyKind, (property: PropertyDefinition) => boolean> = {
  any: () => true,
  date: ({ type }) => type === "date" || type === "datetime",
  number: ({ type }) => type === "number",
  text: ({ type }) => type === "text",
};

async function pickerOptions(
  store: Pick<Store, "references">,
  connections: readonly Connection[],
  booksId: ConnectionId | undefined,
  source: PickerSource,
): Promise<Option[]> {
  if (source === "books-connections") {
    return connections
      .filter((one) => one.role === "books")
      .map((one) => ({ value: one.id, label: one.name, detail: `${one.company.country}, ${one.company.homeCurrency}` }));
  }
  if (booksId === undefined) return [];
  const { kind, fits } = listed[source];
  const rows = await store.references(booksId, kind);
  return rows
    .filter((row) => row.isActive && fits(row))
    .map((row) => ({ value: row.id, label: row.details.fullName ?? row.name, detail: detailOf(row) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
}

const accountsOf = (...types: string[]): Listed => ({ kind: "account", fits: ({ type }) => type !== null && types.includes(type) });
const every = (kind: ReferenceKind): Listed => ({ kind, fits: () => true });

interface Listed {
  kind: ReferenceKind;
  fits: (row: ReferenceRow) => boolean;
}

/** What each picker lists of the reference data. */
const listed: Record<Exclude<PickerSource, "books-connections">, Listed> = {
  terms: every("term"),
  "income-accounts": accountsOf("Income", "Other Income"),
  "deposit-accounts": accountsOf("Bank", "Other Current Asset"),
  "paid-from-accounts": accountsOf("Bank", "Credit Card"),
  "refund-accounts": accountsOf("Bank", "Other Current Asset"),
  "expense-accounts": accountsOf("Expense", "Other Expense", "Cost of Goods Sold"),
  "payment-methods": every("payment-method"),
  vendors: every("vendor"),
  items: { kind: "item", fits: ({ type }) => type !== "Category" && type !== "Group" },
  "item-categories": { kind: "item", fits: ({ type }) => type === "Category" },
  classes: every("class"),
  locations: every("location"),
  "tax-codes": every("tax-code"),
};

function detailOf(row: ReferenceRow): string | null {
  if (row.kind !== "term") return row.kind === "vendor" ? row.email : row.type;
  if (row.dueDays === null || row.dueDays === 0) return row.dueDays === null ? null : "due at once";
  return `due after ${row.dueDays} day${row.dueDays === 1 ? "" : "s"}`;
}

/** For example `Create a QuickBooks invoice (QuickBooks account: Harbor & Pine, Payment terms: Net 30)`. */
function summaryOf(title: string, form: readonly FormFieldReply[], settings: Record<string, unknown>): string {
  const said = form
    .filter(({ section, shownWhen }) => section === "main" && (shownWhen === null || shownWhen.equals.includes(String(settings[shownWhen.field]))))
    .flatMap((field) => {
      const option = field.options.find((one) => one.value === settings[field.name]);
      // What follows a colon explains the choice.
      return option === undefined ? [] : [`${field.label}: ${option.label.split(":")[0]}`];
    });
  return said.length === 0 ? title : `${title} (${said.join(", ")})`;
}
