/** Reading and writing one entity: create, full and sparse update, void, delete, send. */
import type { Company, Entity, EntityName } from "./company.ts";
import { checkOpenPeriod } from "./entities/open-period.ts";
import type { EntityKind, Operation } from "./entities/kind.ts";
import { checkEmail } from "./entities/people.ts";
import { kindOf } from "./entities/registry.ts";
import { Refusal } from "./fault-bodies.ts";
import { metaTime, pacificDate } from "./pacific-time.ts";
import { refId } from "./references.ts";
import { checked } from "./request-body.ts";
import { isObject, type Members } from "./wire-object.ts";

/** How a write was asked for: ?operation=, ?include= and the simulator's time. */
export interface WriteOptions {
  operation?: string | null;
  include?: string | null;
  now: Date;
}

export function readOne(company: Company, name: EntityName, id: string | undefined): Entity {
  const entity = id === undefined ? undefined : company.find(name, id);
  if (entity) return entity;
  throw new Refusal("610", "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
}

/** One write; the body may be wrapped in the entity's name. */
export function writeOne(company: Company, name: EntityName, body: Members, options: WriteOptions): Members {
  const kind = kindOf(name);
  if (!kind) throw unsupported("create");
  const wrapped = body[name];
  const given = isObject(wrapped) ? wrapped : body;
  if (options.operation === "delete") return remove(company, kind, given);
  if (options.operation === "void" || words(options.include).has("void")) return voidOne(company, kind, given);
  return given["Id"] === undefined ? create(company, kind, given, options) : update(company, kind, given, options);
}

function words(text: string | null | undefined): ReadonlySet<string> {
  return new Set((text ?? "").split(",").map((one) => one.trim()));
}

function unsupported(operation: Operation): Refusal {
  return new Refusal("500", `Operation ${operation.charAt(0).toUpperCase()}${operation.slice(1)} is not supported.`, "Operation");
}

function allow({ operations }: EntityKind, operation: Operation): void {
  if (!operations.has(operation)) throw unsupported(operation);
}

function create(company: Company, kind: EntityKind, body: Members, options: WriteOptions): Entity {
  allow(kind, "create");
  const given = withoutBlanks(checked(kind.name, body));
  const entity = company.add(kind.name, kind.prepare(company, { given, members: given, ...circumstances(options) }));
  kind.settle?.(company, undefined, entity);
  return company.find(kind.name, entity.Id) ?? entity;
}

/** The sync token is checked first. A full update clears what it omits; a sparse one keeps it, at the top level only. */
function update(company: Company, kind: EntityKind, body: Members, options: WriteOptions): Entity {
  allow(kind, "update");
  const before = company.current(kind.name, body);
  const given = checked(kind.name, body);
  const members = withoutBlanks(given["sparse"] === true ? { ...before, ...given } : given);
  const entity = company.replace(kind.name, before, kind.prepare(company, { given, members, before, ...circumstances(options) }));
  kind.settle?.(company, before, entity);
  return company.find(kind.name, entity.Id) ?? entity;
}

function circumstances({ now, include }: WriteOptions): { now: Date; today: string; include: ReadonlySet<string> } {
  return { now, today: pacificDate(now), include: words(include) };
}

/** An empty text clears a member. */
function withoutBlanks(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ""));
}

function remove(company: Company, kind: EntityKind, given: Members): Members {
  allow(kind, "delete");
  const entity = removable(company, kind, given);
  kind.settle?.(company, entity, undefined);
  company.remove(kind.name, company.find(kind.name, entity.Id) ?? entity);
  return { status: "Deleted", domain: "QBO", Id: entity.Id };
}

function voidOne(company: Company, kind: EntityKind, given: Members): Entity {
  allow(kind, "void");
  const entity = removable(company, kind, given);
  kind.settle?.(company, entity, undefined);
  return company.replace(kind.name, entity, kind.voided?.(company, entity) ?? entity, "Void");
}

function removable(company: Company, kind: EntityKind, given: Members): Entity {
  const entity = company.current(kind.name, given);
  if (typeof entity["TxnDate"] === "string") checkOpenPeriod(company, entity["TxnDate"]);
  kind.checkRemoval?.(company, entity);
  return entity;
}

/** Marks a document as e-mailed, to its own address or to another one. */
export function send(company: Company, name: EntityName, id: string, sendTo: string | null, now: Date): Entity {
  const kind = kindOf(name);
  if (!kind?.operations.has("send")) throw unsupported("send");
  const entity = readOne(company, name, id);
  const address = sendTo ?? mailAddress(company, entity);
  checkEmail({ BillEmail: { Address: address ?? "" } }, "BillEmail");
  if (!address) throw new Refusal("6420", "Email address is required : The document has no e-mail address.", "BillEmail");
  // Payments have no members that could tell it.
  const sent = name === "Payment" ? {} : { EmailStatus: "EmailSent", BillEmail: { Address: address }, DeliveryInfo: { DeliveryType: "Email", DeliveryTime: metaTime(now) } };
  return company.replace(name, entity, { ...entity, ...sent }, "Emailed");
}

/** The document's own address, or for payments the customer's. */
export function mailAddress(company: Company, entity: Entity): string | undefined {
  const own = entity["BillEmail"] as { Address?: string } | undefined;
  const customer = company.find("Customer", refId(entity["CustomerRef"]) ?? "");
  return (own ?? (customer?.["PrimaryEmailAddr"] as { Address?: string } | undefined))?.Address;
}
