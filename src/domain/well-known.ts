/**
 * What workflows ask for by meaning: CRMs keep a signature or a payment's source in properties of their own names, labelled in
 * the portal's language, and some in different ones per generation of a record.
 */
import type { PropertyDefinition } from "./record.ts";

/** What can be asked for. */
export const meanings = ["record-name", "deal-stage", "signature-state", "signed-at", "payment-state", "payment-source", "refunded-amount"] as const;
export type Meaning = (typeof meanings)[number];

/** Values of enumerations that have a meaning of their own. */
export type ValueMeaning = "won" | "signed" | "signature-pending" | "succeeded" | "failed" | "partly-refunded" | "refunded" | "from-invoice" | "from-quote" | "from-payment-link" | "from-subscription";

/** One property with that meaning, and the values of it that mean something. */
export interface WellKnownProperty {
  definition: PropertyDefinition;
  values: Partial<Record<ValueMeaning, string>>;
  /** Further values that mean the same, such as the won stages of other pipelines. */
  alike?: Partial<Record<ValueMeaning, readonly string[]>>;
}
