/** The form fields that several actions share, group by group as in `settings.ts`. */
import type { FormField } from "../form.ts";

const yesNo = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
] as const;

/** Which company's books; `noun` is what is created there. */
export function booksField(noun: string): FormField {
  return { kind: "picker", name: "books", label: "QuickBooks account", help: `The company in whose books the ${noun} is created.`, isRequired: true, source: "books-connections" };
}

export const termsField: FormField = {
  kind: "picker", name: "terms", label: "Payment terms", help: "Decides the due date. Empty: due on the invoice date.", isRequired: false, source: "terms",
};

/** Who the customer is. */
export const customerFields: readonly FormField[] = [
  {
    kind: "choice",
    name: "customerRule",
    label: "Customer",
    help: "The customer is matched in QuickBooks by the account's matching rules.",
    isRequired: false,
    options: [
      { value: "must-be-eligible", label: "Must be eligible: the contact meets the account's customer sync filter" },
      { value: "create-if-missing", label: "Create if missing: any contact may become a customer" },
    ],
  },
  {
    kind: "choice",
    name: "customerIs",
    label: "The customer is",
    help: "Who is billed: the person, the company they work for, or the person under their company.",
    isRequired: true,
    options: [
      { value: "contact", label: "The contact" },
      { value: "company", label: "The company: with the contact's e-mail on the document" },
      { value: "contact-under-company", label: "The contact, as a sub-customer of the company" },
    ],
  },
  {
    kind: "ordered-choices",
    name: "contactChoice",
    label: "Which contact",
    help: "Tried in this order; the first way that finds a contact decides.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "billing", label: "The billing contact" },
      { value: "signer", label: "The signer of the quote" },
      { value: "payer", label: "The payer: the contact with the payment's e-mail" },
      { value: "primary", label: "The primary contact" },
      { value: "label", label: "The contact with this label" },
      { value: "first", label: "The first associated contact" },
    ],
  },
  { kind: "text", name: "contactLabel", label: "Contact label", help: "The association label that stands for the customer.", isRequired: false, format: "text", section: "advanced" },
  {
    kind: "choice",
    name: "severalContacts",
    label: "When several contacts fit",
    help: "A wrong customer is worse than none.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "first", label: "Take the first: the oldest record" },
      { value: "ask", label: "Stop and ask" },
    ],
  },
];

/** Which products the lines are. */
export function itemFields(noun: string): readonly FormField[] {
  return [
    { kind: "choice", name: "createMissingItems", label: "Create product if it does not exist", help: `No: when one line's product is missing, no ${noun} is created.`, isRequired: true, options: yesNo },
    {
      kind: "picker",
      name: "incomeAccount",
      label: "Income account for created products",
      help: "Where the income of a created product goes. Empty: the account's own default.",
      isRequired: false,
      source: "income-accounts",
      shownWhen: { field: "createMissingItems", equals: "yes" },
    },
    {
      kind: "choice",
      name: "newItemType",
      label: "Type of created products",
      help: "Neither keeps stock. Not set: the account's own default.",
      isRequired: false,
      section: "advanced",
      shownWhen: { field: "createMissingItems", equals: "yes" },
      options: [
        { value: "service", label: "Service" },
        { value: "non-inventory", label: "Non-inventory product" },
      ],
    },
    { kind: "choice", name: "newItemTaxable", label: "Created products are taxable", help: "United States only. Not set: the account's own default.", isRequired: false, section: "advanced", shownWhen: { field: "createMissingItems", equals: "yes" }, options: yesNo },
    { kind: "picker", name: "newItemCategory", label: "Category of created products", help: "Empty: the account's own default.", isRequired: false, source: "item-categories", section: "advanced", shownWhen: { field: "createMissingItems", equals: "yes" } },
    { kind: "picker", name: "defaultItem", label: "Product for lines that match none", help: "Empty: such lines stop the document, or the account's own default applies.", isRequired: false, source: "items", section: "advanced" },
    {
      kind: "choice",
      name: "withoutLines",
      label: "A record without line items",
      help: "One line has the record's amount and the product above.",
      isRequired: true,
      section: "advanced",
      options: [
        { value: "stop", label: `Stops: no ${noun} without line items` },
        { value: "single-line", label: "One line with the record's amount" },
      ],
    },
  ];
}

/** Which part of the record is billed. */
export const partFields: readonly FormField[] = [
  {
    kind: "choice",
    name: "part",
    label: "How much of the record",
    help: "For deposits and milestones: what was billed before from the same record is known.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "all", label: "All of it" },
      { value: "percent", label: "A percentage of every line" },
      { value: "amount", label: "An amount, spread over the lines" },
      { value: "lines", label: "Only some lines" },
      { value: "balance", label: "What was not billed yet" },
    ],
  },
  { kind: "text", name: "partPercent", label: "Percentage", help: "For example 50.", isRequired: true, format: "percent", section: "advanced", shownWhen: { field: "part", equals: "percent" } },
  { kind: "text", name: "partAmount", label: "Amount", help: "In the record's currency, before tax.", isRequired: true, format: "amount", section: "advanced", shownWhen: { field: "part", equals: "amount" } },
  { kind: "text", name: "partLines", label: "Lines", help: "The names or SKUs of the lines, one per row.", isRequired: true, format: "lines", section: "advanced", shownWhen: { field: "part", equals: "lines" } },
];

/** When an invoice is due, beyond its terms. */
export const dueFields: readonly FormField[] = [
  { kind: "property", name: "termsProperty", label: "Payment terms from a property", help: "The property holds the name of the terms; they go before the terms chosen above.", isRequired: false, of: "any", section: "advanced" },
  { kind: "property", name: "dueDateProperty", label: "Due date from a property", help: "Goes before all terms.", isRequired: false, of: "date", section: "advanced" },
];

const addresses = [
  { value: "books", label: "As QuickBooks has it" },
  { value: "contact", label: "The contact's" },
  { value: "company", label: "The company's" },
  { value: "record", label: "The record's own" },
] as const;

/** "Advanced" of every sales document. */
export const advancedFields: readonly FormField[] = [
  {
    kind: "choice",
    name: "transactionDate",
    label: "Date",
    help: "The document's date in the books.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "today", label: "Today, in the company's time zone" },
      { value: "property", label: "A date property of the record" },
    ],
  },
  { kind: "property", name: "transactionDateProperty", label: "Date property", help: "A record without this date stops.", isRequired: true, of: "date", section: "advanced", shownWhen: { field: "transactionDate", equals: "property" } },
  { kind: "text", name: "transactionDateOffset", label: "Days later", help: "Added to the date; below zero is earlier.", isRequired: false, format: "days", section: "advanced" },
  {
    kind: "choice",
    name: "number",
    label: "Document number",
    help: "At most 21 characters.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "books", label: "QuickBooks gives the next one" },
      { value: "pattern", label: "By a pattern" },
      { value: "property", label: "A property of the record" },
    ],
  },
  { kind: "text", name: "numberPattern", label: "Number pattern", help: "For example INV-{{record.id}}.", isRequired: true, format: "template", section: "advanced", shownWhen: { field: "number", equals: "pattern" } },
  { kind: "property", name: "numberProperty", label: "Number property", help: "A record without it stops.", isRequired: true, of: "any", section: "advanced", shownWhen: { field: "number", equals: "property" } },
  { kind: "text", name: "customerMemo", label: "Message to the customer", help: "Placeholders such as {{record.name}} or {{contact.firstname}} are filled in.", isRequired: false, format: "long-template", section: "advanced" },
  { kind: "text", name: "privateNote", label: "Private note", help: "Only you see it. Empty: where the document comes from.", isRequired: false, format: "long-template", section: "advanced" },
  {
    kind: "choice",
    name: "billEmail",
    label: "E-mail on the document",
    help: "Where QuickBooks sends the document to.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "customer", label: "The contact's" },
      { value: "property", label: "A property of the record" },
      { value: "none", label: "None" },
    ],
  },
  { kind: "property", name: "billEmailProperty", label: "E-mail property", help: "Empty in a record: the document has no e-mail.", isRequired: true, of: "any", section: "advanced", shownWhen: { field: "billEmail", equals: "property" } },
  { kind: "text", name: "billEmailCc", label: "E-mail copies", help: "Addresses, separated by commas.", isRequired: false, format: "template", section: "advanced" },
  { kind: "choice", name: "billingAddress", label: "Billing address", help: "An address that is empty leaves QuickBooks' own.", isRequired: true, section: "advanced", options: addresses },
  { kind: "choice", name: "shippingAddress", label: "Shipping address", help: "An address that is empty leaves QuickBooks' own.", isRequired: true, section: "advanced", options: addresses },
  { kind: "picker", name: "class", label: "Class", help: "On the document or on each line, as the company's settings have it.", isRequired: false, source: "classes", section: "advanced" },
  { kind: "property", name: "classProperty", label: "Class from a property", help: "The property holds the class's name; empty in a record: the class above.", isRequired: false, of: "any", section: "advanced" },
  { kind: "text", name: "classRules", label: "Class by rule", help: "One rule per row: a value of the property = the class. Other values are class names themselves.", isRequired: false, format: "lines", section: "advanced" },
  { kind: "picker", name: "location", label: "Location", help: "The document's location.", isRequired: false, source: "locations", section: "advanced" },
  { kind: "property", name: "locationProperty", label: "Location from a property", help: "The property holds the location's name; empty in a record: the location above.", isRequired: false, of: "any", section: "advanced" },
  { kind: "text", name: "locationRules", label: "Location by rule", help: "One rule per row: a value of the property = the location. Other values are location names themselves.", isRequired: false, format: "lines", section: "advanced" },
  { kind: "text", name: "customField1", label: "First custom field", help: "Placeholders are filled in.", isRequired: false, format: "template", section: "advanced" },
  { kind: "text", name: "customField2", label: "Second custom field", help: "Placeholders are filled in.", isRequired: false, format: "template", section: "advanced" },
  { kind: "text", name: "customField3", label: "Third custom field", help: "Placeholders are filled in.", isRequired: false, format: "template", section: "advanced" },
  {
    kind: "choice",
    name: "lineDiscounts",
    label: "Discounts on lines",
    help: "Not set: the account's own setting applies.",
    isRequired: false,
    section: "advanced",
    options: [
      { value: "net-price", label: "In the unit price" },
      { value: "document-discount", label: "As one discount on the document" },
    ],
  },
  {
    kind: "choice",
    name: "discountTiming",
    label: "Discount on the document",
    help: "Whether it lowers what is taxed. United States only; elsewhere it always does.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "before-tax", label: "Before tax" },
      { value: "after-tax", label: "After tax" },
    ],
  },
  {
    kind: "choice",
    name: "taxMode",
    label: "Sales tax",
    help: "Not set: the account's own setting applies.",
    isRequired: false,
    section: "advanced",
    options: [
      { value: "none", label: "No tax" },
      { value: "automated", label: "QuickBooks computes it (United States)" },
      { value: "as-charged", label: "As it was charged (United States)" },
      { value: "codes", label: "By tax codes (other countries)" },
    ],
  },
  {
    kind: "choice",
    name: "shipping",
    label: "Shipping",
    help: "The amount goes on the document's shipping line.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "none", label: "None" },
      { value: "fees", label: "The record's fees" },
      { value: "property", label: "A property of the record" },
    ],
  },
  { kind: "property", name: "shippingProperty", label: "Shipping property", help: "An amount; empty in a record: no shipping.", isRequired: true, of: "number", section: "advanced", shownWhen: { field: "shipping", equals: "property" } },
  {
    kind: "choice",
    name: "emailing",
    label: "E-mail the document",
    help: "QuickBooks sends it to the e-mail on the document.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "leave", label: "No" },
      { value: "mark-to-be-sent", label: "Put it on QuickBooks' list to be sent" },
      { value: "send", label: "Send it now" },
    ],
  },
  {
    kind: "choice",
    name: "whichLines",
    label: "Which lines",
    help: "Recurring lines are billed again each period.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "all", label: "All lines" },
      { value: "one-time", label: "One-time lines only" },
      { value: "recurring", label: "Recurring lines only" },
    ],
  },
  {
    kind: "choice",
    name: "exchangeRate",
    label: "Exchange rate",
    help: "For records in a foreign currency.",
    isRequired: true,
    section: "advanced",
    options: [
      { value: "books", label: "QuickBooks' rate of the day" },
      { value: "property", label: "A property of the record" },
      { value: "fixed", label: "A fixed rate" },
    ],
  },
  { kind: "property", name: "exchangeRateProperty", label: "Rate property", help: "Home currency per unit; a record without it stops.", isRequired: true, of: "number", section: "advanced", shownWhen: { field: "exchangeRate", equals: "property" } },
  { kind: "text", name: "exchangeRateFixed", label: "Rate", help: "Home currency per unit of the record's currency.", isRequired: true, format: "rate", section: "advanced", shownWhen: { field: "exchangeRate", equals: "fixed" } },
];
