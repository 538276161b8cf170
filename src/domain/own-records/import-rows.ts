/** Rows of a file become records: several rows with one id are one deal, quote or payment with as many line items. */
import type { ObjectType } from "../record.ts";
import { isSoldType } from "./fields.ts";
import { type ColumnTarget, targetName } from "./import-columns.ts";
import { type CellFormats, readCell } from "./import-cells.ts";

/** A row of the file. `number` is that of a spreadsheet: the header is row 1. */
export interface FileRow {
  number: number;
  cells: readonly string[];
}

/** What is wrong with a row, and what to do about it. */
export interface RowProblem {
  row: number;
  column: string;
  problem: string;
  fix: string;
}

/** Rows that are one record, in the order of the file. */
export interface RowGroup {
  externalId: string;
  rows: readonly FileRow[];
}

/** A record as it is put in: every value is text already. */
export interface ImportedPut {
  externalId: string;
  properties: Record<string, string | null>;
  lineItems?: { properties: Record<string, string | null> }[];
  contacts?: { externalId: string }[];
}

/** What rows come to: the record and, for a deal, quote or payment, its contact. */
export interface ImportedRecord {
  record: ImportedPut;
  contact: ImportedPut | null;
}

/** How a file is read. */
export interface ImportPlan {
  objectType: ObjectType;
  headers: readonly string[];
  columns: readonly (ColumnTarget | null)[];
  formats: CellFormats;
}

/** Which column holds the id; -1 = none does. */
export function idColumn({ columns }: Pick<ImportPlan, "columns">): number {
  return columns.findIndex((target) => target?.of === "id");
}

/** Reads one record, with every problem of its rows. Of the record and its contact the first row counts. */
export function readGroup(plan: ImportPlan, { externalId, rows }: RowGroup): { ok: true; value: ImportedRecord } | { ok: false; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const [first] = rows;
  if (first === undefined) throw new Error("a record of no rows");
  const properties = read(plan, first, "record", problems);
  const contact = read(plan, first, "contact", problems);
  const lineItems = plan.columns.some((target) => target?.of === "line-item")
    ? rows.map((row) => ({ properties: read(plan, row, "line-item", problems) })).filter(({ properties: line }) => Object.values(line).some((value) => value !== null))
    : undefined;
  if (problems.length > 0) return { ok: false, problems };
  const contactId = contact["email"]?.toLowerCase() ?? ([contact["first_name"], contact["last_name"], contact["company_name"]].filter((part) => part != null).join(" ") || null);
  const record: ImportedPut = {
    externalId,
    properties,
    ...(lineItems === undefined ? {} : { lineItems }),
    ...(contactId === null || !isSoldType(plan.objectType) ? {} : { contacts: [{ externalId: contactId }] }),
  };
  return { ok: true, value: { record, contact: contactId === null ? null : { externalId: contactId, properties: withoutEmpty(contact) } } };
}

/** A cell that is empty says nothing of a contact that other rows may know more of. */
function withoutEmpty(properties: Record<string, string | null>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function read(plan: ImportPlan, row: FileRow, of: "record" | "contact" | "line-item", problems: RowProblem[]): Record<string, string | null> {
  const properties: Record<string, string | null> = {};
  for (const [index, target] of plan.columns.entries()) {
    if (target === null || target.of !== of) continue;
    const checked = readCell(target.field, row.cells[index] ?? "", plan.formats);
    if (checked.ok) properties[target.field.name] = checked.value;
    else problems.push({ row: row.number, column: plan.headers[index] ?? "", problem: checked.problem, fix: checked.fix });
  }
  return properties;
}

/** A problem that the server has with a record, at its row and column. */
export function rowProblemOf(plan: ImportPlan, { rows }: RowGroup, { field, problem, fix }: { field: string; problem: string; fix: string }, ofContact = false): RowProblem {
  const line = /^lineItems\[(\d+)\]\.(.+)$/.exec(field);
  const name = line === null ? field.replace(/^properties\./, "") : (line[2] ?? "");
  const wanted = line === null ? (ofContact ? `contact.${name}` : name === "externalId" ? "id" : name) : `line.${name}`;
  const index = plan.columns.findIndex((target) => target !== null && targetName(target) === wanted);
  return { row: rows[line === null ? 0 : Number(line[1])]?.number ?? rows[0]?.number ?? 0, column: plan.headers[index] ?? wanted, problem, fix };
}
