/** Document plans in replies: see `domain/document/`. */
import { z } from "zod";

export const money = z.object({
  /** Whole minor units, for example cents. */
  amountMinor: z.number().int(),
  currency: z.string(),
});

const ref = z.object({ id: z.string(), name: z.string() });

const address = z.object({ lines: z.array(z.string()), city: z.string(), region: z.string(), postalCode: z.string(), country: z.string() });

const existing = z.object({ use: z.literal("existing"), id: z.string(), name: z.string(), matchedBy: z.string() });

const newCustomer = z.object({
  use: z.literal("create"),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  companyName: z.string().nullable(),
  phone: z.string().nullable(),
  address: address.nullable(),
  crmKey: z.string(),
});

/** A parent has no parent of its own. */
const parentCustomer = z.discriminatedUnion("use", [existing, newCustomer.extend({ parent: z.null() })]);
const plannedCustomer = z.discriminatedUnion("use", [existing, newCustomer.extend({ parent: parentCustomer.nullable() })]);

const plannedItem = z.discriminatedUnion("use", [
  existing,
  z.object({
    use: z.literal("create"),
    name: z.string(),
    sku: z.string().nullable(),
    description: z.string().nullable(),
    unitPrice: z.string(),
    incomeAccount: ref,
    type: z.enum(["service", "non-inventory"]),
    isTaxable: z.boolean(),
    category: ref.nullable(),
  }),
]);

const lineTax = z.object({ isTaxable: z.boolean(), taxCode: ref.nullable(), includedTax: money.nullable() });

const itemLine = lineTax.extend({
  kind: z.literal("item"),
  lineItemId: z.string(),
  item: plannedItem,
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  amount: money,
  class: ref.nullable(),
  serviceDate: z.string().nullable(),
});

const textLine = z.object({ kind: z.literal("text"), description: z.string() });

const expenseLine = lineTax.extend({ category: ref, description: z.string(), amount: money, class: ref.nullable() });

const noTax = z.object({ mode: z.literal("none") });
const taxByCodes = z.object({ mode: z.literal("codes"), amounts: z.enum(["exclusive", "inclusive"]), expectedTax: money });
const plannedTax = z.discriminatedUnion("mode", [
  noTax,
  z.object({ mode: z.literal("automated"), expectedTax: money.nullable() }),
  z.object({ mode: z.literal("as-charged"), tax: money, code: ref }),
  taxByCodes,
]);

/** What plans of every kind have. */
const anyPlan = z.object({
  transactionDate: z.string(),
  currency: z.string(),
  exchangeRate: z.string().nullable(),
  total: money,
  privateNote: z.string(),
});

const salesPlan = anyPlan.extend({
  customer: plannedCustomer,
  lines: z.array(z.discriminatedUnion("kind", [itemLine, textLine])),
  discount: z
    .object({ percent: z.string().nullable(), amount: money, account: ref.nullable(), taxCode: ref.nullable(), isBeforeTax: z.boolean() })
    .nullable(),
  shipping: lineTax.extend({ amount: money }).nullable(),
  tax: plannedTax,
  number: z.string().nullable(),
  billEmail: z.string().nullable(),
  billEmailCc: z.array(z.string()),
  billEmailBcc: z.array(z.string()),
  customerMemo: z.string(),
  billingAddress: address.nullable(),
  shippingAddress: address.nullable(),
  class: ref.nullable(),
  location: ref.nullable(),
  customFields: z.array(z.object({ id: z.string(), name: z.string(), value: z.string() })),
  emailing: z.enum(["leave", "mark-to-be-sent", "send"]),
});

const invoicePlan = salesPlan.extend({
  kind: z.literal("invoice"),
  dueDate: z.string().nullable(),
  terms: ref.nullable(),
  prepayment: z.object({ amount: money, account: ref.nullable() }).nullable(),
  fromEstimate: ref.nullable(),
});

const estimatePlan = salesPlan.extend({
  kind: z.literal("estimate"),
  expirationDate: z.string().nullable(),
  acceptance: z.object({ by: z.string().nullable(), on: z.string().nullable() }).nullable(),
});

const salesReceiptPlan = salesPlan.extend({
  kind: z.literal("sales-receipt"),
  depositAccount: ref.nullable(),
  paymentMethod: ref.nullable(),
  paymentReference: z.string().nullable(),
});

const refundReceiptPlan = salesPlan.extend({
  kind: z.literal("refund-receipt"),
  refundFrom: ref,
  paymentMethod: ref.nullable(),
  paymentReference: z.string().nullable(),
});

const paidInvoice = z.discriminatedUnion("use", [
  z.object({ use: z.literal("existing"), id: z.string(), number: z.string().nullable() }),
  z.object({ use: z.literal("posted-before"), ordinal: z.number().int() }),
]);

const paymentPlan = anyPlan.extend({
  kind: z.literal("payment"),
  customer: plannedCustomer,
  applied: z.array(z.object({ invoice: paidInvoice, amount: money })),
  depositAccount: ref.nullable(),
  paymentMethod: ref.nullable(),
  paymentReference: z.string().nullable(),
});

const expensePlan = anyPlan.extend({
  kind: z.literal("expense"),
  paidFrom: z.object({ account: ref, kind: z.enum(["bank", "credit-card"]) }),
  payee: ref.nullable(),
  lines: z.array(expenseLine),
  tax: z.discriminatedUnion("mode", [noTax, taxByCodes]),
  number: z.string().nullable(),
  paymentMethod: ref.nullable(),
  location: ref.nullable(),
});

/** A plan of any kind. */
export const documentPlan = z.discriminatedUnion("kind", [invoicePlan, estimatePlan, salesReceiptPlan, refundReceiptPlan, paymentPlan, expensePlan]);
export type DocumentPlanReply = z.infer<typeof documentPlan>;

/** A plan of something sold. */
export type SalesPlanReply = Extract<DocumentPlanReply, { discount: unknown }>;
