/** What a key does on a row of the mapping page. */
export type RowKey = { does: "next" } | { does: "previous" } | { does: "take"; suggestion: number };

/** Null = the key means nothing here. `suggestions` = how many the row offers. */
export function keyMeaning(key: string, suggestions: number): RowKey | null {
  if (key === "ArrowDown" || key === "j") return { does: "next" };
  if (key === "ArrowUp" || key === "k") return { does: "previous" };
  const suggestion = Number(key) - 1;
  return /^[1-3]$/.test(key) && suggestion < suggestions ? { does: "take", suggestion } : null;
}
