/** Undo and redo: what was, what is, and what was taken back. */

/** How many edits can be taken back. */
const mostKept = 200;
/** Edits of the same thing within this time are one, such as typing. */
const oneEditMs = 1_500;

export interface Timeline<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** The last edit, to which a next one of the same thing may be added; null = the next one stands alone. */
  last: { of: string; at: number } | null;
}

/** Begins without anything to take back. */
export function timelineOf<T>(present: T): Timeline<T> {
  return { past: [], present, future: [], last: null };
}

/** Records an edit. `of` names the one thing it changes; null = it is never joined with the edit before. `at` in ms. */
export function edited<T>(timeline: Timeline<T>, present: T, of: string | null, at: number): Timeline<T> {
  if (present === timeline.present) return timeline;
  const { last } = timeline;
  const isSameEdit = of !== null && last?.of === of && at - last.at < oneEditMs;
  return {
    past: isSameEdit ? timeline.past : [...timeline.past, timeline.present].slice(-mostKept),
    present,
    future: [],
    last: of === null ? null : { of, at },
  };
}

/** Takes the last edit back. */
export function undone<T>(timeline: Timeline<T>): Timeline<T> {
  const before = timeline.past.at(-1);
  if (before === undefined) return timeline;
  return { past: timeline.past.slice(0, -1), present: before, future: [timeline.present, ...timeline.future], last: null };
}

/** Does again what was taken back last. */
export function redone<T>(timeline: Timeline<T>): Timeline<T> {
  const [next, ...future] = timeline.future;
  if (next === undefined) return timeline;
  return { past: [...timeline.past, timeline.present], present: next, future, last: null };
}
