/** What the database's error codes say of the database itself. */

/** Codes of PostgreSQL ("operator intervention", "connection exception") and of the socket. */
export function isLostConnection(problem: unknown): boolean {
  return /^(57P|08|ECONN)/.test(codeOf(problem));
}

/** "Insufficient resources" and locks that were not to be had in time. */
export function isBusy(problem: unknown): boolean {
  return /^(53|55P03|57014)/.test(codeOf(problem));
}

/** A deadlock, or a change that another transaction made at the same time: nothing was done, and the next try may do it. */
export function isConflict(problem: unknown): boolean {
  return /^(40P01|40001)$/.test(codeOf(problem));
}

function codeOf(problem: unknown): string {
  return (problem as { code?: string }).code ?? "";
}
