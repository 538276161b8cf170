/** An action's form as the pages get it: small pickers with all their options, large ones with how to search. */
import { stepActionOf } from "#actions/index.ts";
import type { FormField } from "#actions/form.ts";
import type { FormFieldReply, PickerOption } from "#api/form.ts";
import type { StepReply } from "#api/workflow.ts";
import type { BooksConnection, Connection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { nothingOffered, type Offered, offeredProperties, offeredReferences } from "./pickers.ts";
import { explainedReply, said } from "./language.ts";

/** What a form's pickers pick from. */
export interface FormSurroundings {
  store: Pick<Store, "findReferences" | "searchReferences">;
  connections: readonly Connection[];
  /** Undefined = no set of books is chosen yet. */
  books: BooksConnection | undefined;
  /** What the properties are of, where a field names no other type of record. */
  objectType: ObjectType;
  propertiesOf(objectType: ObjectType): Promise<PropertyDefinition[]>;
}

/** A step with its form, its settings in one sentence, and what is wrong with them. */
export async function stepReply(
  store: FormSurroundings["store"] & Pick<Store, "connections">,
  workspaceId: WorkspaceId,
  step: WorkflowStep,
  records: Pick<FormSurroundings, "objectType" | "propertiesOf">,
  findings: readonly Failure[],
): Promise<StepReply> {
  const action = stepActionOf(step.action);
  const connections = await store.connections(workspaceId);
  const settings = { ...action?.usual, ...step.settings };
  const surroundings = { store, connections, books: booksOf(connections, settings), ...records };
  const form = await Promise.all((action?.form ?? []).map((field) => fieldReply(surroundings, field, settings[field.name], action?.usual[field.name])));
  const title = said(action?.title ?? step.action);
  return {
    id: step.id,
    action: step.action,
    title,
    summary: summaryOf(title, form, settings),
    settings,
    form,
    findings: findings.map(explainedReply).map(({ field, happened, doThis }) => ({ field, happened, doThis })),
  };
}

/** The set of books the settings name; with only one connected and none named, that one. */
function booksOf(connections: readonly Connection[], settings: Record<string, unknown>): BooksConnection | undefined {
  const books = connections.filter((one) => one.role === "books");
  const named = books.find((one) => Object.values(settings).includes(one.id));
  return named ?? (books.length === 1 ? books[0] : undefined);
}

/** A field with what its picker offers; what is chosen now is always listed. */
export async function fieldReply(surroundings: FormSurroundings, field: FormField, value: unknown, usual: unknown): Promise<FormFieldReply> {
  const columns = field.kind === "rows" ? field.columns : [];
  return {
    ...(await plainReply(surroundings, field, textsIn(value))),
    usual: textOrTexts(usual),
    columns: await Promise.all(columns.map((column) => plainReply(surroundings, column, valuesOfColumn(value, column.name)))),
    rowNoun: field.kind === "rows" ? said(field.rowNoun) : null,
  };
}

async function plainReply(surroundings: FormSurroundings, field: FormField, chosen: readonly string[]): Promise<FormFieldReply["columns"][number]> {
  const { name, label, help, isRequired, kind, section = "main" } = field;
  return {
    name,
    label: said(label),
    help: said(help),
    isRequired,
    kind,
    section,
    shownWhen: field.shownWhen ? { field: field.shownWhen.field, equals: [field.shownWhen.equals].flat() } : null,
    format: field.kind === "text" ? field.format : null,
    usual: null,
    choosesBooks: field.kind === "picker" && field.source === "books-connections",
    ...(await offered(surroundings, field, chosen)),
  };
}

function textOrTexts(value: unknown): FormFieldReply["usual"] {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}

function textsIn(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

function valuesOfColumn(rows: unknown, column: string): string[] {
  return Array.isArray(rows) ? rows.flatMap((row: unknown) => textsIn(isRow(row) ? row[column] : null)) : [];
}

function isRow(row: unknown): row is Record<string, unknown> {
  return typeof row === "object" && row !== null;
}

async function offered({ store, connections, books, objectType, propertiesOf }: FormSurroundings, field: FormField, chosen: readonly string[]): Promise<Offered> {
  switch (field.kind) {
    case "choice":
    case "ordered-choices":
      return { options: field.options.map(({ value, label }) => ({ value, label: said(label), detail: null })), isSearched: false, search: null };
    case "picker":
      if (field.source === "books-connections") return { options: accountOptions(connections), isSearched: false, search: null };
      return offeredReferences(store, books?.id ?? null, field.source, chosen);
    case "property": {
      const type = field.objectType ?? objectType;
      return offeredProperties(await propertiesOf(type), type, field.of, chosen);
    }
    case "text":
    case "rows":
      return nothingOffered;
  }
}

/** The connected sets of books. */
export function accountOptions(connections: readonly Connection[]): PickerOption[] {
  return connections
    .filter((one) => one.role === "books")
    .map((one) => ({ value: one.id, label: one.name, detail: `${one.company.country}, ${one.company.homeCurrency}` }));
}

/** For example `Create a QuickBooks invoice (QuickBooks account: Harbor & Pine, Payment terms: Net 30)`. */
function summaryOf(title: string, form: readonly FormFieldReply[], settings: Record<string, unknown>): string {
  const settingsSaid = form
    .filter(({ section, shownWhen }) => section === "main" && (shownWhen === null || shownWhen.equals.includes(String(settings[shownWhen.field]))))
    .flatMap((field) => {
      const option = field.options.find((one) => one.value === settings[field.name]);
      // What follows a colon explains the choice.
      return option === undefined ? [] : [`${field.label}: ${option.label.split(":")[0]}`];
    });
  return settingsSaid.length === 0 ? title : `${title} (${settingsSaid.join(", ")})`;
}
