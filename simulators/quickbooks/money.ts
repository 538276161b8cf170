/** Amounts on the wire are JSON numbers; inside they are exact decimals. */
import { Big } from "big.js";

/** Reads a wire number exactly as written; undefined when it is none. */
export function amount(value: unknown): Big | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  try {
    return new Big(value);
  } catch {
    return undefined;
  }
}

/** Rounds to cents, half away from zero. */
export function toCents(value: Big): Big {
  return value.round(2, Big.roundHalfUp);
}

/** As a wire number. */
export function wire(value: Big): number {
  return Number(value.toFixed());
}

/** An amount for people: two decimals and thousands separators. */
export function money(value: unknown): string {
  return Number(value ?? 0).toLocaleString("en-US", { style: "currency", currency: "USD" });
}
