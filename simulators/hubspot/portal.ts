/** The portal's records: written one by one, each write with a later time of change, and told to who listens. */
import type { SimulatorClock } from "../parts/clock.ts";
import { dealOutcome, lineItemAmounts, type Outcome, paymentAmounts, type Values } from "./calculated.ts";
import type { AssociationTypesState } from "./association-types.ts";
import { type KeptLink, Links, type RecordLink } from "./links.ts";
import { Pipelines, type PipelinesState } from "./pipelines.ts";
import { ModificationOrder } from "./modification-order.ts";
import { objectTypes, type TypeName, typeNames } from "./object-types.ts";
import type { PropertyDefinition } from "./property-builders.ts";
import { builtInProperties, stageProperties } from "./property-definitions.ts";
import { sumsOf, summedBy } from "./sums.ts";

/** Who writes, in HubSpot's words. */
export interface Source {
  changeSource: "CRM_UI" | "INTEGRATION" | "CALCULATED" | "IMPORT";
  sourceId: string;
}

/** A value that a property had from then on. */
interface PastValue extends Source {
  name: string;
  value: string;
  at: number;
}

export interface StoredRecord {
  id: string;
  /** Properties without a value are absent. */
  values: Values;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
  past: PastValue[];
  /** How often records were merged into it. */
  merges?: number;
  /** While it is archived: what it was associated with. */
  lostLinks?: RecordLink[];
  /** Earlier states, kept while search lags behind. */
  versions?: { values: Values; updatedAt: number }[];
}

/** Something that happened to a record, as webhooks tell it. */
export interface PortalEvent extends Source {
  type: TypeName;
  what: "creation" | "propertyChange" | "deletion" | "associationChange" | "merge" | "restore" | "privacyDeletion";
  objectId: string;
  occurredAt: number;
  property?: { name: string; value: string };
  merge?: { winner: string; primary: string; merged: string[]; moved: number };
  association?: { to: TypeName; toId: string; typeId: number; removed: boolean };
}

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
}

/** What is kept between starts. */
export interface PortalState {
  records: Record<TypeName, StoredRecord[]>;
  links: KeptLink[];
  nextIds: Record<TypeName, number>;
  definitions: Record<TypeName, PropertyDefinition[]>;
  groups: Record<TypeName, PropertyGroup[]>;
  lastStamp: number;
  pipelines: PipelinesState;
  associationTypes: AssociationTypesState;
}

const calculation: Source = { changeSource: "CALCULATED", sourceId: "calculated-property" };
const mostPastValues = 60;
const mostVersions = 20;

export class Portal {
  readonly portalId = 44112233;
  readonly name = "Harbor & Pine Studio";
  readonly timeZone = "America/Los_Angeles";
  readonly currency = "USD";
  readonly links: Links;
  readonly pipelines: Pipelines;
  readonly definitions: Record<TypeName, Map<string, PropertyDefinition>>;
  readonly groups: Record<TypeName, Map<string, PropertyGroup>>;
  /** While search lags behind, earlier states are kept for it. */
  keepsVersions = false;
  readonly #records: Record<TypeName, Map<string, StoredRecord>>;
  readonly #order: Record<TypeName, ModificationOrder<StoredRecord>>;
  readonly #contactByEmail = new Map<string, string>();
  readonly #nextIds: Record<TypeName, number>;
  readonly #clock: SimulatorClock;
  readonly #listener: (event: PortalEvent) => void;
  #lastStamp: number;
  #depth = 0;
  /** Records whose sums are worked out anew, by kind. */
  readonly #toSum = new Map<TypeName, Set<string>>();

  constructor(kept: PortalState | undefined, clock: SimulatorClock, listener: (event: PortalEvent) => void) {
    this.#clock = clock;
    this.links = new Links(kept?.associationTypes);
    this.pipelines = new Pipelines(kept?.pipelines);
    this.#listener = listener;
    this.#records = byType((type) => new Map((kept?.records[type] ?? []).map((record) => [record.id, record])));
    this.#order = byType((type) => new ModificationOrder(this.#records[type].values()));
    this.#nextIds = { ...byType((type) => objectTypes[type].firstId), ...kept?.nextIds };
    const builtIn = builtInProperties();
    this.definitions = byType((type) => new Map(definitionsOf(builtIn[type], kept?.definitions[type]).map((one) => [one.name, one])));
    this.groups = byType((type) => new Map((kept?.groups[type] ?? firstGroups(type)).map((one) => [one.name, one])));
    this.stagesChanged();
    this.#lastStamp = kept?.lastStamp ?? 0;
    for (const link of kept?.links ?? []) this.links.add(...link);
    for (const { id, values, archivedAt } of this.#records.contacts.values()) if (archivedAt === null) this.#rememberEmail(id, values["email"]);
  }

  state(): PortalState {
    return {
      records: byType((type) => [...this.#records[type].values()]),
      links: this.links.kept(),
      nextIds: this.#nextIds,
      definitions: byType((type) => [...this.definitions[type].values()]),
      groups: byType((type) => [...this.groups[type].values()]),
      lastStamp: this.#lastStamp,
      pipelines: this.pipelines.state(),
      associationTypes: this.links.types.state(),
    };
  }

  /** The properties of deals that speak of stages follow the pipelines. */
  stagesChanged(): void {
    for (const property of stageProperties(this.pipelines)) this.definitions.deals.set(property.name, property);
  }

  /** The record unless it is archived. */
  find(type: TypeName, id: string): StoredRecord | undefined {
    const record = this.#records[type].get(id);
    return record?.archivedAt === null ? record : undefined;
  }

  findArchived(type: TypeName, id: string): StoredRecord | undefined {
    const record = this.#records[type].get(id);
    return record?.archivedAt === null ? undefined : record;
  }

  /** By a property whose values are unique: the e-mail of contacts, or the value of any property by looking at all. */
  findBy(type: TypeName, property: string, value: string): StoredRecord | undefined {
    if (property === "hs_object_id") return this.find(type, value);
    if (type === "contacts" && property === "email") return this.find(type, this.#contactByEmail.get(value.toLowerCase()) ?? "");
    return this.all(type).find((record) => record.values[property] === value);
  }

  /** All records of the kind that are not archived, the oldest id first. */
  all(type: TypeName, archived = false): StoredRecord[] {
    return [...this.#records[type].values()].filter((record) => (record.archivedAt !== null) === archived);
  }

  /** Records changed at or after the moment (epoch ms), in the order of their change. */
  changedSince(type: TypeName, since: number): StoredRecord[] {
    return this.#order[type].since(since).filter((record) => record.archivedAt === null);
  }

  /** The moment it is here (epoch ms). */
  now(): number {
    return this.#clock.now().getTime();
  }

  count(type: TypeName): number {
    return this.#records[type].size;
  }

  /** Does several writes; a record whose line items change is summed up once, at the end. */
  together<T>(work: () => T): T {
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#sumUp();
    }
  }

  /** Adds a record. The values are valid already. */
  create(type: TypeName, given: Outcome, source: Source, createdAt?: number): StoredRecord {
    const at = this.#stamp(undefined);
    const id = String(this.#nextIds[type]++);
    const created = createdAt ?? at;
    const record: StoredRecord = { id, values: {}, createdAt: created, updatedAt: at, archivedAt: null, past: [] };
    const { createdProperty, modifiedProperty } = objectTypes[type];
    Object.assign(record.values, { [createdProperty]: iso(created), [modifiedProperty]: iso(at), hs_object_id: id });
    this.#records[type].set(id, record);
    this.#order[type].touch(record);
    this.#listener({ type, what: "creation", objectId: id, occurredAt: at, ...source });
    this.#apply(type, record, given, null, at, source);
    return record;
  }

  /** Changes values; null or "" = no value. Every write has a later time of change, also when nothing changes. */
  update(type: TypeName, record: StoredRecord, given: Outcome, source: Source): void {
    const before = { ...record.values };
    if (this.keepsVersions) record.versions = [...(record.versions ?? []), { values: before, updatedAt: record.updatedAt }].slice(-mostVersions);
    const at = this.#stamp(record.updatedAt);
    record.updatedAt = at;
    record.values[objectTypes[type].modifiedProperty] = iso(at);
    this.#order[type].touch(record);
    this.#apply(type, record, given, before, at, source);
  }

  /** Puts it in the recycle bin; `told` = whether that is an event of its own. */
  archive(type: TypeName, record: StoredRecord, source: Source, told = true): void {
    const at = this.#stamp(record.updatedAt);
    record.archivedAt = at;
    record.updatedAt = at;
    if (type === "contacts") this.#contactByEmail.delete((record.values["email"] ?? "").toLowerCase());
    record.lostLinks = this.links.ofRecord(type, record.id);
    for (const { to, toId } of this.links.removeAll(type, record.id)) this.#associationsChanged(type, record.id, to, toId);
    if (told) this.#listener({ type, what: "deletion", objectId: record.id, occurredAt: at, ...source });
    if (this.#depth === 0) this.#sumUp();
  }

  /** Brings it back from the recycle bin, with what it was associated with. */
  restore(type: TypeName, record: StoredRecord, source: Source): void {
    const links = record.lostLinks ?? [];
    delete record.lostLinks;
    record.archivedAt = null;
    record.updatedAt = this.#stamp(record.updatedAt);
    record.values[objectTypes[type].modifiedProperty] = iso(record.updatedAt);
    this.#order[type].touch(record);
    if (type === "contacts") this.#rememberEmail(record.id, record.values["email"]);
    this.#listener({ type, what: "restore", objectId: record.id, occurredAt: record.updatedAt, ...source });
    this.together(() => links.forEach(({ to, toId, typeIds }) => this.find(to, toId) && this.associate(type, record.id, to, toId, typeIds, source)));
  }

  /** Nothing of it is left. */
  erase(type: TypeName, record: StoredRecord, source: Source): void {
    if (record.archivedAt === null) this.archive(type, record, source, false);
    this.#records[type].delete(record.id);
    this.#order[type].forget(record);
    this.#listener({ type, what: "privacyDeletion", objectId: record.id, occurredAt: this.#stamp(undefined), ...source });
  }

  tellMerge(type: TypeName, merged: NonNullable<PortalEvent["merge"]>, source: Source): void {
    this.#listener({ type, what: "merge", objectId: merged.winner, occurredAt: this.#stamp(undefined), merge: merged, ...source });
  }

  /** Associates two records; labels in addition to the unlabelled type. */
  associate(from: TypeName, fromId: string, to: TypeName, toId: string, typeIds: readonly number[], source: Source): void {
    const before = this.links.typesOf(from, fromId, to, toId);
    if (!this.links.add(from, fromId, to, toId, typeIds)) return;
    const added = this.links.typesOf(from, fromId, to, toId).filter((typeId) => !before.includes(typeId));
    for (const typeId of added) this.#tellAssociation(from, fromId, to, toId, typeId, false, source);
    this.#associationsChanged(from, fromId, to, toId);
    if (this.#depth === 0) this.#sumUp();
  }

  dissociate(from: TypeName, fromId: string, to: TypeName, toId: string, source: Source): void {
    const [typeId = 0] = this.links.typesOf(from, fromId, to, toId);
    if (!this.links.remove(from, fromId, to, toId)) return;
    this.#tellAssociation(from, fromId, to, toId, typeId, true, source);
    this.#associationsChanged(from, fromId, to, toId);
    if (this.#depth === 0) this.#sumUp();
  }

  #apply(type: TypeName, record: StoredRecord, given: Outcome, before: Values | null, at: number, source: Source): void {
    for (const [name, value] of Object.entries(given)) this.#put(type, record, name, value, at, source);
    const follows = this.#outcome(type, record, given, before, at);
    for (const [name, value] of Object.entries(follows)) this.#put(type, record, name, value, at, calculation);
    for (const holder of summedBy(type)) for (const holderId of this.links.ids(type, record.id, holder)) this.#sumLater(holder, holderId);
    if (this.#depth === 0) this.#sumUp();
  }

  #outcome(type: TypeName, record: StoredRecord, given: Outcome, before: Values | null, at: number): Outcome {
    if (type === "line_items") return lineItemAmounts(record.values);
    if (type === "commerce_payments") return paymentAmounts(record.values);
    return type === "deals" ? dealOutcome(record.values, before, { setsCloseDate: "closedate" in given, now: iso(at), stage: this.pipelines.stageWithId(record.values["dealstage"])?.stage }) : {};
  }

  #put(type: TypeName, record: StoredRecord, name: string, value: string | null, at: number, source: Source): void {
    const was = record.values[name] ?? "";
    const is = value ?? "";
    if (was === is) return;
    if (is === "") delete record.values[name];
    else record.values[name] = is;
    if (type === "contacts" && name === "email") this.#moveEmail(record.id, was, is);
    remember(record, name, was, is, at, source);
    this.#listener({ type, what: "propertyChange", objectId: record.id, occurredAt: at, property: { name, value: is }, ...source });
  }

  #moveEmail(id: string, was: string, is: string): void {
    if (this.#contactByEmail.get(was.toLowerCase()) === id) this.#contactByEmail.delete(was.toLowerCase());
    this.#rememberEmail(id, is);
  }

  #rememberEmail(id: string, email: string | undefined): void {
    if (email) this.#contactByEmail.set(email.toLowerCase(), id);
  }

  #associationsChanged(from: TypeName, fromId: string, to: TypeName, toId: string): void {
    if (summedBy(to).includes(from)) this.#sumLater(from, fromId);
    if (summedBy(from).includes(to)) this.#sumLater(to, toId);
  }

  #sumLater(type: TypeName, id: string): void {
    this.#toSum.set(type, (this.#toSum.get(type) ?? new Set()).add(id));
  }

  #sumUp(): void {
    for (const [type, ids] of this.#toSum) {
      this.#toSum.delete(type);
      for (const record of [...ids].flatMap((id) => this.find(type, id) ?? [])) {
        const outcome = sumsOf(this, type, record);
        const changed = Object.entries(outcome).some(([name, value]) => (record.values[name] ?? null) !== value);
        if (changed) this.update(type, record, outcome, calculation);
      }
    }
  }

  #tellAssociation(from: TypeName, fromId: string, to: TypeName, toId: string, typeId: number, removed: boolean, source: Source): void {
    const occurredAt = this.#stamp(undefined);
    const inverse = this.links.types.of(from, to).find((one) => one.typeId === typeId)?.inverse ?? typeId;
    this.#listener({ type: from, what: "associationChange", objectId: fromId, occurredAt, association: { to, toId, typeId, removed }, ...source });
    this.#listener({ type: to, what: "associationChange", objectId: toId, occurredAt, association: { to: from, toId: fromId, typeId: inverse, removed }, ...source });
  }

  /** Now, but never before an earlier write, and after the record's own last one. Records may share a moment. */
  #stamp(previous: number | undefined): number {
    const now = Math.max(this.#clock.now().getTime(), this.#lastStamp);
    this.#lastStamp = previous !== undefined && now <= previous ? previous + 1 : now;
    return this.#lastStamp;
  }
}

function remember(record: StoredRecord, name: string, was: string, is: string, at: number, source: Source): void {
  if (at === record.createdAt) return;
  if (was !== "" && !record.past.some((one) => one.name === name)) record.past.push({ name, value: was, at: record.createdAt, changeSource: "CRM_UI", sourceId: "" });
  record.past.push({ name, value: is, at, ...source });
  if (record.past.length > mostPastValues) record.past.shift();
}

/** What an earlier version kept may lack properties that came later. */
function definitionsOf(builtIn: PropertyDefinition[], kept: PropertyDefinition[] = []): PropertyDefinition[] {
  const later = kept.length === 0 ? builtIn : builtIn.filter((one) => one.hubspotDefined && !kept.some(({ name }) => name === one.name));
  return [...kept, ...later];
}

function firstGroups(type: TypeName): PropertyGroup[] {
  const { singular } = objectTypes[type];
  const name = singular.replace("_", " ");
  const own = { name: `${singular}information`, label: `${name.charAt(0).toUpperCase()}${name.slice(1)} information`, displayOrder: 0 };
  return type === "deals" || type === "contacts" ? [own, { name: "quickbooks", label: "QuickBooks", displayOrder: 1 }] : [own];
}

function byType<T>(make: (type: TypeName) => T): Record<TypeName, T> {
  return Object.fromEntries(typeNames.map((type) => [type, make(type)])) as Record<TypeName, T>;
}

/** A moment as HubSpot writes it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
