/** Which scope a call needs, as HubSpot's documentation lists them. */
import { objectTypes } from "./object-types.ts";

/** HubSpot writes this object without its underscore in scopes. */
const scopeNames: Record<string, string> = { commerce_payments: "commercepayments", notes: "contacts", tasks: "contacts" };

/** Kinds that have scopes of their own; the others come with what they adjust. */
const scoped = ["contacts", "companies", "deals", "products", "line_items", "quotes", "commerce_payments", "invoices", "subscriptions"];
const withSchemas = ["contacts", "companies", "deals", "line_items", "quotes", "commerce_payments", "invoices", "subscriptions"];

/** Every scope of this portal's kinds of records: what an app may be given here. */
export const allScopes: readonly string[] = [
  "oauth",
  "crm.objects.owners.read",
  ...scoped.flatMap((type) => [scope("objects", type, "read"), scope("objects", type, "write")]),
  ...withSchemas.flatMap((type) => [scope("schemas", type, "read"), scope("schemas", type, "write")]),
];

function scope(family: "objects" | "schemas", type: string, right: "read" | "write"): string {
  return `crm.${family}.${scopeNames[type] ?? type}.${right}`;
}

/** The scopes a call needs; [] = any token will do. */
export function neededScopes(method: string, path: string): string[] {
  const [, family = "", ...rest] = path.replace(/^\/crm\/v\d\//, "/").replace(/^\/crm\/([a-z]+)\/\d{4}-\d{2}(?=\/|$)/, "/$1").split("/");
  const types = rest.map(pluralOf).filter((one): one is string => one !== undefined);
  const [type] = types;
  switch (family) {
    case "owners":
      return ["crm.objects.owners.read"];
    case "properties":
      return type !== undefined && withSchemas.includes(type) ? [scope("schemas", type, isRead(method, path) ? "read" : "write")] : [];
    case "pipelines":
      return objectScopes(types, "read");
    case "associations":
      return objectScopes(types, isRead(method, path) ? "read" : "write");
    case "objects":
      return rest.includes("associations") ? objectScopes(types, isRead(method, path) ? "read" : "write") : objectScopes(types.slice(0, 1), isRead(method, path) ? "read" : "write");
    default:
      return [];
  }
}

function objectScopes(types: readonly string[], right: "read" | "write"): string[] {
  return [...new Set(types.filter((type) => scoped.includes(type) || type === "notes").map((type) => scope("objects", type, right)))];
}

function isRead(method: string, path: string): boolean {
  return method === "GET" || (method === "POST" && /\/(search|batch\/read)\/?$/.test(path));
}

/** Kinds are named in the plural, in the singular or by their id. */
function pluralOf(name: string): string | undefined {
  if (name === "notes" || name === "note" || name === "0-46") return "notes";
  return Object.values(objectTypes).find(({ plural, singular, typeId }) => name === plural || name === singular || name === typeId)?.plural;
}
