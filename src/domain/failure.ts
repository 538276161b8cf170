/**
 * Every failure a user can meet, in one list. A failure is a value with a code and its facts, never prose; what cannot be
 * acted on by a person is a bug and is thrown. The words are in `explanation.ts`, group by group.
 */
import type { CustomerKey } from "./books-settings.ts";
import type { Instant, LocalDate } from "./dates.ts";
import type { PartyWay } from "./decision.ts";
import type { DocumentKind } from "./document/kind.ts";
import type { PlannedTax } from "./document/tax.ts";
import type { ChoiceKind } from "./matching.ts";
import type { Decimal, Money } from "./money.ts";
import type { ReferenceKind } from "./reference-kind.ts";
import type { ObjectType, PaymentState } from "./record.ts";
import type { Filter } from "./trigger.ts";
import type { FilterLabels } from "./trigger/filter-labels.ts";
import type { CrmReference } from "./trigger/references.ts";

/** The vendor's own words, kept for support and never shown first. */
export interface VendorFault {
  system: "QuickBooks" | "HubSpot";
  status: number | null;
  code: string | null;
  message: string;
  traceId: string | null;
}

/** What was kept as English words before it was kept by its facts; it is shown as it is. */
type EarlierWords = string;

/** What stops a document because of the record in the CRM. */
export type RecordFailure =
  | { code: "record-not-found"; objectType: ObjectType; recordId: string }
  | { code: "record-deleted"; objectType: ObjectType; recordId: string }
  | { code: "record-merged"; objectType: ObjectType; recordId: string; into: string }
  | { code: "no-contact"; recordName: string }
  | { code: "no-company"; recordName: string }
  | { code: "contact-not-chosen"; recordName: string; ways: PartyWay[] | EarlierWords; contactNames: string[] }
  | { code: "contacts-ambiguous"; recordName: string; objectType: "contact" | "company"; way: PartyWay | EarlierWords; candidates: { id: string; name: string }[] }
  | { code: "contact-one-of-several"; objectType: "contact" | "company"; way: PartyWay | EarlierWords; contactName: string; others: string[] }
  | { code: "company-without-name"; companyUrl: string }
  | { code: "contact-without-email"; contactName: string; contactUrl: string }
  | { code: "contact-without-name"; contactUrl: string }
  | { code: "contact-not-eligible"; contactName: string; filter: { property: string; values: string[] } | EarlierWords }
  | { code: "no-line-items"; recordName: string }
  | { code: "line-item-incomplete"; lineName: string; missing: "name" | "price" | "quantity" }
  | { code: "number-not-readable"; lineName: string; field: "price" | "quantity"; value: string }
  | { code: "amount-too-large"; lineName: string }
  | { code: "line-currency-differs"; lineName: string; lineCurrency: string; documentCurrency: string }
  | { code: "total-negative"; total: Money }
  | { code: "no-chosen-lines"; recordName: string; which: "one-time" | "recurring" }
  | { code: "amount-missing"; recordName: string }
  | { code: "property-empty"; property: string; recordName: string }
  | { code: "property-unreadable"; property: string; value: string; expected: string }
  | { code: "placeholder-unknown"; placeholder: string; field: string }
  | { code: "email-missing"; recordName: string }
  | { code: "email-unusable"; email: string; field: string }
  | { code: "part-too-large"; wanted: Money; left: Money }
  | { code: "part-line-unknown"; lineName: string }
  | { code: "nothing-left-to-bill"; recordName: string }
  | { code: "total-zero"; kind: DocumentKind }
  | { code: "text-too-long"; field: string; text: string; longest: number };

/** Products and customers that could not be matched. `crmKey` = under what a person's choice is kept (see `matching.ts`). */
export type MatchingFailure =
  | { code: "item-not-found"; lineName: string; sku: string | null; canCreate: boolean; crmKey: string }
  | { code: "item-inactive"; itemName: string; lineName: string; crmKey: string }
  | { code: "items-ambiguous"; lineName: string; candidates: { id: string; name: string }[]; crmKey: string }
  | { code: "item-name-unusable"; lineName: string; reason: "too-long" | "forbidden-character"; crmKey: string }
  | { code: "customer-inactive"; customerName: string; crmKey: string }
  | { code: "customer-id-unknown"; crmName: string; property: string; booksId: string; crmKey: string }
  | { code: "customers-ambiguous"; contactName: string; matchedBy: CustomerKey; candidates: { id: string; name: string; email: string | null }[]; crmKey: string }
  | { code: "display-name-taken"; displayName: string; holder: "customer" | "vendor" | "employee"; holderId: string | null; crmKey: string }
  | { code: "display-name-unusable"; displayName: string; reason: "too-long" | "forbidden-character"; crmKey: string }
  | { code: "customer-too-deep"; customerName: string; parentName: string; crmKey: string };

/** The settings of a step. */
export type SettingsFailure =
  | { code: "setting-missing"; field: string; label: string }
  | { code: "setting-invalid"; field: string; label: string; reason: string }
  | { code: "account-gone"; accountId: string; field: string }
  | { code: "account-wrong-type"; accountName: string; field: string; expected: string }
  | { code: "terms-gone"; termsId: string; field: string }
  | { code: "reference-gone"; kind: Exclude<ReferenceKind, "account" | "term">; id: string; field: string }
  | { code: "name-unknown"; kind: "class" | "location"; name: string; property: string }
  | { code: "terms-unknown"; name: string; property: string; crmKey: string }
  | { code: "feature-not-used"; feature: "class" | "location" | "shipping"; field: string }
  | { code: "income-account-missing"; field: string };

/** Amounts, currencies and dates. */
export type MoneyFailure =
  | { code: "currency-not-used"; currency: string; homeCurrency: string }
  | { code: "customer-currency-differs"; customerName: string; customerCurrency: string; documentCurrency: string }
  | { code: "period-closed"; date: LocalDate | null; closedThrough: LocalDate | null; vendor?: VendorFault }
  | { code: "tax-mode-unfit"; mode: PlannedTax["mode"]; country: string }
  /** The candidates are the tax codes whose rates come to this one. */
  | { code: "tax-rate-unmapped"; lineName: string; rate: Decimal; label: string | null; candidates: { id: string; name: string }[]; crmKey: string }
  | { code: "charged-tax-code-missing"; field: string }
  | { code: "tax-differs"; planned: Money; charged: Money }
  | { code: "paid-differs"; paid: Money; planned: Money }
  | { code: "changed-after-posting"; kind: DocumentKind; posted: Money; planned: Money }
  | { code: "total-differs"; planned: Money; posted: Money; number: string | null }
  | { code: "total-differed-voided"; planned: Money; posted: Money; number: string | null }
  | { code: "document-not-voided"; kind: DocumentKind; number: string | null }
  | { code: "document-not-emailed"; kind: DocumentKind; number: string | null };

/** What stops a document of a payment. */
export type PaymentFailure =
  | { code: "payment-unreadable"; recordName: string; missing: "amount" | "fee" }
  | { code: "payment-pending"; recordName: string; retryAt: Instant }
  | { code: "payment-failed"; recordName: string; paymentState: PaymentState }
  | { code: "payment-from-books"; recordName: string }
  | { code: "payment-pays-invoice"; recordName: string }
  | { code: "payment-taxed"; recordName: string; tax: Money }
  | { code: "payment-without-fee"; recordName: string }
  | { code: "nothing-refunded"; recordName: string; refunded: Money }
  | { code: "refund-pending"; recordName: string; retryAt: Instant }
  | { code: "refund-too-large"; refunded: Money; paid: Money };

/** The connection to the books. */
export type BooksFailure =
  | { code: "books-disconnected"; booksName: string }
  | { code: "books-not-connected"; booksName: string }
  | { code: "books-read-only"; booksName: string }
  | { code: "books-permission-ends"; booksName: string; endsAt: Instant; daysLeft: number; because: "unused" | "five-years" }
  | { code: "books-connected-already"; booksName: string; externalId: string }
  | { code: "books-keys-refused" }
  | { code: "books-consent-unusable" }
  | { code: "books-environment-differs"; environment: string }
  | { code: "books-other-company"; booksName: string; externalId: string; given: string }
  | { code: "books-busy"; retryAt: Instant }
  | { code: "books-slowed-down"; perMinute: number; until: Instant }
  | { code: "books-budget-low"; used: number; budget: number; resetsAt: Instant }
  | { code: "books-budget-spent"; resetsAt: Instant }
  | { code: "books-unreachable"; detail: string }
  | { code: "books-not-read-yet"; booksName: string }
  | { code: "books-locked"; retryAt: Instant; vendor: VendorFault }
  | { code: "books-access-lost"; retryAt: Instant; vendor: VendorFault }
  | { code: "books-subscription-ended"; retryAt: Instant; vendor: VendorFault }
  | { code: "books-request-repeated"; vendor: VendorFault }
  | { code: "document-voided"; kind: DocumentKind }
  | { code: "document-deleted"; kind: DocumentKind }
  | { code: "outcome-unknown"; kind: DocumentKind; candidates: { id: string; number: string | null; total: Money }[]; sentAt: Instant };

/** What the books said no to; nothing was written. Told apart by what a person does next, for which the words are enough. */
export type PlainRefusalCode =
  | "books-refused"
  | "books-request-faulty"
  | "books-operation-failed"
  | "books-company-reset"
  | "books-permission-denied"
  | "books-feature-off"
  | "books-name-taken"
  | "books-object-stale"
  | "books-link-refused"
  | "books-hierarchy-refused"
  | "books-custom-field-refused"
  | "books-email-refused"
  | "books-card-number-refused"
  | "books-amounts-disagree"
  | "books-discount-refused"
  | "books-currency-refused"
  | "books-tax-code-missing"
  | "books-tax-code-refused"
  | "books-tax-calculation-failed"
  | "books-inventory-date"
  | "books-deposited"
  | "books-change-blocked"
  | "books-too-large"
  | "books-file-refused";

/** As above, with the field that is meant in our words; null = the books do not say. */
export type FieldRefusalCode = "books-reference-unusable" | "books-value-missing" | "books-amount-refused" | "books-account-refused";

type PlainRefusal<Code> = Code extends PlainRefusalCode ? { code: Code; vendor: VendorFault } : never;
type FieldRefusal<Code> = Code extends FieldRefusalCode ? { code: Code; field: string | null; vendor: VendorFault } : never;

/** What the books said no to. */
export type BooksRefusal =
  | PlainRefusal<PlainRefusalCode>
  | FieldRefusal<FieldRefusalCode>
  | { code: "books-text-refused"; reason: "length" | "characters"; field: string | null; vendor: VendorFault }
  | { code: "document-number-taken"; number: string; vendor: VendorFault };

/** The connection to the CRM. */
export type CrmFailure =
  | { code: "crm-disconnected"; crmName: string }
  | { code: "crm-not-connected"; crmName: string }
  | { code: "crm-other-account"; crmName: string; externalId: string; given: string }
  | { code: "crm-connected-already"; crmName: string; externalId: string }
  | { code: "crm-token-refused" }
  | { code: "crm-keys-refused" }
  | { code: "crm-consent-unusable" }
  | { code: "crm-not-offered"; environment: string }
  | { code: "crm-nothing-readable"; permissions: string[] }
  | { code: "crm-permission-missing"; permissions: string[]; vendor: VendorFault }
  | { code: "crm-busy"; retryAt: Instant }
  | { code: "crm-unreachable"; detail: string }
  | { code: "crm-refused"; vendor: VendorFault }
  | { code: "crm-property-missing"; property: string; vendor: VendorFault };

/** What workflows say to the outside. */
export type MessageFailure =
  | { code: "mail-not-set-up" }
  | { code: "mail-refused"; detail: string }
  | { code: "mail-unreachable"; detail: string }
  | { code: "webhook-refused"; url: string; status: number; detail: string }
  | { code: "webhook-unreachable"; url: string; detail: string }
  | { code: "webhook-address-forbidden"; url: string; address: string }
  | { code: "message-given-up"; to: string; detail: string; tries: number };

/** Approvals by people. */
export type ApprovalFailure =
  | { code: "approval-refused"; by: string; note: string }
  | { code: "approval-needed-now"; planned: Money }
  | { code: "changed-after-approval"; approved: Money; planned: Money }
  /** `total` null = the amount is not known yet. */
  | { code: "approval-beyond-limit"; limit: Money; total: Money | null }
  | { code: "approval-outdated"; recordName: string };

/** What keeps a record out of a workflow or takes it out, and the caps that stop a whole workflow. `met` = the filters that hold, `labels` = how the CRM called what they read. */
export type RunFailure =
  | { code: "suppressed"; recordName: string; met: Filter[] | EarlierWords | null; labels?: FilterLabels }
  | { code: "unenrolled"; recordName: string; met: Filter[] | EarlierWords; labels?: FilterLabels }
  | { code: "stopped-with-workflow"; workflowName: string }
  | { code: "workflow-halted" }
  | { code: "filters-outdated"; workflowName: string; missing: CrmReference[] }
  | { code: "filter-options-gone"; workflowName: string; missing: CrmReference[] }
  | { code: "earlier-under-way"; recordName: string }
  | { code: "workflow-not-in-state"; asked: string; state: string }
  | { code: "cap-documents"; cap: number }
  | { code: "cap-customers"; cap: number }
  | { code: "cap-amount"; kind: DocumentKind; total: Money; cap: Decimal }
  | { code: "cap-currency-differs"; kind: DocumentKind; total: Money; capCurrency: string };

/** What people and other systems ask of us. */
export type RequestFailure =
  | { code: "still-enrolled"; recordName: string }
  | { code: "links-not-used"; booksName: string; kind: ChoiceKind }
  | { code: "link-unusable"; kind: ChoiceKind; booksId: string }
  | { code: "enrolled-before"; recordName: string; times: number }
  | { code: "still-under-way"; until: Instant }
  | { code: "not-published"; workflow: string }
  | { code: "workflow-in-use"; workflow: string; isOn: boolean; running: number }
  | { code: "not-possible-now"; asked: string; enrollmentState: string }
  | { code: "document-not-found"; booksDocumentId: string }
  | { code: "workflow-turned-off"; workflowName: string }
  | { code: "workflow-of-crm"; workflowName: string }
  | { code: "crm-call-without-record" }
  | { code: "object-type-not-allowed"; action: string; objectType: ObjectType }
  | { code: "signature-missing" }
  | { code: "signature-wrong" }
  | { code: "webhook-stale"; sentAt: Instant }
  | { code: "webhook-unreadable"; detail: string }
  | { code: "internal-error"; incident: string };

export type Failure = RecordFailure | MatchingFailure | SettingsFailure | MoneyFailure | PaymentFailure | BooksFailure | BooksRefusal | CrmFailure | MessageFailure | ApprovalFailure | RunFailure | RequestFailure;

export type FailureCode = Failure["code"];

/** Groups failures that have the same cause and the same cure: `code` plus the thing to fix. */
export function causeKey(failure: Failure): string {
  switch (failure.code) {
    case "item-not-found":
      return `${failure.code}:${(failure.sku ?? failure.lineName).toLowerCase()}`;
    case "item-inactive":
      return `${failure.code}:${failure.itemName.toLowerCase()}`;
    case "contact-without-email":
      return `${failure.code}:${failure.contactUrl}`;
    case "items-ambiguous":
    case "item-name-unusable":
    case "customers-ambiguous":
    case "customer-inactive":
    case "customer-id-unknown":
    case "display-name-unusable":
    case "customer-too-deep":
    case "terms-unknown":
    case "tax-rate-unmapped":
      return `${failure.code}:${failure.crmKey}`;
    case "display-name-taken":
      return `${failure.code}:${failure.displayName.toLowerCase()}`;
    case "document-voided":
    case "document-deleted":
      return `${failure.code}:${failure.kind}`;
    case "account-gone":
      return `${failure.code}:${failure.accountId}`;
    case "terms-gone":
      return `${failure.code}:${failure.termsId}`;
    case "books-reference-unusable":
    case "books-value-missing":
    case "books-text-refused":
    case "books-amount-refused":
    case "books-account-refused":
      return `${failure.code}:${failure.field ?? failure.vendor.message}`;
    case "books-refused":
    case "crm-refused":
      return `${failure.code}:${failure.vendor.code ?? failure.vendor.status ?? ""}`;
    case "crm-permission-missing":
      return `${failure.code}:${failure.permissions.join(",")}`;
    case "crm-property-missing":
      return `${failure.code}:${failure.property}`;
    case "webhook-refused":
    case "webhook-address-forbidden":
      return `${failure.code}:${failure.url}`;
    default:
      return failure.code;
  }
}
