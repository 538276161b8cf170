/** One company (realm): its lists and transactions by id, its names, its numbers, and what was deleted. */
import { Big } from "big.js";
import type { SimulatorClock } from "../parts/clock.ts";
import { missing, Refusal } from "./fault-bodies.ts";
import { moveBalances } from "./ledger/balances.ts";
import { createNames, type Names } from "./names.ts";
import { metaTime } from "./pacific-time.ts";
import { memberText } from "./member-text.ts";

/** An entity as it goes over the wire. Stored entities are replaced, never changed in place. */
export type Entity = Record<string, unknown> & { Id: string; SyncToken: string };

const listNames = [
  "Customer", "Vendor", "Employee", "CustomerType", "Item", "Account", "Class", "Department", "Term", "PaymentMethod",
  "TaxCode", "TaxRate", "TaxAgency", "CompanyCurrency", "ExchangeRate", "Attachable",
] as const;
const transactionNames = [
  "Invoice", "Estimate", "SalesReceipt", "RefundReceipt", "CreditMemo", "Payment", "Deposit", "Purchase", "Bill", "JournalEntry",
] as const;
export type TransactionName = (typeof transactionNames)[number];
export type EntityName = (typeof listNames)[number] | TransactionName;
export const entityNames: readonly EntityName[] = [...listNames, ...transactionNames];

/** Transactions share one count of ids, lists have another. */
export const transactions: ReadonlySet<EntityName> = new Set<EntityName>(transactionNames);

/** Documents that take their numbers from one row of numbers. Sales documents share theirs; estimates have their own. */
export type NumberSequence = "sales" | "estimate" | "purchase" | "bill" | "journal";

/** The content of an attachable. */
export interface KeptFile {
  contentType: string;
  base64: string;
  /** Bytes. */
  size: number;
}

export interface CompanyState {
  realmId: string;
  info: Entity;
  preferences: Entity;
  entities: Partial<Record<EntityName, Entity[]>>;
  deleted: { name: EntityName; id: string; at: string }[];
  lastListId: number;
  lastTransactionId: number;
  lastNumbers: Partial<Record<NumberSequence, number>>;
  /** By the ids of attachables. */
  files?: Record<string, KeptFile>;
  /** What transactions booked on each account, debits less credits. */
  ledger?: Record<string, string>;
}

/** The objects of which a company has one. */
export type SingleName = "CompanyInfo" | "Preferences";

/** One write, for whoever wants to hear of it. */
export interface WriteEvent {
  name: EntityName | SingleName;
  id: string;
  operation: "Create" | "Update" | "Delete" | "Merge" | "Void" | "Emailed";
  /** Merge: the element that is no more. */
  deletedId?: string;
}

export class Company {
  readonly realmId: string;
  readonly names: Names;
  private info: Entity;
  private preferences: Entity;
  private readonly removed: CompanyState["deleted"];
  private readonly clock: SimulatorClock;
  private readonly changed: (event: WriteEvent) => void;
  private readonly byId: Record<EntityName, Map<string, Entity>>;
  private readonly files: Map<string, KeptFile>;
  /** Found accounts, until an account changes. */
  private readonly accountIds = new Map<string, string>();
  private readonly ledger: Map<string, Big>;
  private readonly transactionsOf = new Map<string, Set<Entity>>();
  private readonly lastNumbers: Partial<Record<NumberSequence, number>>;
  private lastListId: number;
  private lastTransactionId: number;

  constructor(state: CompanyState, clock: SimulatorClock, changed: (event: WriteEvent) => void) {
    this.realmId = state.realmId;
    this.names = createNames();
    this.info = state.info;
    this.preferences = state.preferences;
    this.removed = [...state.deleted];
    this.lastListId = state.lastListId;
    this.lastTransactionId = state.lastTransactionId;
    this.lastNumbers = { ...state.lastNumbers };
    this.files = new Map(Object.entries(state.files ?? {}));
    this.ledger = new Map(Object.entries(state.ledger ?? {}).map(([id, sum]) => [id, new Big(sum)]));
    this.clock = clock;
    this.changed = changed;
    this.byId = Object.fromEntries(entityNames.map((name) => [name, new Map()])) as unknown as Record<EntityName, Map<string, Entity>>;
    for (const name of entityNames) for (const entity of state.entities[name] ?? []) this.index(name, entity);
  }

  /** A copy whose parts do not change any more. */
  state(): CompanyState {
    const entities = Object.fromEntries(entityNames.map((name) => [name, this.all(name)])) as Record<EntityName, Entity[]>;
    const { realmId, info, preferences, lastListId, lastTransactionId } = this;
    return { realmId, info, preferences, deleted: [...this.removed], entities, lastListId, lastTransactionId, lastNumbers: { ...this.lastNumbers }, files: Object.fromEntries(this.files), ledger: Object.fromEntries([...this.ledger].map(([id, sum]) => [id, sum.toFixed()])) };
  }

  single(name: SingleName): Entity {
    return name === "CompanyInfo" ? this.info : this.preferences;
  }

  replaceSingle(name: SingleName, members: Record<string, unknown>): Entity {
    const entity = this.nextVersion(this.single(name), members);
    if (name === "CompanyInfo") this.info = entity;
    else this.preferences = entity;
    this.changed({ name, id: entity.Id, operation: "Update" });
    return entity;
  }

  /** One group of preferences, such as SalesFormsPrefs. */
  prefs(group: string): Record<string, unknown> {
    return (this.preferences[group] ?? {}) as Record<string, unknown>;
  }

  all(name: EntityName): Entity[] {
    return [...this.byId[name].values()];
  }

  count(name: EntityName): number {
    return this.byId[name].size;
  }

  find(name: EntityName, id: string): Entity | undefined {
    return this.byId[name].get(id);
  }

  deleted(name: EntityName): { id: string; at: string }[] {
    return this.removed.filter((one) => one.name === name);
  }

  /** The first account whose member has that value. */
  account(member: "AccountType" | "AccountSubType", value: string): Entity | undefined {
    const key = `${member}/${value}`;
    const known = this.accountIds.get(key);
    const id = known ?? this.all("Account").find((account) => account[member] === value)?.Id;
    if (id === undefined) return undefined;
    this.accountIds.set(key, id);
    return this.find("Account", id);
  }

  /** What transactions booked on an account, debits less credits. */
  booked(accountId: string): Big {
    return this.ledger.get(accountId) ?? new Big(0);
  }

  book(accountId: string, debit: Big): void {
    this.ledger.set(accountId, this.booked(accountId).plus(debit));
  }

  /** Changes members of a list entry without a new version: balances and stock. */
  setDerived(name: EntityName, id: string, members: Record<string, unknown>): void {
    const entity = this.find(name, id);
    if (entity) this.byId[name].set(id, { ...entity, ...members });
  }

  file(attachableId: string): KeptFile | undefined {
    return this.files.get(attachableId);
  }

  /** Keeps the file of an attachable that was just made; no new version, since the two came together. */
  keepFile(attachable: Entity, file: KeptFile): Entity {
    const FileAccessUri = `/v3/company/${this.realmId}/download/${attachable.Id}`;
    const entity: Entity = { ...attachable, FileAccessUri, Size: file.size };
    this.files.set(entity.Id, file);
    this.byId.Attachable.set(entity.Id, entity);
    return entity;
  }

  dropFile(attachableId: string): void {
    this.files.delete(attachableId);
  }

  /** The transactions of one kind that name a customer. */
  ofCustomer(name: EntityName, customerId: string): Entity[] {
    return [...(this.transactionsOf.get(`${name}/${customerId}`) ?? [])];
  }

  /** Adds an entity under the next id of its family, or under one of its own. */
  add(name: EntityName, members: Record<string, unknown>, ownId?: string): Entity {
    const id = ownId ?? String(transactions.has(name) ? ++this.lastTransactionId : ++this.lastListId);
    const time = metaTime(this.clock.now());
    const entity: Entity = { ...members, domain: "QBO", sparse: false, Id: id, SyncToken: "0", MetaData: { CreateTime: time, LastUpdatedTime: time } };
    this.index(name, entity);
    if (transactions.has(name)) moveBalances(this, name, undefined, entity);
    this.changed({ name, id, operation: "Create" });
    return entity;
  }

  /** Replaces an entity; the sync token grows by one. */
  replace(name: EntityName, before: Entity, members: Record<string, unknown>, operation: WriteEvent["operation"] = "Update"): Entity {
    const entity = this.nextVersion(before, members);
    this.unindex(name, before);
    this.index(name, entity);
    if (transactions.has(name)) moveBalances(this, name, before, entity);
    this.changed({ name, id: entity.Id, operation });
    return entity;
  }

  remove(name: EntityName, entity: Entity): void {
    this.unindex(name, entity);
    this.byId[name].delete(entity.Id);
    if (transactions.has(name)) moveBalances(this, name, entity, undefined);
    this.removed.push({ name, id: entity.Id, at: metaTime(this.clock.now()) });
    this.changed({ name, id: entity.Id, operation: "Delete" });
  }

  /** The stored entity that an update names, when its sync token is the current one. */
  current(name: EntityName, members: Record<string, unknown>): Entity {
    const id = memberText(members["Id"]);
    if (id === "") throw missing("Id");
    if (!/^(\d{1,19}|[A-Z]+)$/i.test(id)) throw new Refusal("2030", `Invalid ID : ${id} is not a valid id`, "Id");
    const entity = this.find(name, id);
    if (!entity) throw new Refusal("610", "Object Not Found : Another user has deleted this transaction.");
    checkSyncToken(entity, members["SyncToken"]);
    return entity;
  }

  /** The company counts by itself; a number somebody chose does not move the counter, so both can meet. */
  nextNumber(sequence: NumberSequence): string {
    const next = (this.lastNumbers[sequence] ?? 1_000) + 1;
    this.lastNumbers[sequence] = next;
    return String(next);
  }

  private nextVersion(before: Entity, members: Record<string, unknown>): Entity {
    const { CreateTime } = before["MetaData"] as { CreateTime: string };
    return {
      ...members,
      domain: "QBO",
      sparse: false,
      Id: before.Id,
      SyncToken: String(Number(before.SyncToken) + 1),
      MetaData: { CreateTime, LastUpdatedTime: metaTime(this.clock.now()) },
    };
  }

  private index(name: EntityName, entity: Entity): void {
    this.byId[name].set(entity.Id, entity);
    if (name === "Account") this.accountIds.clear();
    this.names.hold(name, entity);
    const customerId = customerIdOf(entity);
    if (customerId === undefined || !transactions.has(name)) return;
    const key = `${name}/${customerId}`;
    this.transactionsOf.set(key, (this.transactionsOf.get(key) ?? new Set()).add(entity));
  }

  private unindex(name: EntityName, entity: Entity): void {
    this.names.release(name, entity);
    const customerId = customerIdOf(entity);
    if (customerId !== undefined) this.transactionsOf.get(`${name}/${customerId}`)?.delete(entity);
  }
}

export function checkSyncToken(entity: Entity, given: unknown): void {
  if (given === undefined || given === null) throw missing("SyncToken");
  if (memberText(given) === entity.SyncToken) return;
  throw new Refusal("5010", "Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.");
}

function customerIdOf(transaction: Entity): string | undefined {
  return (transaction["CustomerRef"] as { value?: string } | undefined)?.value;
}
