/** In words: what stops a document of a payment. */
import type { PaymentFailure } from "../failure.ts";
import { decimalText } from "../money.ts";
import type { PaymentState } from "../record.ts";
import type { Words } from "./said.ts";

const stateWords: Record<PaymentState, string> = {
  pending: "is still being processed",
  succeeded: "succeeded",
  failed: "failed",
  "partly-refunded": "was refunded in part",
  refunded: "was refunded",
  "refund-pending": "is being refunded",
  disputed: "is disputed by the payer",
  "dispute-lost": "was taken back after a dispute",
};

export const paymentWords: Words<PaymentFailure> = {
  "payment-unreadable": (failure) => ({
    happened: `The ${failure.missing} of the payment "${failure.recordName}" cannot be read.`,
    why: "Money is never guessed at.",
    doThis: "Check the payment in the CRM, then retry.",
  }),
  "payment-pending": (failure) => ({
    happened: `The payment "${failure.recordName}" is still being processed.`,
    why: "Bank debits take days and can fail; nothing is booked before the money is there.",
    doThis: "Nothing: it goes on by itself when the payment succeeds.",
    retry: "by-itself",
  }),
  "payment-failed": (failure) => ({
    happened: `The payment "${failure.recordName}" ${stateWords[failure.paymentState]}.`,
    why: "Only money that was received is booked as received.",
    doThis: "Nothing, if that is right: cancel this enrollment. Otherwise correct the payment in the CRM, then retry.",
  }),
  "payment-from-books": (failure) => ({
    happened: `The payment "${failure.recordName}" came from the accounting system.`,
    why: "The books have it already; booking it again would count it twice.",
    doThis: "Nothing: cancel this enrollment, and leave such payments out by the triggers.",
  }),
  "payment-pays-invoice": (failure) => ({
    happened: `The payment "${failure.recordName}" pays an invoice of the CRM.`,
    why: "The invoice is booked by itself; booking its payment as a sale would count the sale twice.",
    doThis: "Add the filter \"Source is none of Invoice\" to every trigger group, and cancel this enrollment.",
  }),
  "payment-taxed": (failure) => ({
    happened: `The payment "${failure.recordName}" contains ${decimalText(failure.tax)} ${failure.tax.currency} of tax.`,
    why: "A paid invoice for taxed lines is refused unless the QuickBooks account says that tax is booked as it was charged.",
    doThis: "Switch on \"tax as charged\" in the QuickBooks account's settings, then retry.",
    who: "bookkeeper",
    field: "takesTaxedPayments",
  }),
  "payment-without-fee": (failure) => ({
    happened: `The payment "${failure.recordName}" has no processing fee.`,
    why: "The expense would be of nothing.",
    doThis: "Nothing, if that is right: cancel this enrollment. Otherwise fill in the fee in the CRM, then retry.",
  }),
  "nothing-refunded": (failure) => ({
    happened: `Nothing of the payment "${failure.recordName}" is left to refund: ${decimalText(failure.refunded)} ${failure.refunded.currency} was refunded and is booked.`,
    why: "Each refund of a payment is booked once.",
    doThis: "Nothing, if that is right. Otherwise check the refunds in the CRM, then retry.",
  }),
  "refund-pending": (failure) => ({
    happened: `The refund of the payment "${failure.recordName}" is still being processed.`,
    why: "Nothing is booked before the money is on its way back.",
    doThis: "Nothing: it goes on by itself when the refund is through.",
    retry: "by-itself",
  }),
  "refund-too-large": (failure) => ({
    happened: `${decimalText(failure.refunded)} ${failure.refunded.currency} was refunded of ${decimalText(failure.paid)} paid.`,
    why: "Never more is refunded than was paid.",
    doThis: "Correct the payment in the CRM, then retry.",
  }),
};
