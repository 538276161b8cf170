/** The settings of a set of books as fields, in the words of the people who keep books. Names are ours, see `values.ts`. */
import type { FieldOption, FormField } from "#actions/form.ts";

/** Fields that belong together, under one heading. */
export interface FieldGroup {
  id: string;
  title: string;
  help: string;
  fields: readonly FormField[];
}

const noYes: readonly FieldOption[] = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];

const customers: FieldGroup = {
  id: "customers",
  title: "Customers",
  help: "How the contact or company of a deal is found among the customers you have, and what happens when it is not there.",
  fields: [
    {
      kind: "choice",
      name: "customerRule",
      label: "Who may become a customer",
      help: "A step of a workflow may say otherwise.",
      isRequired: true,
      options: [
        { value: "must-be-eligible", label: "Only contacts that meet the filter below, or are customers already" },
        { value: "create-if-missing", label: "Anybody: a customer who is missing is created" },
      ],
    },
    {
      kind: "property",
      name: "syncProperty",
      label: "Filter: contact property",
      help: "A contact is eligible when this property has one of the values below. Empty: every contact is eligible.",
      isRequired: false,
      of: "any",
      objectType: "contact",
      shownWhen: { field: "customerRule", equals: "must-be-eligible" },
    },
    {
      kind: "text",
      name: "syncValues",
      label: "Filter: values",
      help: "One value per line, as HubSpot keeps it (the internal value of a drop-down).",
      isRequired: false,
      format: "lines",
      shownWhen: { field: "customerRule", equals: "must-be-eligible" },
    },
    {
      kind: "ordered-choices",
      name: "customerMatching",
      label: "How customers are found",
      help: "Tried in this order; the first way that finds a customer decides. Of several equal finds none is taken: a person is asked.",
      isRequired: true,
      options: [
        { value: "saved-link", label: "A choice that was made before" },
        { value: "books-id-property", label: "The QuickBooks id in a HubSpot property" },
        { value: "email", label: "The e-mail address" },
        { value: "name-and-email", label: "The name together with the e-mail address" },
        { value: "company-name", label: "The company's name" },
        { value: "display-name", label: "The display name in QuickBooks" },
      ],
    },
    {
      kind: "choice",
      name: "takenNames",
      label: "A new customer's name is already taken",
      help: "QuickBooks has every name only once, over customers, vendors and employees.",
      isRequired: true,
      options: [
        { value: "stop", label: "Stop and ask: it may be the same person" },
        { value: "add-number", label: "Add a number: \"Maria Lopez (2)\"" },
        { value: "add-email", label: "Add the e-mail address" },
      ],
    },
    { kind: "property", name: "contactIdProperty", label: "Contact property with the QuickBooks id", help: "If your contacts carry their customer id already.", isRequired: false, of: "any", objectType: "contact", section: "advanced" },
    { kind: "property", name: "companyIdProperty", label: "Company property with the QuickBooks id", help: "If your companies carry their customer id already.", isRequired: false, of: "any", objectType: "company", section: "advanced" },
  ],
};

const products: FieldGroup = {
  id: "products",
  title: "Products",
  help: "How a line item is found among your products and services, and what a created one is like.",
  fields: [
    {
      kind: "ordered-choices",
      name: "itemMatching",
      label: "How products are found",
      help: "Tried in this order; the first way that finds a product decides.",
      isRequired: true,
      options: [
        { value: "saved-link", label: "A choice that was made before" },
        { value: "books-id-property", label: "The QuickBooks id in a HubSpot property" },
        { value: "sku", label: "The SKU" },
        { value: "name", label: "The name" },
      ],
    },
    { kind: "picker", name: "defaultItem", label: "Product for lines that match none", help: "Empty: such a line stops the document, so that nothing is booked under the wrong product.", isRequired: false, source: "items" },
    {
      kind: "choice",
      name: "newItemType",
      label: "A created product is",
      help: "Only steps that may create products use this. Products with stock are never created: they need accounts that a person chooses.",
      isRequired: true,
      options: [
        { value: "service", label: "A service" },
        { value: "non-inventory", label: "A product without stock" },
      ],
    },
    { kind: "picker", name: "newItemIncomeAccount", label: "Income account of created products", help: "Where their sales are booked. Steps that create products need one here or of their own.", isRequired: false, source: "income-accounts" },
    { kind: "picker", name: "newItemCategory", label: "Category of created products", help: "Empty: none.", isRequired: false, source: "item-categories", section: "advanced" },
    { kind: "choice", name: "newItemTaxable", label: "Created products are taxable", help: "Sales tax applies to them (United States).", isRequired: true, section: "advanced", options: noYes },
    { kind: "property", name: "lineItemIdProperty", label: "Line item property with the QuickBooks id", help: "If your line items carry their product id already.", isRequired: false, of: "any", objectType: "line-item", section: "advanced" },
  ],
};

const noTax: FieldOption = { value: "none", label: "Not at all" };
const taxTitle = { id: "tax", title: "Sales tax", help: "How documents are taxed. When in doubt, ask whoever files your tax returns before you change this." };

const salesTaxInUnitedStates: FieldGroup = {
  ...taxTitle,
  fields: [
    {
      kind: "choice",
      name: "taxMode",
      label: "Documents are taxed",
      help: "A step of a workflow may say otherwise.",
      isRequired: true,
      options: [
        { value: "usual", label: "As usual in the United States: QuickBooks computes the tax" },
        { value: "automated", label: "QuickBooks computes the tax, whatever is usual" },
        { value: "as-charged", label: "The tax that HubSpot charged is booked as it is" },
        noTax,
      ],
    },
    { kind: "picker", name: "chargedTaxCode", label: "Tax code for the tax as charged", help: "The tax code that the charged tax is booked under.", isRequired: true, source: "tax-codes", shownWhen: { field: "taxMode", equals: "as-charged" } },
    { kind: "choice", name: "takesTaxedPayments", label: "Payments that contain tax", help: "Whether a payment with sales tax in it may become a paid invoice or a receipt.", isRequired: true, options: [{ value: "no", label: "Stop: a person looks at it" }, { value: "yes", label: "Are booked with that tax" }], shownWhen: { field: "taxMode", equals: "as-charged" } },
  ],
};

const byCodes = { field: "taxMode", equals: ["usual", "codes"] };

const salesTaxElsewhere: FieldGroup = {
  ...taxTitle,
  fields: [
    {
      kind: "choice",
      name: "taxMode",
      label: "Documents are taxed",
      help: "A step of a workflow may say otherwise.",
      isRequired: true,
      options: [
        { value: "usual", label: "As usual: by tax codes as soon as one is chosen below, until then not at all" },
        { value: "codes", label: "Each line gets a tax code" },
        noTax,
      ],
    },
    {
      kind: "choice",
      name: "crmPrices",
      label: "Prices in HubSpot",
      help: "Whether the prices of line items are without tax or include it.",
      isRequired: true,
      options: [
        { value: "exclusive", label: "Without tax: it comes on top" },
        { value: "inclusive", label: "With tax inside" },
      ],
      shownWhen: byCodes,
    },
    {
      kind: "rows",
      name: "taxMappings",
      label: "Tax codes for HubSpot's tax rates",
      help: "Which code a line with that rate gets. The label tells rates of the same percentage apart; empty: any label.",
      isRequired: false,
      rowNoun: "tax rate",
      shownWhen: byCodes,
      columns: [
        { kind: "text", name: "rate", label: "Rate", help: "21", isRequired: true, format: "percent" },
        { kind: "text", name: "label", label: "Label", help: "any", isRequired: false, format: "text" },
        { kind: "picker", name: "taxCode", label: "Tax code", help: "", isRequired: true, source: "tax-codes" },
      ],
    },
    { kind: "picker", name: "defaultTaxCode", label: "Tax code for other rates", help: "Empty: a line with a rate that is not listed stops the document.", isRequired: false, source: "tax-codes", shownWhen: byCodes },
    { kind: "picker", name: "zeroTaxCode", label: "Tax code for lines without tax", help: "Usually a zero-rated, exempt or out-of-scope code. Empty: such a line counts as a rate that is not listed.", isRequired: false, source: "tax-codes", shownWhen: byCodes },
  ],
};

const money: FieldGroup = {
  id: "money",
  title: "Money",
  help: "Discounts, receipts of nothing, closed periods, and what happens when QuickBooks comes to another total than we planned.",
  fields: [
    {
      kind: "choice",
      name: "lineDiscounts",
      label: "Discounts on lines",
      help: "How a discount on a HubSpot line is shown on the document.",
      isRequired: true,
      options: [
        { value: "net-price", label: "Inside the unit price: the customer sees the lower price" },
        { value: "document-discount", label: "Full prices, and one discount at the end of the document" },
      ],
    },
    { kind: "choice", name: "takesZeroReceipts", label: "Paid invoices and receipts of 0.00", help: "For example when a coupon took everything off.", isRequired: true, options: [{ value: "no", label: "Stop: a person looks at it" }, { value: "yes", label: "Are created" }] },
    {
      kind: "choice",
      name: "closedPeriod",
      label: "A date in a closed period",
      help: "You closed the books up to a date, and a document is dated before it.",
      isRequired: true,
      options: [
        { value: "refuse", label: "Stop: a person decides" },
        { value: "first-open-day", label: "Date it on the first open day" },
      ],
    },
    {
      kind: "choice",
      name: "differingTotal",
      label: "QuickBooks comes to another total",
      help: "Usually because of tax. Nothing is sent to the customer in either case.",
      isRequired: true,
      options: [
        { value: "flag", label: "Keep the document and say so" },
        { value: "void", label: "Void the document and say so" },
      ],
    },
  ],
};

const terms: FieldGroup = {
  id: "terms",
  title: "Payment terms",
  help: "For steps that take the terms by their name from a property. Terms that are called the same in QuickBooks need no entry.",
  fields: [
    {
      kind: "rows",
      name: "termMappings",
      label: "Terms by HubSpot's names",
      help: "Which terms a name in HubSpot means.",
      isRequired: false,
      rowNoun: "name",
      columns: [
        { kind: "text", name: "name", label: "Name in HubSpot", help: "30 days", isRequired: true, format: "text" },
        { kind: "picker", name: "term", label: "Payment terms", help: "", isRequired: true, source: "terms" },
      ],
    },
  ],
};

/** The page's groups: sales tax is another thing in the United States than elsewhere. */
export function settingGroups(country: string): readonly FieldGroup[] {
  return [customers, products, country === "US" ? salesTaxInUnitedStates : salesTaxElsewhere, terms, money];
}

const everyField = [customers, products, salesTaxInUnitedStates, salesTaxElsewhere, terms, money].flatMap((group) => group.fields);

/** The fields of all countries, each name once. */
export const settingFields: readonly FormField[] = [...new Map(everyField.map((field) => [field.name, field])).values()];
