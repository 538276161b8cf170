/** Properties that a workspace defines for its own records. */
import type { ObjectType, PropertyDefinition } from "../record.ts";
import { err, ok, type Result } from "../result.ts";
import { recordTypeWords } from "../explanation/record-types.ts";
import { type OwnField, ownFieldOf } from "./fields.ts";
import { problemWords } from "./problem-words.ts";
import type { FieldProblem } from "./values.ts";

/** Names that documents write themselves. */
const ownStart = "quickbooks_";
const properName = /^[a-z][a-z0-9_]{0,62}$/;

/** Checks a definition. `before` = the one of the same name; its type stays, because values of it may be kept already. */
export function checkCustomField(objectType: ObjectType, wish: Pick<PropertyDefinition, "name" | "label" | "type" | "options">, before: OwnField | undefined): Result<OwnField, FieldProblem[]> {
  const problems: FieldProblem[] = [];
  const { name, label, type, options } = wish;
  if (!properName.test(name)) problems.push({ field: "name", problem: problemWords('cannot be "{given}"', { given: name }), fix: problemWords("Give small letters, digits and _, beginning with a letter; at most 63.") });
  if (name.startsWith(ownStart)) problems.push({ field: "name", problem: problemWords('cannot begin with "{start}"', { start: ownStart }), fix: problemWords("Ledgerline writes properties of such names itself; choose another.") });
  if (ownFieldOf(objectType, name) !== undefined) problems.push({ field: "name", problem: problemWords("is a property that every {type} has", { type: recordTypeWords[objectType].one }), fix: problemWords("Choose another name, or use that property.") });
  if (before !== undefined && before.type !== type) problems.push({ field: "type", problem: problemWords("is {before} already", { before: before.type }), fix: problemWords("Define a property of another name.") });
  const needsOptions = type === "enumeration" || type === "multi-select";
  if (needsOptions && options.length === 0) problems.push({ field: "options", problem: problemWords("are missing"), fix: problemWords("Give the values that may be chosen.") });
  if (!needsOptions && options.length > 0) problems.push({ field: "options", problem: problemWords("cannot be given for the type {valueType}", { valueType: type }), fix: problemWords("Leave them out, or make it an enumeration.") });
  if (type === "multi-select" && options.some(({ value }) => value.includes(";"))) problems.push({ field: "options", problem: problemWords("hold a semicolon"), fix: problemWords("A semicolon stands between the chosen values; give values without it.") });
  return problems.length > 0 ? err(problems) : ok({ name, label, type, options, isRequired: false, format: null });
}
