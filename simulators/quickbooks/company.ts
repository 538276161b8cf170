/** One company (realm): its lists and transactions by id, its names, its numbers, and what was deleted. */
import type { SimulatorClock } from "../parts/clock.ts";
import { Refusal } from "./fault-bodies.ts";
import { metaTime } from "./pacific-time.ts";

/** An entity as it goes over the wire. */
export type Entity = Record<string, unknown> & { Id: string; SyncToken: string };

export const entityNames = [
  "Customer", "Vendor", "Employee", "Item", "Account", "Term", "TaxCode", "Class", "PaymentMethod", "Invoice",
] as const;
export type EntityName = (typeof entityNames)[number];

/** Names are unique within each of these families, inactive members included. */
const nameFamilies: Partial<Record<EntityName, { family: string; member: string }>> = {
  Customer: { family: "people", member: "DisplayName" },
  Vendor: { family: "people", member: "DisplayName" },
  Employee: { family: "people", member: "DisplayName" },
  Item: { family: "items", member: "Name" },
  Account: { family: "accounts", member: "Name" },
  Term: { family: "terms", member: "Name" },
  Class: { family: "classes", member: "Name" },
};

export interface CompanyState {
  realmId: string;
  info: Record<string, unknown>;
  preferences: Record<string, unknown>;
  entities: Record<EntityName, Entity[]>;
  deleted: { name: EntityName; id: string; at: string }[];
  lastListId: number;
  lastTransactionId: number;
  lastDocNumber: number;
}

export class Company {
  readonly realmId: string;
  info: Record<string, unknown>;
  preferences: Record<string, unknown>;
  deleted: CompanyState["deleted"];
  private readonly clock: SimulatorClock;
  private readonly changed: () => void;
  private readonly byId: Record<EntityName, Map<string, Entity>>;
  private readonly nameHolders = new Map<string, string>();
  private readonly docNumbers = new Map<string, string>();
  private lastListId: number;
  private lastTransactionId: number;
  private lastDocNumber: number;

  constructor(state: CompanyState, clock: SimulatorClock, changed: () => void) {
    this.realmId = state.realmId;
    this.info = state.info;
    this.preferences = state.preferences;
    this.deleted = state.deleted;
    this.lastListId = state.lastListId;
    this.lastTransactionId = state.lastTransactionId;
    this.lastDocNumber = state.lastDocNumber;
    this.clock = clock;
    this.changed = changed;
    this.byId = Object.fromEntries(entityNames.map((name) => [name, new Map()])) as unknown as Record<EntityName, Map<string, Entity>>;
    for (const name of entityNames) for (const entity of state.entities[name] ?? []) this.index(name, entity);
  }

  state(): CompanyState {
    const entities = Object.fromEntries(entityNames.map((name) => [name, this.all(name)])) as Record<EntityName, Entity[]>;
    const { realmId, info, preferences, deleted, lastListId, lastTransactionId, lastDocNumber } = this;
    return { realmId, info, preferences, deleted, entities, lastListId, lastTransactionId, lastDocNumber };
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

  /** The holder of a name in its family, other than `exceptId`. */
  nameHolder(name: EntityName, value: string, exceptId?: string): string | undefined {
    const key = this.nameKey(name, value);
    const holder = key === undefined ? undefined : this.nameHolders.get(key);
    return holder === undefined || holder === `${name}/${exceptId}` ? undefined : holder;
  }

  docNumberHolder(name: EntityName, docNumber: string, exceptId?: string): string | undefined {
    const holder = this.docNumbers.get(`${name}/${docNumber}`);
    return holder === exceptId ? undefined : holder;
  }

  /** Adds an entity under the next id of its family: lists and transactions count apart. */
  add(name: EntityName, members: Record<string, unknown>): Entity {
    const id = String(name === "Invoice" ? ++this.lastTransactionId : ++this.lastListId);
    const time = metaTime(this.clock.now());
    const entity: Entity = { ...members, domain: "QBO", sparse: false, Id: id, SyncToken: "0", MetaData: { CreateTime: time, LastUpdatedTime: time } };
    this.index(name, entity);
    this.changed();
    return entity;
  }

  /** Replaces an entity; the sync token grows by one. */
  replace(name: EntityName, before: Entity, members: Record<string, unknown>): Entity {
    const meta = before["MetaData"] as { CreateTime: string };
    const entity: Entity = {
      ...members,
      domain: "QBO",
      sparse: false,
      Id: before.Id,
      SyncToken: String(Number(before.SyncToken) + 1),
      MetaData: { CreateTime: meta.CreateTime, LastUpdatedTime: metaTime(this.clock.now()) },
    };
    this.unindex(name, before);
    this.index(name, entity);
    this.changed();
    return entity;
  }

  remove(name: EntityName, entity: Entity): void {
    this.unindex(name, entity);
    this.byId[name].delete(entity.Id);
    this.deleted.push({ name, id: entity.Id, at: metaTime(this.clock.now()) });
    this.changed();
  }

  /** The stored entity that an update names, when its sync token is the current one. */
  current(name: EntityName, id: string, syncToken: unknown): Entity {
    const entity = this.find(name, id);
    if (!entity) throw new Refusal("610", "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
    if (syncToken === undefined) throw new Refusal("2020", "Required parameter SyncToken is missing in the request", "SyncToken");
    if (String(syncToken) !== entity.SyncToken) {
      throw new Refusal("5010", "Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.");
    }
    return entity;
  }

  nextDocNumber(): string {
    let next = String(++this.lastDocNumber);
    while (this.docNumbers.has(`Invoice/${next}`)) next = String(++this.lastDocNumber);
    return next;
  }

  private index(name: EntityName, entity: Entity): void {
    this.byId[name].set(entity.Id, entity);
    const member = nameFamilies[name]?.member;
    const key = member ? this.nameKey(name, String(entity[member] ?? "")) : undefined;
    if (key) this.nameHolders.set(key, `${name}/${entity.Id}`);
    if (typeof entity["DocNumber"] === "string") this.docNumbers.set(`${name}/${entity["DocNumber"]}`, entity.Id);
  }

  private unindex(name: EntityName, entity: Entity): void {
    const member = nameFamilies[name]?.member;
    const key = member ? this.nameKey(name, String(entity[member] ?? "")) : undefined;
    if (key) this.nameHolders.delete(key);
    if (typeof entity["DocNumber"] === "string") this.docNumbers.delete(`${name}/${entity["DocNumber"]}`);
  }

  private nameKey(name: EntityName, value: string): string | undefined {
    const family = nameFamilies[name]?.family;
    return family && `${family}/${value.trim().toLowerCase()}`;
  }
}
