/** Objects as they come over the wire, of any shape. */
export type Members = Record<string, unknown>;

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Members {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
