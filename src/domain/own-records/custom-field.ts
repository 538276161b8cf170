/** Properties that a workspace defines for its own records. */
import type { ObjectType, PropertyDefinition } from "../record.ts";
import { err, ok, type Result } from "../result.ts";
import { type OwnField, ownFieldOf } from "./fields.ts";
import type { FieldProblem } from "./values.ts";

/** Names that documents write themselves. */
const ownStart = "quickbooks_";
const properName = /^[a-z][a-z0-9_]{0,62}$/;

/** Checks a definition. `before` = the one of the same name; its type stays, because values of it may be kept already. */
export function checkCustomField(objectType: ObjectType, wish: Pick<PropertyDefinition, "name" | "label" | "type" | "options">, before: OwnField | undefined): Result<OwnField, FieldProblem[]> {
  const problems: FieldProblem[] = [];
  const { name, label, type, options } = wish;
  if (!properName.test(name)) problems.push({ field: "name", problem: `cannot be "${name}"`, fix: "Give small letters, digits and _, beginning with a letter; at most 63." });
  if (name.startsWith(ownStart)) problems.push({ field: "name", problem: `cannot begin with "${ownStart}"`, fix: "Ledgerline writes properties of such names itself; choose another." });
  if (ownFieldOf(objectType, name) !== undefined) problems.push({ field: "name", problem: `is a property that every ${objectType} has`, fix: "Choose another name, or use that property." });
  if (before !== undefined && before.type !== type) problems.push({ field: "type", problem: `is ${before.type} already`, fix: "Define a property of another name." });
  const needsOptions = type === "enumeration" || type === "multi-select";
  if (needsOptions && options.length === 0) problems.push({ field: "options", problem: "are missing", fix: "Give the values that may be chosen." });
  if (!needsOptions && options.length > 0) problems.push({ field: "options", problem: `cannot be given for the type ${type}`, fix: "Leave them out, or make it an enumeration." });
  if (type === "multi-select" && options.some(({ value }) => value.includes(";"))) problems.push({ field: "options", problem: "hold a semicolon", fix: "A semicolon stands between the chosen values; give values without it." });
  return problems.length > 0 ? err(problems) : ok({ name, label, type, options, isRequired: false, format: null });
}
