/** What property values a write may have, and how HubSpot keeps them. */
import { Big } from "big.js";
import type { Outcome } from "./calculated.ts";
import { objectTypes, type TypeName } from "./object-types.ts";
import { plainText } from "./plain-text.ts";
import { iso, type Portal, type StoredRecord } from "./portal.ts";
import type { PropertyDefinition } from "./property-builders.ts";
import { ownerIds } from "./property-definitions.ts";
import { type BadValue, badInput, badValues, Refusal } from "./vendor-errors.ts";

const longestText = 65_536;

/** The values of a write as they are kept; refuses the write when one is not valid. `existing` = the record that is changed. */
export function checkedValues(portal: Portal, type: TypeName, given: unknown, existing?: StoredRecord): Outcome {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw badInput("Invalid input: properties must be an object");
  const checked: Outcome = {};
  const bad: BadValue[] = [];
  for (const [name, value] of Object.entries(given)) {
    const answer = checkedValue(portal.definitions[type].get(name), name, value);
    if (typeof answer === "object" && answer !== null) bad.push(answer);
    else checked[name] = answer;
  }
  if (type === "line_items" && checked["price"]?.startsWith("-")) bad.push({ name: "price", error: "INVALID_INTEGER", message: `${checked["price"]} is less than 0.` });
  const stage = stageProblem(portal, type, checked, existing);
  if (stage !== undefined) bad.push(stage);
  if (bad.length > 0) throw badValues(bad, portal.portalId);
  if (type === "contacts") refuseTakenEmail(portal, checked["email"], existing);
  return checked;
}

/** What a new record needs, and what it gets when the write does not say. */
export function checkedNewValues(portal: Portal, type: TypeName, given: unknown): Outcome {
  const checked = checkedValues(portal, type, given ?? {});
  const { requiresOneOf, requires = [], singular } = objectTypes[type];
  const isNameless = requiresOneOf.length > 0 && !requiresOneOf.some((name) => checked[name]);
  const missing = [...(isNameless ? requiresOneOf : []), ...requires.filter((name) => !checked[name])];
  if (missing.length > 0) {
    const message = `Error creating ${singular.toUpperCase()}. Some required properties were not set.`;
    throw badInput(message, { context: { properties: missing }, errors: [{ message, code: "REQUIRED_FIELD", context: { properties: missing } }] });
  }
  return { ...usualValues(portal, type, checked), ...checked };
}

function usualValues(portal: Portal, type: TypeName, given: Outcome): Outcome {
  if (type === "deals") {
    const pipeline = given["pipeline"] ?? portal.pipelines.stageWithId(given["dealstage"])?.pipeline.id ?? "default";
    const first = portal.pipelines.deals.find(({ id }) => id === pipeline)?.stages[0]?.id;
    return { pipeline, ...(first === undefined ? {} : { dealstage: first }) };
  }
  // As the documented answer to a payment that was recorded by API.
  if (type === "commerce_payments") return { hs_latest_status: "processing", hs_currency_code: portal.currency };
  if (type === "line_items") return { ...ofProduct(portal, given["hs_product_id"]), quantity: "1", hs_line_item_currency_code: portal.currency };
  return {};
}

/** A line item that names a product takes over what the product says. */
function ofProduct(portal: Portal, productId: string | null | undefined): Outcome {
  const product = productId ? portal.find("products", productId) : undefined;
  if (product === undefined) return {};
  const names = ["name", "description", "hs_sku", "price", "hs_product_type", "recurringbillingfrequency"];
  return Object.fromEntries(names.flatMap((name) => (product.values[name] === undefined ? [] : [[name, product.values[name]]])));
}

/** The value as it is kept, or why it is not valid. */
function checkedValue(definition: PropertyDefinition | undefined, name: string, value: unknown): string | null | BadValue {
  if (definition === undefined) return { name, error: "PROPERTY_DOESNT_EXIST", message: `Property "${name}" does not exist` };
  if (definition.modificationMetadata.readOnlyValue) {
    return { name, error: "READ_ONLY_VALUE", message: `"${name}" is a read only property; its value cannot be set.` };
  }
  const text = plainText(value);
  return text === "" ? null : ofType(definition, text);
}

function ofType(definition: PropertyDefinition, text: string): string | BadValue {
  const { name, type } = definition;
  switch (type) {
    case "number":
      return isNumber(text) ? text.trim() : { name, error: "INVALID_INTEGER", message: `${text} was not a valid number.` };
    case "bool":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() : { name, error: "INVALID_BOOLEAN", message: `${text} was not a valid boolean.` };
    case "enumeration":
      return optionOf(definition, text);
    case "date":
      return dateOf(name, text);
    case "datetime":
      return dateTimeOf(name, text);
    case "string":
      if (name === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { name, error: "INVALID_EMAIL", message: `Email address ${text} is invalid` };
      return text.length <= longestText ? text : { name, error: "PROPERTY_TOO_LONG", message: `${name} is longer than ${longestText} characters` };
  }
}

function isNumber(text: string): boolean {
  try {
    return Boolean(new Big(text.trim()));
  } catch {
    return false;
  }
}

function optionOf(definition: PropertyDefinition, text: string): string | BadValue {
  const { name, options } = definition;
  const allowed = definition.referencedObjectType === "OWNER" ? [...ownerIds] : options.map((one) => one.value);
  const wrong = text.split(";").find((one) => !allowed.includes(one));
  if (wrong === undefined) return text;
  return { name, error: "INVALID_OPTION", message: `${wrong} was not one of the allowed options: [${allowed.join(", ")}]` };
}

const dayMs = 86_400_000;

function dateOf(name: string, text: string): string | BadValue {
  const ms = momentOf(text);
  if (ms === undefined || ms % dayMs !== 0) return { name, error: "INVALID_DATE", message: `${text} was not a valid date: it must be at midnight UTC` };
  return iso(ms).slice(0, 10);
}

function dateTimeOf(name: string, text: string): string | BadValue {
  const ms = momentOf(text);
  return ms === undefined ? { name, error: "INVALID_DATE", message: `${text} was not a valid date and time` } : iso(ms);
}

/** A moment from a number of milliseconds or an ISO date, with or without a time. */
export function momentOf(text: string): number | undefined {
  const ms = /^-?\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** A stage must belong to the pipeline the deal is in, or moves to. */
function stageProblem(portal: Portal, type: TypeName, checked: Outcome, existing: StoredRecord | undefined): BadValue | undefined {
  if (type !== "deals" || !checked["dealstage"]) return undefined;
  const pipeline = checked["pipeline"] ?? existing?.values["pipeline"];
  const found = portal.pipelines.stageWithId(checked["dealstage"]);
  if (!pipeline || found?.pipeline.id === pipeline) return undefined;
  return { name: "dealstage", error: "INVALID_OPTION", message: `${checked["dealstage"]} is not a stage of the pipeline ${pipeline}` };
}

function refuseTakenEmail(portal: Portal, email: string | null | undefined, existing: StoredRecord | undefined): void {
  const holder = email ? portal.findBy("contacts", "email", email) : undefined;
  if (holder !== undefined && holder.id !== existing?.id) throw new Refusal(409, "CONFLICT", `Contact already exists. Existing ID: ${holder.id}`);
}
