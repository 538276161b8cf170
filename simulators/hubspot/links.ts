/** Which records are associated, in both directions, with the types of each association. */
import { AssociationTypes, type AssociationTypesState, type PortalLabel } from "./association-types.ts";
import { type TypeName, typeNames } from "./object-types.ts";

/** One association as kept: from, to and the type ids from the first to the second. */
export type KeptLink = [TypeName, string, TypeName, string, number[]];

/** What one record is associated with. */
export interface RecordLink {
  to: TypeName;
  toId: string;
  typeIds: readonly number[];
}

export class Links {
  /** How records can be associated. */
  readonly types: AssociationTypes;
  readonly #byRecord = new Map<string, Map<TypeName, Map<string, number[]>>>();

  constructor(kept?: AssociationTypesState) {
    this.types = new AssociationTypes(kept);
  }

  /** Adds types to the association, and the inverse ones to the other side. The unlabelled type is always there. */
  add(from: TypeName, fromId: string, to: TypeName, toId: string, typeIds: readonly number[]): boolean {
    const known = this.types.of(from, to);
    const unlabelled = known[0];
    if (unlabelled === undefined) return false;
    const before = this.typesOf(from, fromId, to, toId);
    const after = [...new Set([...before, unlabelled.typeId, ...typeIds])];
    if (after.length === before.length) return false;
    this.#set(from, fromId, to, toId, after);
    this.#set(to, toId, from, fromId, after.map((typeId) => known.find((one) => one.typeId === typeId)?.inverse ?? unlabelled.inverse));
    return true;
  }

  /** Removes the association altogether; whether there was one. */
  remove(from: TypeName, fromId: string, to: TypeName, toId: string): boolean {
    this.#byRecord.get(`${to}/${toId}`)?.get(from)?.delete(fromId);
    return this.#byRecord.get(`${from}/${fromId}`)?.get(to)?.delete(toId) ?? false;
  }

  /** Removes labels, but not the association. */
  removeTypes(from: TypeName, fromId: string, to: TypeName, toId: string, typeIds: readonly number[]): void {
    const kept = this.typesOf(from, fromId, to, toId).filter((typeId) => !typeIds.includes(typeId));
    if (!this.remove(from, fromId, to, toId)) return;
    this.add(from, fromId, to, toId, kept);
  }

  typesOf(from: TypeName, fromId: string, to: TypeName, toId: string): readonly number[] {
    return this.#byRecord.get(`${from}/${fromId}`)?.get(to)?.get(toId) ?? [];
  }

  /** The associated ids in the order they were associated. */
  ids(from: TypeName, fromId: string, to: TypeName): string[] {
    return [...(this.#byRecord.get(`${from}/${fromId}`)?.get(to)?.keys() ?? [])];
  }

  /** The associated ids in the arbitrary but lasting order in which HubSpot answers them; nobody may rely on it. */
  shuffled(from: TypeName, fromId: string, to: TypeName): string[] {
    const ids = this.ids(from, fromId, to);
    return ids.length < 2 ? ids : ids.map((id) => ({ id, rank: hash(`${fromId}-${id}`) })).sort((a, b) => a.rank - b.rank).map(({ id }) => id);
  }

  /** No association has this label any more. */
  dropType(label: PortalLabel): void {
    for (const [from, fromId, to, toId] of this.kept()) {
      const typeIds = this.typesOf(from, fromId, to, toId);
      const gone = typeIds.filter((typeId) => this.types.label(from, to, typeId) === label);
      if (gone.length > 0) this.removeTypes(from, fromId, to, toId, gone);
    }
  }

  /** All associations of one record. */
  ofRecord(type: TypeName, id: string): RecordLink[] {
    return typeNames.flatMap((to) => this.ids(type, id, to).map((toId) => ({ to, toId, typeIds: [...this.typesOf(type, id, to, toId)] })));
  }

  /** Everything that is associated with the record is no longer. */
  removeAll(type: TypeName, id: string): { to: TypeName; toId: string }[] {
    const all = typeNames.flatMap((to) => this.ids(type, id, to).map((toId) => ({ to, toId })));
    for (const { to, toId } of all) this.remove(type, id, to, toId);
    return all;
  }

  /** Each association once. */
  kept(): KeptLink[] {
    const all: KeptLink[] = [];
    for (const [key, byType] of this.#byRecord) {
      const [from, fromId] = key.split("/") as [TypeName, string];
      for (const [to, ids] of byType) {
        for (const [toId, typeIds] of ids) if (from < to || (from === to && fromId < toId)) all.push([from, fromId, to, toId, typeIds]);
      }
    }
    return all;
  }

  #set(from: TypeName, fromId: string, to: TypeName, toId: string, typeIds: number[]): void {
    const key = `${from}/${fromId}`;
    const byType = this.#byRecord.get(key) ?? new Map<TypeName, Map<string, number[]>>();
    this.#byRecord.set(key, byType);
    const ids = byType.get(to) ?? new Map<string, number[]>();
    byType.set(to, ids);
    ids.set(toId, typeIds);
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
