/** What people ask to be kept, checked: the record that is to be, or every problem with the field it is about. */
import type { AssociationRole, ObjectType } from "../record.ts";
import { err, ok, type Result } from "../result.ts";
import { type AssociatedList, isSoldType, type OwnField, ownFields } from "./fields.ts";
import { checkValue, type FieldProblem } from "./values.ts";
import { recordTypeWords } from "../explanation/record-types.ts";
import { problemWords } from "./problem-words.ts";

/** Somebody the record is associated with, by the id that people gave them. */
export interface PutAssociate {
  externalId: string;
  roles: AssociationRole[];
  labels: string[];
}

/** A record as people give it. What is absent stays as it is; a property that is null or "" is emptied. */
export interface PutRequest {
  externalId: string;
  properties: Record<string, unknown>;
  contacts?: PutAssociate[] | undefined;
  companies?: PutAssociate[] | undefined;
  /** All of its line items: those not among them are removed. */
  lineItems?: { externalId?: string | undefined; properties: Record<string, unknown> }[] | undefined;
  /** A line item's own record. */
  belongsTo?: { objectType: ObjectType; externalId: string } | undefined;
}

/** A record that may be kept: values in the form in which they are kept. */
export interface OwnWrite {
  externalId: string;
  properties: Record<string, string | null>;
  associates: Partial<Record<AssociatedList, PutAssociate[]>>;
  lineItems: { externalId: string; properties: Record<string, string | null> }[] | null;
  belongsTo: { objectType: ObjectType; externalId: string } | null;
}

/** Checks one record of a kind. `custom` = the properties that the workspace defined for each kind. */
export function checkPut(objectType: ObjectType, request: PutRequest, custom: Partial<Record<ObjectType, readonly OwnField[]>>): Result<OwnWrite, FieldProblem[]> {
  const problems: FieldProblem[] = [];
  const externalId = checkExternalId(request.externalId, "externalId", problems);
  const properties = checkProperties(objectType, request.properties, custom, "properties.", problems);
  const lineItems = request.lineItems?.map((line, index) => ({
    externalId: line.externalId === undefined ? `${externalId}#${index + 1}` : checkExternalId(line.externalId, `lineItems[${index}].externalId`, problems),
    properties: { position: String(index + 1), ...checkProperties("line-item", line.properties, custom, `lineItems[${index}].`, problems) },
  }));
  const twice = firstTwice(lineItems?.map((line) => line.externalId) ?? []);
  if (twice !== undefined) problems.push({ field: `lineItems[${twice}].externalId`, problem: problemWords("is given twice"), fix: problemWords("Give each line item an id of its own, or none.") });
  if (!isSoldType(objectType)) {
    for (const list of ["contacts", "companies", "lineItems"] as const) {
      if (request[list] !== undefined) problems.push({ field: list, problem: problemWords("cannot be given for a {type}", { type: recordTypeWords[objectType].one }), fix: problemWords("Only deals, quotes and payments have contacts, companies and line items.") });
    }
  }
  if (objectType !== "line-item" && request.belongsTo !== undefined) problems.push({ field: "belongsTo", problem: problemWords("cannot be given for a {type}", { type: recordTypeWords[objectType].one }), fix: problemWords("Only line items belong to a record.") });
  if (request.belongsTo !== undefined && !isSoldType(request.belongsTo.objectType)) {
    problems.push({ field: "belongsTo.objectType", problem: problemWords('cannot be "{given}"', { given: request.belongsTo.objectType }), fix: problemWords("A line item belongs to a deal, quote or payment.") });
  }
  if (problems.length > 0) return err(problems);
  const associates = {
    ...(request.contacts === undefined ? {} : { contacts: eachOnce(request.contacts) }),
    ...(request.companies === undefined ? {} : { companies: eachOnce(request.companies) }),
  };
  return ok({ externalId, properties, associates, lineItems: lineItems ?? null, belongsTo: request.belongsTo ?? null });
}

function checkExternalId(given: string, field: string, problems: FieldProblem[]): string {
  const externalId = given.trim();
  if (externalId === "") problems.push({ field, problem: problemWords("is empty"), fix: problemWords("Give the id that the record has where it comes from.") });
  if (externalId.length > 200) problems.push({ field, problem: problemWords("has {count} characters", { count: externalId.length }), fix: problemWords("Give at most {count}.", { count: 200 }) });
  return externalId;
}

function checkProperties(
  objectType: ObjectType,
  given: Record<string, unknown>,
  custom: Partial<Record<ObjectType, readonly OwnField[]>>,
  path: string,
  problems: FieldProblem[],
): Record<string, string | null> {
  const fields = [...ownFields[objectType], ...(custom[objectType] ?? [])];
  const checked: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      problems.push({ field: path + name, problem: problemWords("is no property of {types}", { types: recordTypeWords[objectType].several }), fix: nearest(name, fields) });
      continue;
    }
    const result = checkValue(field, value);
    if (result.ok) checked[name] = result.value;
    else problems.push({ field: path + name, problem: result.problem, fix: result.fix });
  }
  return checked;
}

function nearest(name: string, fields: readonly OwnField[]): string {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const close = fields.find((field) => bare(field.name) === bare(name) || bare(field.label) === bare(name));
  return close === undefined ? problemWords("Leave it out, or define the property first.") : problemWords('Call it "{name}".', { name: close.name });
}

/** What a record must have when all is put together. */
export function missingFields(objectType: ObjectType, properties: Readonly<Record<string, string | null>>, path = "properties."): FieldProblem[] {
  const missing = ownFields[objectType].filter((field) => field.isRequired && (properties[field.name] ?? null) === null);
  const problems = missing.map((field) => ({ field: path + field.name, problem: problemWords("is missing"), fix: problemWords("Give the {label}.", { label: field.label.toLowerCase() }) }));
  const isNameless = objectType === "contact" && ["email", "first_name", "last_name", "company_name"].every((name) => (properties[name] ?? null) === null);
  return isNameless ? [...problems, { field: `${path}email`, problem: problemWords("is missing"), fix: problemWords("Give an e-mail address or a name.") }] : problems;
}

/** What people call the record. */
export function ownRecordName(objectType: ObjectType, externalId: string, properties: Readonly<Record<string, string | null>>): string {
  const fullName = [properties["first_name"], properties["last_name"]].filter((part) => part != null).join(" ");
  switch (objectType) {
    case "contact":
      return fullName || properties["email"] || properties["company_name"] || externalId;
    case "payment":
      return properties["reference"] ?? externalId;
    default:
      return properties["name"] ?? externalId;
  }
}

function eachOnce(associates: readonly PutAssociate[]): PutAssociate[] {
  return [...new Map(associates.map((one) => [one.externalId.trim(), { ...one, externalId: one.externalId.trim() }])).values()];
}

function firstTwice(ids: readonly string[]): number | undefined {
  const at = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  return at === -1 ? undefined : at;
}
