/** The form fields that the actions on payments share. */
import type { FormField } from "../form.ts";

export const depositField: FormField = {
  kind: "picker", name: "depositAccount", label: "Deposit to", help: "Where the money goes. Empty: QuickBooks' account for money not yet deposited.", isRequired: false, source: "deposit-accounts",
};

export const paymentMethodField: FormField = {
  kind: "picker", name: "paymentMethod", label: "Payment method", help: "A label on the money, such as Visa or Check.", isRequired: false, source: "payment-methods",
};

/** Takes the place of the date field of documents that are of today. */
export const paymentDateField: FormField = {
  kind: "choice",
  name: "transactionDate",
  label: "Date",
  help: "The document's date in the books.",
  isRequired: true,
  section: "advanced",
  options: [
    { value: "payment", label: "When the payer paid" },
    { value: "today", label: "Today, in the company's time zone" },
    { value: "property", label: "A date property of the payment" },
  ],
};

/** The fields with the payment's date field in place of the usual one. */
export function withPaymentDate(fields: readonly FormField[]): FormField[] {
  return fields.map((field) => (field.name === "transactionDate" ? paymentDateField : field));
}
