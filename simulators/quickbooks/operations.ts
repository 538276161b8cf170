/** Reading and writing one entity: create, full and sparse update, void, delete, send. */
import { type Company, type Entity, type EntityName, transactions } from "./company.ts";
import { checkOpenPeriod, preparedInvoice, voidedInvoice } from "./entities/invoice.ts";
import { preparedListEntry } from "./entities/list-entries.ts";
import { preparedPayment, settleInvoices, unapplyPayments, voidedPayment } from "./entities/payment.ts";
import { preparedPerson } from "./entities/people.ts";
import { Refusal } from "./fault-bodies.ts";
import { metaTime, pacificDate } from "./pacific-time.ts";
import { checked, isObject, type Members } from "./request-body.ts";

/** How a write was asked for: ?operation=, ?include= and the simulator's time. */
export interface WriteOptions {
  operation?: string | null;
  include?: string | null;
  now: Date;
}

const creatable = new Set<EntityName>(["Customer", "Vendor", "Employee", "Item", "Account", "Term", "Class", "PaymentMethod", "Invoice", "Payment"]);
const people = new Set<EntityName>(["Customer", "Vendor", "Employee"]);

export function readOne(company: Company, name: EntityName, id: string | undefined): Entity {
  const entity = id === undefined ? undefined : company.find(name, id);
  if (entity) return entity;
  throw new Refusal("610", "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
}

/** One write; the body may be wrapped in the entity's name. */
export function writeOne(company: Company, name: EntityName, body: Members, options: WriteOptions): Members {
  if (!creatable.has(name)) throw new Refusal("500", "Operation Create is not supported.", "Operation");
  const wrapped = body[name];
  const given = isObject(wrapped) ? wrapped : body;
  if (options.operation === "delete") return remove(company, name, given);
  if (isVoid(name, options)) return voidOne(company, name, given);
  return given["Id"] === undefined ? create(company, name, given, options) : update(company, name, given, options);
}

/** Invoices are voided by an operation of their own, payments by an update that says so. */
function isVoid(name: EntityName, { operation, include }: WriteOptions): boolean {
  return operation === "void" || (name === "Payment" && include === "void");
}

function create(company: Company, name: EntityName, body: Members, options: WriteOptions): Entity {
  const given = withoutBlanks(checked(name, body));
  const entity = company.add(name, prepared(company, name, { given, members: given, options }));
  if (name === "Payment") settleInvoices(company, undefined, entity);
  return entity;
}

/** The sync token is checked first. A full update clears what it omits; a sparse one keeps it, at the top level only. */
function update(company: Company, name: EntityName, body: Members, options: WriteOptions): Entity {
  const before = company.current(name, body);
  const given = checked(name, body);
  const members = withoutBlanks(given["sparse"] === true ? { ...before, ...given } : given);
  const entity = company.replace(name, before, prepared(company, name, { given, members, before, options }));
  if (name === "Payment") settleInvoices(company, before, entity);
  return entity;
}

/** An empty text clears a member. */
function withoutBlanks(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ""));
}

interface Write {
  given: Members;
  members: Members;
  before?: Entity;
  options: WriteOptions;
}

function prepared(company: Company, name: EntityName, { given, members, before, options }: Write): Members {
  if (people.has(name)) return preparedPerson(company, name, members, before);
  if (name === "Payment") return preparedPayment(company, members, pacificDate(options.now), before);
  if (name !== "Invoice") return preparedListEntry(company, name, members, before);
  return preparedInvoice(company, {
    given,
    members,
    ...(before ? { before } : {}),
    today: pacificDate(options.now),
    allowsDuplicateNumber: (options.include ?? "").split(",").includes("allowduplicatedocnum"),
  });
}

function remove(company: Company, name: EntityName, given: Members): Members {
  if (!transactions.has(name)) throw new Refusal("500", "Operation Delete is not supported.", "Operation");
  const entity = company.current(name, given);
  checkOpenPeriod(company, String(entity["TxnDate"]));
  if (name === "Invoice") unapplyPayments(company, entity);
  else settleInvoices(company, entity, undefined);
  company.remove(name, entity);
  return { status: "Deleted", domain: "QBO", Id: entity.Id };
}

function voidOne(company: Company, name: EntityName, given: Members): Entity {
  if (!transactions.has(name)) throw new Refusal("500", "Operation Void is not supported.", "Operation");
  const entity = company.current(name, given);
  checkOpenPeriod(company, String(entity["TxnDate"]));
  if (name === "Invoice") {
    unapplyPayments(company, entity);
    return company.replace(name, entity, voidedInvoice(entity));
  }
  settleInvoices(company, entity, undefined);
  return company.replace(name, entity, voidedPayment(entity));
}

/** Marks an invoice as e-mailed, to its own address or to another one. */
export function send(company: Company, name: EntityName, id: string, sendTo: string | null, now: Date): Entity {
  if (name !== "Invoice") throw new Refusal("500", "Operation Send is not supported.", "Operation");
  const entity = readOne(company, name, id);
  const address = sendTo ?? (entity["BillEmail"] as { Address?: string } | undefined)?.Address;
  if (!address) throw new Refusal("6420", "Email address is required : The invoice has no e-mail address.", "BillEmail");
  const sent = { EmailStatus: "EmailSent", BillEmail: { Address: address }, DeliveryInfo: { DeliveryType: "Email", DeliveryTime: metaTime(now) } };
  return company.replace(name, entity, { ...entity, ...sent });
}
