/** The custom workflow actions of the app, with their revisions and functions. */
import type { ActionContent, ActionFunction, FunctionType } from "./action-definition.ts";

/** A definition as it was at some time. Workflows keep the revision they were set up with. */
export interface Revision {
  /** From 1. */
  number: number;
  createdAt: string;
  content: ActionContent;
  functions: ActionFunction[];
}

export interface ActionDefinition {
  id: string;
  archivedAt: number | null;
  requiresObject: boolean;
  /** The oldest first; the last one is current. */
  revisions: Revision[];
}

export interface ActionsState {
  nextId: number;
  definitions: ActionDefinition[];
}

export class Actions {
  readonly #definitions: Map<string, ActionDefinition>;
  #nextId: number;

  constructor(kept: ActionsState | undefined) {
    this.#definitions = new Map((kept?.definitions ?? []).map((one) => [one.id, one]));
    this.#nextId = kept?.nextId ?? 10_646;
  }

  state(): ActionsState {
    return { nextId: this.#nextId, definitions: [...this.#definitions.values()] };
  }

  /** The oldest first. */
  all(archived = false): ActionDefinition[] {
    return [...this.#definitions.values()].filter((one) => (one.archivedAt !== null) === archived);
  }

  find(id: string): ActionDefinition | undefined {
    return this.#definitions.get(id);
  }

  create(content: ActionContent, functions: ActionFunction[], now: Date): ActionDefinition {
    const id = String(this.#nextId++);
    const made = { id, archivedAt: null, requiresObject: true, revisions: [{ number: 1, createdAt: now.toISOString(), content, functions }] };
    this.#definitions.set(id, made);
    return made;
  }

  /** Every change is a new revision. */
  revise(definition: ActionDefinition, change: Partial<Pick<Revision, "content" | "functions">>, now: Date): Revision {
    const last = currentOf(definition);
    const revision = { ...last, ...change, number: last.number + 1, createdAt: now.toISOString() };
    definition.revisions.push(revision);
    return revision;
  }
}

/** The definition as it is now. */
export function currentOf({ revisions }: ActionDefinition): Revision {
  return revisions.at(-1) as Revision;
}

/** The function of that type, for that input field when one is named. */
export function functionOf({ functions }: Revision, type: FunctionType, id?: string): ActionFunction | undefined {
  return functions.find((one) => one.functionType === type && one.id === id);
}
