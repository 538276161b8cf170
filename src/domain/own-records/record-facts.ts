/** What lists need to know of an own record. */
import { parseDecimal, type Decimal } from "../money.ts";
import { type ObjectType, paymentStates, type RecordFacts, type Standing } from "../record.ts";

type Properties = Readonly<Record<string, string | null>>;

/** The facts of an own record of that kind. */
export function ownRecordFacts(objectType: ObjectType, properties: Properties): RecordFacts {
  const isPayment = objectType === "payment";
  return {
    standing: standingOf(objectType, properties),
    amount: numberOf(properties, objectType === "product" || objectType === "line-item" ? "unit_price" : "amount"),
    currency: properties["currency"] ?? null,
    fee: isPayment ? numberOf(properties, "fee") : null,
    refunded: isPayment ? refundedOf(properties) : null,
    isOwnSale: properties["source"] !== "invoice",
  };
}

/** All refunds of a payment together; one that is refunded altogether is, also when nobody says how much. */
export function refundedOf(properties: Properties): Decimal {
  const refunded = numberOf(properties, "refunded_amount");
  if (refunded !== null) return refunded;
  return (properties["status"] === "refunded" ? numberOf(properties, "amount") : null) ?? ("0" as Decimal);
}

function standingOf(objectType: ObjectType, properties: Properties): Standing | null {
  switch (objectType) {
    case "deal":
      return (["won", "lost"] as const).find((stage) => stage === properties["stage"]) ?? "open";
    case "quote":
      return properties["signature_status"] === "signed" || (properties["signed_at"] ?? null) !== null ? "signed" : "unsigned";
    case "payment":
      return paymentStates.find((state) => state === properties["status"]) ?? "pending";
    default:
      return null;
  }
}

function numberOf(properties: Properties, name: string): Decimal | null {
  const text = properties[name];
  return (text == null ? undefined : parseDecimal(text)) ?? null;
}
