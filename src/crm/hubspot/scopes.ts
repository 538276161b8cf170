/** HubSpot's scopes that we use, and what does not work without each. */
import type { CrmPermission } from "#domain/crm-permission.ts";
import type { ObjectType } from "#domain/record.ts";

/** A scope as HubSpot writes it. `write` and `schema` scopes have the same object in their name. */
export interface Scope {
  name: string;
  objectType: ObjectType | null;
  isNeeded: boolean;
  without: string;
  /** How to find out when a token does not tell its scopes: by reading one record, or the properties. Null = only writing would tell. */
  probe: "read" | "schema" | "owners" | null;
}

/** In the order they are shown. */
export const scopes: readonly Scope[] = [
  read("crm.objects.deals.read", "deal", true, "Deals cannot start workflows."),
  read("crm.objects.contacts.read", "contact", true, "Nobody can be billed: customers are made from contacts."),
  read("crm.objects.companies.read", "company", true, "Companies cannot be customers."),
  read("crm.objects.line_items.read", "line-item", true, "Documents have no lines, so nothing can be billed from line items."),
  read("crm.objects.quotes.read", "quote", false, "Quotes cannot start workflows."),
  read("crm.objects.commercepayments.read", "payment", false, "Payments and refunds cannot start workflows: no sales receipts, paid invoices, fees or refund receipts."),
  read("crm.objects.products.read", "product", false, "Products are matched by what their line items say only."),
  read("crm.objects.invoices.read", null, false, "That a payment settles a HubSpot invoice is only known when the payment says so itself, and triggers cannot look at the invoices of a record.", null),
  read("crm.objects.subscriptions.read", null, false, "Triggers cannot look at the subscriptions of a record.", null),
  { name: "crm.objects.owners.read", objectType: null, isNeeded: false, without: "Owners are chosen by their number, not by name.", probe: "owners" },
  schema("crm.schemas.deals.read", "deal", "Triggers can use deals' usual properties only, without your own and without option names."),
  schema("crm.schemas.quotes.read", "quote", "Triggers can use quotes' usual properties only."),
  schema("crm.schemas.commercepayments.read", "payment", "Triggers can use payments' usual properties only."),
  schema("crm.schemas.contacts.read", "contact", "Your own properties of contacts cannot be used in settings."),
  schema("crm.schemas.companies.read", "company", "Your own properties of companies cannot be used in settings."),
  schema("crm.schemas.line_items.read", "line-item", "Your own properties of line items cannot be used in settings."),
  written("crm.objects.deals.write", "deal", "Deals do not show their documents: number, status and link are not written back, and workflows cannot set properties of deals."),
  written("crm.objects.quotes.write", "quote", "Quotes do not show their documents, and workflows cannot set properties of quotes."),
  written("crm.objects.commercepayments.write", "payment", "Payments do not show their documents, and workflows cannot set properties of payments."),
  written("crm.objects.contacts.write", "contact", "No notes can be written on records."),
  written("crm.schemas.deals.write", "deal", "The properties that show documents on deals cannot be created; create them by hand instead."),
  written("crm.schemas.quotes.write", "quote", "The properties that show documents on quotes cannot be created; create them by hand instead."),
  written("crm.schemas.commercepayments.write", "payment", "The properties that show documents on payments cannot be created; create them by hand instead."),
];

/** The scope that lets us create properties of a kind; undefined = we create none of it. */
export function creatingScopeOf(objectType: ObjectType): string | undefined {
  return scopes.find((scope) => scope.objectType === objectType && /^crm\.schemas\..*\.write$/.test(scope.name))?.name;
}

/** Records of these kinds start workflows; a token that reads none of them is of no use. */
export const startingScopes = ["crm.objects.deals.read", "crm.objects.quotes.read", "crm.objects.commercepayments.read"];

/** What is asked for on the consent page. HubSpot leaves out optional ones that the account cannot give. */
export function wantedScopes(): { needed: string[]; optional: string[] } {
  const named = (isNeeded: boolean): string[] => scopes.filter((scope) => scope.isNeeded === isNeeded).map(({ name }) => name);
  return { needed: ["oauth", ...named(true)], optional: named(false) };
}

/** The scopes as permissions; `state` says what is known of each. */
export function permissionsWith(state: (scope: Scope) => CrmPermission["state"]): CrmPermission[] {
  return scopes.map((scope) => ({ name: scope.name, objectType: scope.objectType, isNeeded: scope.isNeeded, without: scope.without, state: state(scope) }));
}

/** An older name for several of today's scopes. */
const aliases: Record<string, readonly string[]> = {
  "e-commerce": ["crm.objects.line_items.read", "crm.objects.products.read", "crm.schemas.line_items.read"],
};

/** The scopes of a list as HubSpot gives it, with what older names stand for. */
export function grantedIn(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, ...(aliases[name] ?? [])]));
}

function read(name: string, objectType: ObjectType | null, isNeeded: boolean, without: string, probe: Scope["probe"] = "read"): Scope {
  return { name, objectType, isNeeded, without, probe };
}

function schema(name: string, objectType: ObjectType, without: string): Scope {
  return { name, objectType, isNeeded: false, without, probe: "schema" };
}

function written(name: string, objectType: ObjectType, without: string): Scope {
  return { name, objectType, isNeeded: false, without, probe: null };
}
