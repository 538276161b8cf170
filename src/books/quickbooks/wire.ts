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
  PrivateNote: z.string().nullish(),
});
export type WireDocument = z.infer<typeof wireDocument>;

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

export const wirePreferences = z.object({
  Preferences: z.object({
    AccountingInfoPrefs: z.object({ BookCloseDate: z.string().nullish() }).nullish(),
    SalesFormsPrefs: z.object({ CustomTxnNumbers: z.boolean().nullish() }).nullish(),
    CurrencyPrefs: z.object({ MultiCurrencyEnabled: z.boolean().nullish(), HomeCurrency: ref.nullish() }).nullish(),
  }),
});
