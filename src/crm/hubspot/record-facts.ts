/** What lists of records need to know of one, from the properties that HubSpot keeps it in. */
import type { ObjectType, RecordFacts, Standing } from "#domain/record.ts";
import { objectKinds } from "./object-kinds.ts";
import { paymentFactsOf, saysInvoice } from "./payment-facts.ts";
import { currencyOf, decimalOf, type Properties, textOf } from "./property-values.ts";

/** The facts of a record of that kind. */
export function recordFactsOf(objectType: ObjectType, properties: Properties): RecordFacts {
  const { amountProperty, currencyProperty } = objectKinds[objectType];
  const facts: RecordFacts = {
    standing: standingOf(objectType, properties),
    amount: decimalOf(properties, amountProperty ?? (objectType === "product" ? "price" : "")),
    currency: currencyProperty === null ? null : currencyOf(properties, currencyProperty),
    fee: null,
    refunded: null,
    isOwnSale: true,
  };
  if (objectType !== "payment") return facts;
  const { paymentState, fee, refunded, isFromBooks } = paymentFactsOf({ properties }, saysInvoice(properties), []);
  return { ...facts, standing: paymentState, fee, refunded, isOwnSale: !saysInvoice(properties) && !isFromBooks };
}

/** Pipelines name their stages freely; HubSpot says by itself which are won and closed, older accounts only of the usual ones. */
function standingOf(objectType: ObjectType, properties: Properties): Standing | null {
  if (objectType === "deal") {
    const stage = textOf(properties, "dealstage");
    if (textOf(properties, "hs_is_closed_won") === "true" || stage === "closedwon") return "won";
    return textOf(properties, "hs_is_closed") === "true" || stage === "closedlost" ? "lost" : "open";
  }
  if (objectType !== "quote") return null;
  const isSigned = textOf(properties, "hs_esign_date") !== null || textOf(properties, "hs_sign_status") === "ESIGN_COMPLETED";
  return isSigned ? "signed" : "unsigned";
}
