/** What a HubSpot payment is, beyond being a record. */
import { Big } from "big.js";
import { parseInstant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { compareDecimals, type Decimal } from "#domain/money.ts";
import type { CrmRecord, PaymentFacts, PaymentState } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { readAssociates } from "./associations.ts";
import { isNotPermitted } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { decimalOf, firstTextOf, textOf, type Properties } from "./property-values.ts";

/** HubSpot's words for where a payment stands. A dispute that was won leaves the payment as it was. */
const states: Record<string, PaymentState> = {
  processing: "pending",
  succeeded: "succeeded",
  failed: "failed",
  partially_refunded: "partly-refunded",
  refunded: "refunded",
  processing_refund: "refund-pending",
  disputed_won: "succeeded",
  disputed_lost: "dispute-lost",
  disputed_action_required: "disputed",
  disputed_awaiting_decision: "disputed",
};

/** Processors that are accounting systems: HubSpot has such payments from there. */
const accountingSystems = ["quickbooks", "xero"];

/** The facts; `paysInvoice` is known by `readInvoicePayments`, the refunds one by one by `readRefunds`. */
export function paymentFactsOf({ properties }: Pick<CrmRecord, "properties">, paysInvoice: boolean, refunds: Decimal[]): PaymentFacts {
  const paidAt = textOf(properties, "hs_initiated_date");
  const amount = decimalOf(properties, "hs_initial_amount");
  const paymentState = stateOf(properties);
  return {
    paymentState,
    amount,
    fee: feeOf(properties, amount),
    refunded: refundedOf({ properties }),
    refunds,
    method: firstTextOf(properties, "hs_payment_method_type", "hs_payment_method")?.toLowerCase() ?? null,
    reference: firstTextOf(properties, "hs_reference_number", "hs_payment_id"),
    paidAt: (paidAt === null ? undefined : parseInstant(paidAt)) ?? null,
    payerEmail: textOf(properties, "hs_customer_email"),
    paysInvoice,
    isFromBooks: accountingSystems.includes(textOf(properties, "hs_processor_type")?.toLowerCase() ?? ""),
  };
}

/** A status that HubSpot may yet invent is no reason to book anything: the payment counts as pending. */
function stateOf(properties: Properties): PaymentState {
  return states[textOf(properties, "hs_latest_status")?.toLowerCase() ?? ""] ?? "pending";
}

/** The processor's fee and HubSpot's own together, unless the net amount shows that the one holds the other. */
function feeOf(properties: Properties, amount: Decimal | null): Decimal | null {
  const processing = decimalOf(properties, "hs_fees_amount");
  const platform = decimalOf(properties, "hs_platform_fee");
  if (processing === null || platform === null) return processing ?? platform;
  const net = decimalOf(properties, "hs_net_amount");
  const kept = amount === null || net === null ? null : new Big(amount).minus(net);
  if (kept?.eq(processing)) return processing;
  return new Big(processing).plus(platform).toFixed() as Decimal;
}

/** What was refunded in all. A payment that is refunded altogether is, also when HubSpot does not say how much. */
export function refundedOf({ properties }: Pick<CrmRecord, "properties">): Decimal {
  const refunded = decimalOf(properties, "hs_refunds_amount");
  if (refunded !== null && compareDecimals(refunded, "0" as Decimal) !== 0) return refunded;
  return (stateOf(properties) === "refunded" ? decimalOf(properties, "hs_initial_amount") : refunded) ?? ("0" as Decimal);
}

/**
 * The payments among the records that pay an invoice of HubSpot's. HubSpot says so in three ways, and any one suffices:
 * such a payment must not be booked as a sale of its own. Who may not read invoices gets what the payment itself says.
 */
export async function readInvoicePayments(portal: Portal, records: readonly CrmRecord[]): Promise<Result<ReadonlySet<string>, Failure>> {
  const known = records.filter((record) => saysInvoice(record.properties)).map((record) => record.id);
  const others = records.map((record) => record.id).filter((id) => !known.includes(id));
  const associates = await readAssociates(portal, objectKinds.payment, "invoices", others);
  if (!associates.ok) return isNotPermitted(associates.error) ? ok(new Set(known)) : associates;
  return ok(new Set([...known, ...[...associates.value].filter(([, all]) => all.length > 0).map(([id]) => id)]));
}

/** Whether the payment itself says that it pays an invoice of HubSpot's. */
export function saysInvoice(properties: Properties): boolean {
  if (textOf(properties, "hs_payment_source_app")?.toUpperCase() === "INVOICE") return true;
  const count = decimalOf(properties, "hs_number_of_associated_invoices");
  return textOf(properties, "hs_has_associated_invoice") === "true" || (count !== null && compareDecimals(count, "0" as Decimal) > 0);
}
