/** Reads property values, which HubSpot gives as texts. */
import { parseDecimal, type Decimal } from "#domain/money.ts";
import type { WireRecord } from "./wire.ts";

/** A record's properties as HubSpot wrote them. */
export type Properties = WireRecord["properties"];

/** The property's text without surrounding space; null when it is empty or not there. */
export function textOf(properties: Properties, name: string): string | null {
  return properties[name]?.trim() || null;
}

/** The first of these properties that has a text. */
export function firstTextOf(properties: Properties, ...names: string[]): string | null {
  for (const name of names) {
    const text = textOf(properties, name);
    if (text !== null) return text;
  }
  return null;
}

/** A number that cannot be read is null here and stays as HubSpot wrote it in the record's properties. */
export function decimalOf(properties: Properties, name: string): Decimal | null {
  const text = textOf(properties, name);
  return (text === null ? undefined : parseDecimal(text)) ?? null;
}

/** ISO 4217, however it is written. */
export function currencyOf(properties: Properties, name: string): string | null {
  return textOf(properties, name)?.toUpperCase() ?? null;
}
