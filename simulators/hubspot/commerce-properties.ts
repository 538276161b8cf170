/** The properties of what is sold and paid: products, line items, quotes, payments, invoices and what adjusts them. */
import type { TypeName } from "./object-types.ts";
import { calculated, choice, currency, owner, type PropertyDefinition, setByHubSpot, written } from "./property-builders.ts";
import { taxRates } from "./tax-rates.ts";

const frequency = choice(
  "recurringbillingfrequency", "Billing frequency", "weekly", "biweekly", "monthly", "quarterly", "per_six_months", "annually",
  "per_two_years", "per_three_years", "per_four_years", "per_five_years",
);
const paymentMethods = ["card", "ach=ACH", "cash", "check", "wire_transfer", "other", "sepa=SEPA", "bacs=BACS", "pads=PADS"];

/** An address as six properties. */
function address(start: string, label: string): PropertyDefinition[] {
  const parts = [["line_1", "line 1"], ["line_2", "line 2"], ["city", "city"], ["state", "state"], ["zip", "postal code"], ["country", "country"]];
  return parts.map(([name = "", words = ""]) => written(`${start}_${name}`, `${label} ${words}`));
}

/** Discounts, fees and taxes have the same properties. */
const adjustment = [written("hs_label", "Label"), choice("hs_type", "Type", "FIXED", "PERCENT"), written("hs_value", "Value", "number"), written("hs_sort_order", "Sort order", "number")];

const invoiceNumbers = ["hs_amount_billed=Amount billed", "hs_amount_paid=Amount paid", "hs_balance_due=Balance due"].map((one) => {
  const [name = "", label = ""] = one.split("=");
  return setByHubSpot(written(name, label, "number"));
});

export const commerceProperties = {
  products: [
    written("name", "Name"), written("description", "Product description", "string", { fieldType: "textarea" }), written("price", "Unit price", "number"), written("hs_sku", "SKU"),
    written("hs_cost_of_goods_sold", "Unit cost", "number"), choice("hs_product_type", "Product type", "inventory", "non_inventory", "service"), frequency, written("hs_recurring_billing_period", "Term"),
  ],
  line_items: [
    written("name", "Name"), written("description", "Description", "string", { fieldType: "textarea" }), written("hs_sku", "SKU"), written("hs_product_id", "Product ID"),
    choice("hs_product_type", "Product type", "inventory", "non_inventory", "service"), written("quantity", "Quantity", "number"), written("price", "Unit price", "number"),
    written("discount", "Unit discount", "number"), written("hs_discount_percentage", "Discount percentage", "number"), currency("hs_line_item_currency_code"), frequency,
    written("hs_position_on_quote", "Position on quote", "number"), written("hs_recurring_billing_period", "Term"), written("hs_recurring_billing_start_date", "Billing start date", "date"),
    written("hs_cost_of_goods_sold", "Unit cost", "number"), calculated("amount", "Net price", "number"), calculated("hs_pre_discount_amount", "Pre discount amount", "number"),
    calculated("hs_total_discount", "Total discount", "number"), calculated("hs_effective_unit_price", "Effective unit price", "number"), written("tax", "Tax amount", "number"),
    choice("hs_tax_rate_group_id", "Tax rate", ...taxRates.map(({ id, name }) => `${id}=${name}`)), calculated("hs_tax_rate", "Tax rate percent", "number"),
    calculated("hs_tax_label", "Tax label", "string"), calculated("hs_tax_amount", "Tax amount", "number"), calculated("hs_post_tax_amount", "Post-tax amount", "number"),
    calculated("hs_auto_tax_amount", "Automated tax amount", "number"),
  ],
  quotes: [
    written("hs_title", "Quote name"), written("hs_expiration_date", "Expiration date", "date"), choice("hs_status", "Approval status", "DRAFT", "APPROVAL_NOT_NEEDED", "PENDING_APPROVAL", "APPROVED", "REJECTED"),
    setByHubSpot(choice("hs_quote_status", "Quote status", "DRAFT", "PENDING_APPROVAL", "CHANGES_REQUESTED", "PUBLISHED", "PUBLISHING", "ACCEPTED", "EXPIRED", "VOID", "ARCHIVED")),
    setByHubSpot(choice("hs_sign_status", "Signature status", "NO_SIGNATURE_REQUIRED", "ESIGN_PENDING=Esign pending signature", "ESIGN_COMPLETED=Esign completed signature", "MANUALLY_SIGNED=Manually signed")),
    setByHubSpot(choice("hs_quote_esign_status", "E-sign status", "PENDING_SIGNATURE", "SIGNED")), setByHubSpot(written("hs_esign_num_signers_required", "Number of signers required", "number")),
    setByHubSpot(written("hs_esign_num_signers_completed", "Number of signers completed", "number")), setByHubSpot(written("hs_accepted_date", "Accepted date", "datetime")),
    written("hs_esign_enabled", "E-signature enabled", "bool"), setByHubSpot(written("hs_esign_date", "E-sign date", "datetime")),
    choice("hs_payment_status", "Payment status", "PENDING", "PROCESSING", "PAID"), written("hs_payment_date", "Payment date", "datetime"), calculated("hs_quote_amount", "Quote amount", "number"),
    written("hs_quote_number", "Quote number"), currency("hs_currency"), written("hs_terms", "Terms"), written("hs_comments", "Comments"), written("hs_language", "Language"),
    written("hs_public_url_key", "Public URL key"), written("hs_template_type", "Template type"), calculated("hs_quote_link", "Quote link", "string"), owner(),
  ],
  commerce_payments: [
    written("hs_initial_amount", "Gross amount", "number"), written("hs_initiated_date", "Payment date", "datetime"),
    choice(
      "hs_latest_status", "Status", "processing", "succeeded", "failed", "partially_refunded", "refunded", "processing_refund", "disputed_won", "disputed_lost",
      "disputed_action_required", "disputed_awaiting_decision",
    ),
    written("hs_refunds_amount", "Refunded amount", "number"), written("hs_fees_amount", "Processing fees", "number"), currency("hs_currency_code"), written("hs_customer_email", "Customer"),
    choice("hs_payment_method_type", "Payment method type", ...paymentMethods), setByHubSpot(choice("hs_payment_method", "Payment method", ...paymentMethods)),
    written("hs_payment_method_last_4", "Last four digits"), written("hs_payment_method_bank_or_issuer", "Bank or issuer"), choice("hs_processor_type", "Processor", "hs_payments", "byo_stripe", "none", "quickbooks", "xero"),
    setByHubSpot(choice("hs_payment_source_app", "Source", "SALES_CHECKOUT=Payment link", "QUOTE", "INVOICE", "MIGRATION", "SUBSCRIPTION")), setByHubSpot(written("hs_payment_source_id", "Source ID")),
    setByHubSpot(choice("hs_payment_type", "Payment type", "one_time_or_initial", "recurring")), written("hs_reference_number", "Reference number"), setByHubSpot(written("hs_payment_id", "Payment ID")),
    written("hs_external_reference_id", "External reference ID"), written("hs_internal_comment", "Internal comment"), written("hs_payout_date", "Payout date", "datetime"),
    calculated("hs_platform_fee", "Platform fee", "number"), calculated("hs_net_amount", "Net amount", "number"), calculated("hs_net_amount_after_refunds", "Amount paid", "number"),
    calculated("hs_max_refundable_amount_in_portal_currency", "Max refundable (company currency)", "number"), calculated("hs_has_associated_invoice", "Has associated invoice", "bool"),
    calculated("hs_number_of_associated_invoices", "Number of associated invoices", "number"), written("hs_line_item_discounts_amount", "Line item discounts", "number"),
    setByHubSpot(written("hs_order_discount_code", "Order discount code")), setByHubSpot(written("hs_order_discount_amount", "Order discount amount", "number")),
    setByHubSpot(written("hs_order_discount_percentage", "Order discount percent", "number")), setByHubSpot(written("hs_total_discounts_amount", "Total discounts", "number")),
    ...address("hs_billing_address", "Billing address"), written("hs_shipping_ship_to_name", "Ship to name"), ...address("hs_shipping_address", "Shipping address"),
  ],
  invoices: [
    currency("hs_currency"), choice("hs_invoice_status", "Invoice status", "draft", "open", "paid", "voided"), written("hs_title", "Title"), written("hs_number", "Invoice number"),
    written("hs_invoice_date", "Invoice date", "datetime"), written("hs_due_date", "Due date", "datetime"), written("hs_external_invoice_id", "External invoice ID"), ...invoiceNumbers,
  ],
  subscriptions: [
    written("hs_name", "Name"), choice("hs_status", "Status", "active", "past_due", "canceled", "expired", "scheduled", "paused"), currency("hs_currency_code"),
    choice("hs_invoice_creation", "Invoice creation", "on", "off"), choice("hs_collection_process", "Collection process", "manual_payments", "auto_payments"),
    written("hs_recurring_billing_start_date", "Billing start date", "date"), written("hs_net_payment_terms", "Net payment terms", "number"), written("hs_last_payment_amount", "Last payment", "number"),
    written("hs_next_payment_amount", "Next payment", "number"), written("hs_next_payment_due_date", "Next payment due", "date"), setByHubSpot(written("hs_mrr", "Monthly recurring revenue", "number")), owner(),
  ],
  notes: [written("hs_timestamp", "Activity date", "datetime"), written("hs_note_body", "Note body", "string", { fieldType: "html" }), owner()],
  tasks: [
    written("hs_timestamp", "Due date", "datetime"), written("hs_task_subject", "Task title"), written("hs_task_body", "Notes", "string", { fieldType: "html" }),
    choice("hs_task_status", "Task status", "NOT_STARTED", "IN_PROGRESS", "COMPLETED", "WAITING", "DEFERRED"), choice("hs_task_priority", "Priority", "NONE", "LOW", "MEDIUM", "HIGH"), owner(),
  ],
  discounts: [...adjustment, choice("hs_duration", "Duration", "ONCE")],
  fees: adjustment,
  taxes: adjustment,
} satisfies Partial<Record<TypeName, PropertyDefinition[]>>;
