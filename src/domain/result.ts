/** A value or the reasons there is none. Expected failures travel in it; bugs are thrown. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** Wraps a success. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Wraps what went wrong. */
export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
