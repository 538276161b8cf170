/** The class and location of a document: fixed, or by the name in a property of the record. */
import type { BooksRef } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";
import { chosenRow, failuresOf, refOf, rowsNamed } from "./chosen.ts";
import type { SaleSettings } from "./settings.ts";

type LabelSettings = Pick<SaleSettings, "class" | "classProperty" | "classRules" | "location" | "locationProperty" | "locationRules">;

export interface Labels {
  class: BooksRef | null;
  location: BooksRef | null;
}

/** Both, or every reason why not. A company that does not use them is asked about, for they would be lost silently. */
export function labelsOf(settings: LabelSettings, record: CrmRecord, found: Found): Result<Labels, Failure[]> {
  const { classes, locations } = found.books.company;
  const chosenClass = labelOf("class", settings.class, settings.classProperty, settings.classRules, record, found, classes !== "none");
  const location = labelOf("location", settings.location, settings.locationProperty, settings.locationRules, record, found, locations);
  if (!chosenClass.ok || !location.ok) return err(failuresOf(chosenClass, location));
  return ok({ class: chosenClass.value, location: location.value });
}

function labelOf(kind: "class" | "location", id: string | null, property: string | null, rules: string | null, record: CrmRecord, found: Found, isUsed: boolean): Result<BooksRef | null, Failure[]> {
  const value = property === null ? undefined : record.properties[property]?.trim();
  const name = value ? byRule(value, rules) : undefined;
  if (!name && id === null) return ok(null);
  if (!isUsed) return err([{ code: "feature-not-used", feature: kind, field: kind }]);
  if (!name) {
    const row = chosenRow(found, kind, id, kind);
    return row.ok ? ok(row.value && refOf(row.value)) : row;
  }
  const [row, second] = rowsNamed(found, kind, name);
  return row && !second ? ok(refOf(row)) : err([{ code: "name-unknown", kind, name, property: property ?? "" }]);
}

/** What the value stands for by the rules; without a rule it stands for itself. */
function byRule(value: string, rules: string | null): string {
  const rows = (rules ?? "").split(/\r?\n/).map((row) => row.split("=").map((part) => part.trim()));
  const [, name] = rows.find(([from = ""]) => matchingKey(from) === matchingKey(value)) ?? [];
  return name ?? value;
}
