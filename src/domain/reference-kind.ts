/** The kinds of reference data we mirror. `vendor` and `employee` matter because names are unique across the three. */
export type ReferenceKind = "customer" | "vendor" | "employee" | "item" | "account" | "class" | "location" | "term" | "payment-method" | "tax-code" | "tax-rate";
