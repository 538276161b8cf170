/** What is wrong with new settings in the light of the company and its reference data. */
import type { FormField, PickerSource } from "#actions/form.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Store } from "#domain/ports/store.ts";
import { saidWith } from "../language.ts";
import { type BooksSource, findFitting } from "../pickers.ts";
import { settingFields } from "./fields.ts";
import type { SettingProblem, SettingValues } from "./values.ts";

/** Ids that the books do not have (any more), and taxing that the company's country does not know. */
export async function findProblems(store: Pick<Store, "findReferences">, books: BooksConnection, given: SettingValues): Promise<SettingProblem[]> {
  const ids = settingFields.flatMap((field) => idsIn(field, given));
  const unknown = await Promise.all(ids.map(async (one) => ((await findFitting(store, books.id, one.source, [one.id])).length === 0 ? [one.field] : [])));
  return [...unfitTaxMode(books, given), ...unknown.flat().map((field) => ({ field, problem: "QuickBooks has no such active entry; choose another" }))];
}

interface NamedId {
  field: string;
  source: BooksSource;
  id: string;
}

function idsIn(field: FormField, given: SettingValues): NamedId[] {
  const value = given[field.name] ?? null;
  if (field.kind === "picker") return typeof value === "string" ? idOf(field.name, field.source, value) : [];
  if (field.kind !== "rows" || !Array.isArray(value)) return [];
  return value.flatMap((row, index) =>
    field.columns.flatMap((column) => {
      const cell = typeof row === "string" ? null : row[column.name];
      return column.kind === "picker" && typeof cell === "string" ? idOf(`${field.name}.${index}.${column.name}`, column.source, cell) : [];
    }),
  );
}

function idOf(field: string, source: PickerSource, id: string): NamedId[] {
  return source === "books-connections" ? [] : [{ field, source, id }];
}

function unfitTaxMode({ company: { country } }: BooksConnection, { taxMode = null }: SettingValues): SettingProblem[] {
  if (taxMode === null || taxMode === "usual" || taxMode === "none" || (taxMode === "codes") === (country !== "US")) return [];
  return [{ field: "taxMode", problem: taxMode === "codes" ? "companies in the United States have no tax codes on lines" : saidWith("this is only for the United States; the company is in {country}", { country }) }];
}
