/** The ways records can be associated in a portal: HubSpot's own, and the labels that somebody of the portal made. */
import { type AssociationType, builtInAssociationTypes, objectTypes, type TypeName } from "./object-types.ts";

/** A label of the portal, in both directions. */
export interface PortalLabel {
  from: TypeName;
  to: TypeName;
  typeId: number;
  label: string;
  inverse: number;
  inverseLabel: string;
}

/** How many records of `to` one record of `from` may be associated with by a type. */
export interface AssociationLimit {
  from: TypeName;
  to: TypeName;
  category: string;
  typeId: number;
  most: number;
}

export interface AssociationTypesState {
  nextTypeId: number;
  labels: PortalLabel[];
  limits: AssociationLimit[];
}

/** HubSpot takes 50 labels for each two kinds. */
export const mostLabels = 50;

export class AssociationTypes {
  labels: PortalLabel[];
  limits: AssociationLimit[];
  #nextTypeId: number;

  constructor(kept: AssociationTypesState | undefined) {
    this.labels = kept?.labels ?? [];
    this.limits = kept?.limits ?? [];
    this.#nextTypeId = kept?.nextTypeId ?? 37;
  }

  state(): AssociationTypesState {
    return { nextTypeId: this.#nextTypeId, labels: this.labels, limits: this.limits };
  }

  /** The types from one kind to another, the unlabelled first; [] when the two cannot be associated. */
  of(from: TypeName, to: TypeName): readonly AssociationType[] {
    const builtIn = builtInAssociationTypes(from, to);
    return this.labels.length === 0 ? builtIn : [...builtIn, ...this.labels.flatMap((one) => seenFrom(one, from, to))];
  }

  /** Adds a label in both directions. */
  add(from: TypeName, to: TypeName, label: string, inverseLabel: string): PortalLabel {
    const isMutual = from === to && label === inverseLabel;
    const added = { from, to, typeId: this.#nextTypeId, label, inverse: isMutual ? this.#nextTypeId : this.#nextTypeId + 1, inverseLabel };
    this.#nextTypeId += 2;
    this.labels = [...this.labels, added];
    return added;
  }

  /** The portal's label with this id in this direction. */
  label(from: TypeName, to: TypeName, typeId: number): PortalLabel | undefined {
    return this.labels.find((one) => (one.from === from && one.to === to && one.typeId === typeId) || (one.from === to && one.to === from && one.inverse === typeId));
  }

  rename(one: PortalLabel, typeId: number, label: string, inverseLabel: string): void {
    Object.assign(one, one.typeId === typeId ? { label, inverseLabel } : { label: inverseLabel, inverseLabel: label });
  }

  remove(label: PortalLabel): void {
    this.labels = this.labels.filter((one) => one !== label);
  }
}

function seenFrom({ from, to, typeId, label, inverse, inverseLabel }: PortalLabel, wantedFrom: TypeName, wantedTo: TypeName): AssociationType[] {
  const there: AssociationType = { category: "USER_DEFINED", typeId, label, inverse };
  const back: AssociationType = { category: "USER_DEFINED", typeId: inverse, label: inverseLabel, inverse: typeId };
  return [...(from === wantedFrom && to === wantedTo ? [there] : []), ...(to === wantedFrom && from === wantedTo && typeId !== inverse ? [back] : [])];
}

/** The text that version 3 of the API has for the unlabelled type. */
export function legacyName(from: TypeName, to: TypeName): string {
  return `${objectTypes[from].singular}_to_${objectTypes[to].singular}`;
}
