/** One company (realm): its lists and transactions by id, its names, its numbers, and what was deleted. */
import { Big } from "big.js";
import type { SimulatorClock } from "../parts/clock.ts";
import { missing, Refusal } from "./fault-bodies.ts";
import { createNames, type Names } from "./names.ts";
import { metaTime } from "./pacific-time.ts";
import { memberText } from "./member-text.ts";

/** An entity as it goes over the wire. Stored entities are replaced, never changed in place. */
export type Entity = Record<string, unknown> & { Id: string; SyncToken: string };

export const entityNames = [
  "Customer", "Vendor", "Employee", "Item", "Account", "Term", "TaxCode", "Class", "PaymentMethod", "Invoice", "Payment",
] as const;
export type EntityName = (typeof entityNames)[number];

/** Transactions share one count of ids, lists have another. */
export const transactions: ReadonlySet<EntityName> = new Set<EntityName>(["Invoice", "Payment"]);

export interface CompanyState {
  realmId: string;
  info: Entity;
  preferences: Entity;
  entities: Record<EntityName, Entity[]>;
  deleted: { name: EntityName; id: string; at: string }[];
  lastListId: number;
  lastTransactionId: number;
  lastDocNumber: number;
}

/** The objects of which a company has one. */
export type SingleName = "CompanyInfo" | "Preferences";

export class Company {
  readonly realmId: string;
  readonly names: Names;
  private info: Entity;
  private preferences: Entity;
  private readonly removed: CompanyState["deleted"];
  private readonly clock: SimulatorClock;
  private readonly changed: () => void;
  private readonly byId: Record<EntityName, Map<string, Entity>>;
  private readonly invoicesOf = new Map<string, Set<string>>();
  private lastListId: number;
  private lastTransactionId: number;
  private lastDocNumber: number;

  constructor(state: CompanyState, clock: SimulatorClock, changed: () => void) {
    this.realmId = state.realmId;
    this.names = createNames();
    this.info = state.info;
    this.preferences = state.preferences;
    this.removed = [...state.deleted];
    this.lastListId = state.lastListId;
    this.lastTransactionId = state.lastTransactionId;
    this.lastDocNumber = state.lastDocNumber;
    this.clock = clock;
    this.changed = changed;
    this.byId = Object.fromEntries(entityNames.map((name) => [name, new Map()])) as unknown as Record<EntityName, Map<string, Entity>>;
    for (const name of entityNames) for (const entity of state.entities[name] ?? []) this.index(name, entity);
  }

  /** A copy whose parts do not change any more. */
  state(): CompanyState {
    const entities = Object.fromEntries(entityNames.map((name) => [name, this.all(name)])) as Record<EntityName, Entity[]>;
    const { realmId, info, preferences, lastListId, lastTransactionId, lastDocNumber } = this;
    return { realmId, info, preferences, deleted: [...this.removed], entities, lastListId, lastTransactionId, lastDocNumber };
  }

  single(name: SingleName): Entity {
    return name === "CompanyInfo" ? this.info : this.preferences;
  }

  replaceSingle(name: SingleName, members: Record<string, unknown>): Entity {
    const entity = this.nextVersion(this.single(name), members);
    if (name === "CompanyInfo") this.info = entity;
    else this.preferences = entity;
    this.changed();
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

  invoicesOfCustomer(customerId: string): Entity[] {
    return [...(this.invoicesOf.get(customerId) ?? [])].flatMap((id) => this.find("Invoice", id) ?? []);
  }

  /** Adds an entity under the next id of its family. */
  add(name: EntityName, members: Record<string, unknown>): Entity {
    const id = String(transactions.has(name) ? ++this.lastTransactionId : ++this.lastListId);
    const time = metaTime(this.clock.now());
    const entity: Entity = { ...members, domain: "QBO", sparse: false, Id: id, SyncToken: "0", MetaData: { CreateTime: time, LastUpdatedTime: time } };
    this.index(name, entity);
    this.moveBalance(undefined, entity);
    this.changed();
    return entity;
  }

  /** Replaces an entity; the sync token grows by one. */
  replace(name: EntityName, before: Entity, members: Record<string, unknown>): Entity {
    const entity = this.nextVersion(before, members);
    this.unindex(name, before);
    this.index(name, entity);
    this.moveBalance(before, entity);
    this.changed();
    return entity;
  }

  remove(name: EntityName, entity: Entity): void {
    this.unindex(name, entity);
    this.byId[name].delete(entity.Id);
    this.moveBalance(entity, undefined);
    this.removed.push({ name, id: entity.Id, at: metaTime(this.clock.now()) });
    this.changed();
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
  nextDocNumber(): string {
    return String(++this.lastDocNumber);
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
    this.names.hold(name, entity);
    if (name !== "Invoice") return;
    const customerId = customerIdOf(entity);
    const ids = this.invoicesOf.get(customerId) ?? new Set();
    this.invoicesOf.set(customerId, ids.add(entity.Id));
  }

  private unindex(name: EntityName, entity: Entity): void {
    this.names.release(name, entity);
    if (name === "Invoice") this.invoicesOf.get(customerIdOf(entity))?.delete(entity.Id);
  }

  /** A customer's balance is what is open on their invoices less what they paid ahead; it moves without a new version. */
  private moveBalance(before: Entity | undefined, after: Entity | undefined): void {
    if (before?.["CustomerRef"]) this.addToBalance(customerIdOf(before), owed(before).neg());
    if (after?.["CustomerRef"]) this.addToBalance(customerIdOf(after), owed(after));
  }

  private addToBalance(customerId: string, change: Big): void {
    const customer = this.find("Customer", customerId);
    if (!customer || change.eq(0)) return;
    const balance = Number(change.plus(Number(customer["Balance"] ?? 0)).toFixed());
    this.byId.Customer.set(customerId, { ...customer, Balance: balance, BalanceWithJobs: balance });
  }
}

export function checkSyncToken(entity: Entity, given: unknown): void {
  if (given === undefined || given === null) throw missing("SyncToken");
  if (memberText(given) === entity.SyncToken) return;
  throw new Refusal("5010", "Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.");
}

function owed(transaction: Entity): Big {
  return new Big(Number(transaction["Balance"] ?? 0)).minus(Number(transaction["UnappliedAmt"] ?? 0));
}

function customerIdOf(transaction: Entity): string {
  return (transaction["CustomerRef"] as { value: string }).value;
}
