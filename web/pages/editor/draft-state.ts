/** How the draft on the screen and the draft on the server come together: pure, one move per thing that happens. */

/** Who saved meanwhile, and what. */
export interface Theirs<T> {
  definition: T;
  savedAt: string;
  savedBy: string;
}

export type SavingState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

export interface DraftState<T> {
  saving: SavingState;
  /** What the server has, as far as we know. */
  kept: T;
  /** Tells the server on which state of the draft ours is based; null = there was no draft. */
  basedOn: string | null;
  /** What is on its way to the server; null = nothing. */
  sent: T | null;
  theirs: Theirs<T> | null;
  error: unknown;
}

/** Begins with what the server has. */
export function keptDraft<T>(kept: T, basedOn: string | null): DraftState<T> {
  return { saving: "saved", kept, basedOn, sent: null, theirs: null, error: null };
}

/** Something changed on the screen. */
export function changed<T>(state: DraftState<T>, definition: T): DraftState<T> {
  if (state.saving === "conflict" || state.saving === "saving") return state;
  return { ...state, saving: definition === state.kept ? "saved" : "unsaved", error: null };
}

/** It goes to the server. */
export function sending<T>(state: DraftState<T>, definition: T): DraftState<T> {
  return { ...state, saving: "saving", sent: definition, error: null };
}

/** The server has it; what was edited meanwhile is saved next. */
export function arrived<T>(state: DraftState<T>, savedAt: string, present: T): DraftState<T> {
  const kept = state.sent ?? state.kept;
  return { ...state, saving: present === kept ? "saved" : "unsaved", kept, basedOn: savedAt, sent: null };
}

/** It did not arrive; it is tried again. */
export function failed<T>(state: DraftState<T>, error: unknown): DraftState<T> {
  return { ...state, saving: "failed", sent: null, error };
}

/** Somebody else saved first: a person chooses. */
export function conflicting<T>(state: DraftState<T>, theirs: Theirs<T>): DraftState<T> {
  return { ...state, saving: "conflict", sent: null, theirs };
}

/** Ours goes over theirs. */
export function keepingOurs<T>(state: DraftState<T>): DraftState<T> {
  if (state.theirs === null) return state;
  return { ...state, saving: "unsaved", kept: state.theirs.definition, basedOn: state.theirs.savedAt, theirs: null };
}

/** Theirs takes the place of ours. */
export function takingTheirs<T>(state: DraftState<T>): DraftState<T> {
  return state.theirs === null ? state : keptDraft(state.theirs.definition, state.theirs.savedAt);
}
