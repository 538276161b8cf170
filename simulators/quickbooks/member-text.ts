/** A member of an entity as text; objects and absent members count as the fallback. */
export function memberText(value: unknown, fallback = ""): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : fallback;
}
