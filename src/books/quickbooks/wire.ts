/** The parts of QuickBooks' JSON that we read. Unknown members are ignored: the vendor adds new ones in place. */
import { z } from "zod";

const ref = z.object({ value: z.string(), name: z.string().optional() });
const meta = z.object({ LastUpdatedTime: z.string() });

/** What we read of a document of any kind; each kind insists on the members it always has. */
export const wireDocument = z.object({
  Id: z.string(),
  SyncToken: z.string(),
  DocNumber: z.string().nullish(),
  PaymentRefNum: z.string().nullish(),
  TxnDate: z.string(),
  DueDate: z.string().nullish(),
  CustomerRef: ref.nullish(),
  EntityRef: ref.nullish(),
  CurrencyRef: ref.nullish(),
  TotalAmt: z.number(),
  Balance: z.number().nullish(),
  UnappliedAmt: z.number().nullish(),
  TxnStatus: z.string().nullish(),
  EmailStatus: z.string().nullish(),
  EInvoiceStatus: z.string().nullish(),
  PrivateNote: z.string().nullish(),
});
export type WireDocument = z.infer<typeof wireDocument>;

const taxRates = z.object({
  TaxRateDetail: z.array(z.object({ TaxRateRef: ref, TaxTypeApplicable: z.string().nullish(), TaxOrder: z.number().nullish() })).nullish(),
});
export type WireTaxRates = z.infer<typeof taxRates>;

/** Any list entity: what a row of the mirror is made of. */
export const wireListed = z.object({
  Id: z.string(),
  status: z.string().optional(),
  DisplayName: z.string().nullish(),
  Name: z.string().nullish(),
  FullyQualifiedName: z.string().nullish(),
  Active: z.boolean().default(true),
  GivenName: z.string().nullish(),
  FamilyName: z.string().nullish(),
  PrimaryEmailAddr: z.object({ Address: z.string().nullish() }).nullish(),
  Sku: z.string().nullish(),
  CurrencyRef: ref.nullish(),
  UnitPrice: z.number().nullish(),
  Type: z.string().nullish(),
  AccountType: z.string().nullish(),
  DueDays: z.number().nullish(),
  DayOfMonthDue: z.number().nullish(),
  DueNextMonthDays: z.number().nullish(),
  CompanyName: z.string().nullish(),
  ParentRef: ref.nullish(),
  IsProject: z.boolean().nullish(),
  Taxable: z.boolean().nullish(),
  IncomeAccountRef: ref.nullish(),
  ExpenseAccountRef: ref.nullish(),
  SalesTaxCodeRef: ref.nullish(),
  DefaultTaxCodeRef: ref.nullish(),
  SalesTermRef: ref.nullish(),
  TermRef: ref.nullish(),
  PaymentMethodRef: ref.nullish(),
  AccountSubType: z.string().nullish(),
  Classification: z.string().nullish(),
  SalesTaxRateList: taxRates.nullish(),
  PurchaseTaxRateList: taxRates.nullish(),
  RateValue: z.number().nullish(),
  AgencyRef: ref.nullish(),
  MetaData: meta.optional(),
});
export type WireListed = z.infer<typeof wireListed>;

export const wireCompanyInfo = z.object({
  CompanyInfo: z.object({
    CompanyName: z.string(),
    Country: z.string().default("US"),
    CompanyAddr: z.object({ CountrySubDivisionCode: z.string().nullish() }).nullish(),
  }),
});

const flag = z.boolean().nullish();

export const wirePreferences = z.object({
  Preferences: z.object({
    AccountingInfoPrefs: z
      .object({ BookCloseDate: z.string().nullish(), ClassTrackingPerTxn: flag, ClassTrackingPerTxnLine: flag, TrackDepartments: flag })
      .nullish(),
    SalesFormsPrefs: z
      .object({ CustomTxnNumbers: flag, AllowDiscount: flag, AllowShipping: flag, AllowDeposit: flag, AllowEstimates: flag, DefaultTerms: ref.nullish() })
      .nullish(),
    TaxPrefs: z.object({ UsingSalesTax: flag, PartnerTaxEnabled: flag }).nullish(),
    CurrencyPrefs: z.object({ MultiCurrencyEnabled: z.boolean().nullish(), HomeCurrency: ref.nullish() }).nullish(),
  }),
});
