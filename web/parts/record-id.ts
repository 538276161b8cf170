/** The record id in what people type or paste: the id itself, or the address of the record's page, which ends in it. */
export function recordIdIn(text: string): string | null {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return /\/(\d+)\/?(?:[?#].*)?$/.exec(trimmed)?.[1] ?? null;
  return trimmed === "" || /\s/.test(trimmed) ? null : trimmed;
}

/** Every record id in lines of ids and addresses, each once. */
export function recordIdsIn(text: string): string[] {
  const ids = text.split(/[\s,;]+/).map(recordIdIn);
  return [...new Set(ids.filter((id) => id !== null))];
}
