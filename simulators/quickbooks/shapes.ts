/**
 * Which members an entity may have on the wire, of which kind and how long: a small extract of the vendor's schema.
 * A member that is not here is refused with 2010, as the vendor does.
 *
 * One word per member: `Name` text, `Name:100` text of at most 100, `Name#` number, `Name?` boolean, `Name@` date,
 * `Name>Shape` object, `Name[]>Shape` list, `Name{}` anything; a leading `!` = read-only, dropped when sent.
 */

type Kind = "text" | "number" | "boolean" | "date" | "object" | "list" | "any";

export interface MemberRule {
  name: string;
  kind: Kind;
  isReadOnly: boolean;
  longest?: number;
  shape?: string;
}

const system = "Id SyncToken !domain sparse? !status !MetaData{} CustomField[]>CustomField AttachableRef[]>Any";
const nameParts = `Title:16 GivenName:100 MiddleName:100 FamilyName:100 Suffix:16 !FullyQualifiedName DisplayName:500 Active?
  PrimaryPhone>Phone AlternatePhone>Phone Mobile>Phone Fax>Phone PrimaryEmailAddr>Email WebAddr>Web OtherContactInfo[]>Any OtherAddr[]>Any
  DefaultTaxCodeRef>Ref Organization? !IntuitId !UserId !V4IDPseudonym`;

const words: Record<string, string> = {
  Any: "",
  Ref: "value name type",
  Memo: "value:1000",
  Email: "Id Address:100 Default? Tag",
  Phone: "Id DeviceType CountryCode AreaCode ExchangeCode Extension FreeFormNumber:30 Default? Tag",
  Web: "Id URI:1000 Default? Tag",
  Address: `Id Line1:500 Line2:500 Line3:500 Line4:500 Line5:500 City:255 Country:255 CountryCode County CountrySubDivisionCode:255
    PostalCode:30 PostalCodeSuffix Lat Long Tag Note`,
  CustomField: "DefinitionId Name Type StringValue BooleanValue? DateValue@ NumberValue#",
  LinkedTxn: "TxnId TxnType TxnLineId",
  Line: `Id LineNum# Description:4000 Amount# DetailType LinkedTxn[]>LinkedTxn CustomField[]>CustomField ProjectRef>Ref !LineEx{}
    SalesItemLineDetail>SalesItem DiscountLineDetail>Discount DescriptionLineDetail>DescriptionDetail GroupLineDetail>Group SubTotalLineDetail{}`,
  SalesItem: `ItemRef>Ref ClassRef>Ref UnitPrice# RatePercent# PriceLevelRef>Ref MarkupInfo{} Qty# UOMRef{} ItemAccountRef>Ref InventorySiteRef>Ref
    TaxCodeRef>Ref TaxClassificationRef>Ref ServiceDate@ TaxInclusiveAmt# DiscountRate# DiscountAmt# DeferredRevenue? RetainageAmount# !SalesItemLineDetailEx{}`,
  Discount: "PercentBased? DiscountPercent# DiscountAccountRef>Ref DiscountRef>Ref ClassRef>Ref TaxCodeRef>Ref ServiceDate@ !DiscountLineDetailEx{}",
  DescriptionDetail: "ServiceDate@ TaxCodeRef>Ref !DescriptionLineDetailEx{}",
  Group: "GroupItemRef>Ref Quantity# UOMRef{} ServiceDate@ Line[]>Line !GroupLineDetailEx{}",
  TxnTax: "DefaultTaxCodeRef>Ref TxnTaxCodeRef>Ref TotalTax# TaxLine[]>Any TaxReviewStatus UseAutomatedSalesTax?",
  Customer: `${system} ${nameParts} CompanyName:100 PrintOnCheckName:110 Taxable? BillAddr>Address ShipAddr>Address ContactName AltContactName Notes:2000
    Job? BillWithParent? !RootCustomerRef{} ParentRef>Ref !Level# CustomerTypeRef>Ref SalesTermRef>Ref SalesRepRef>Ref TaxGroupCodeRef>Ref TaxRateRef>Ref
    PaymentMethodRef>Ref CCDetail{} PriceLevelRef>Ref !Balance# OpenBalanceDate@ !BalanceWithJobs# CreditLimit# AcctNum CurrencyRef>Ref !OverDueBalance#
    !TotalRevenue# !TotalExpense# PreferredDeliveryMethod ResaleNum:16 JobInfo{} TDSEnabled? !CustomerEx{} SecondaryTaxIdentifier ARAccountRef>Ref
    PrimaryTaxIdentifier TaxExemptionReasonId !IsProject? BusinessNumber:10 GSTIN:15 GSTRegistrationType:15 IsCISContractor? ClientCompanyId ClientEntityId Source TaxRegime`,
  Vendor: `${system} ${nameParts} CompanyName:100 PrintOnCheckName:100 ContactName AltContactName Notes TaxCountry TaxIdentifier:20 BusinessNumber:10 AcctNum:100
    TaxReportingBasis GSTIN:15 GSTRegistrationType:15 Source BillAddr>Address ShipAddr>Address VendorPaymentBankDetail{} TaxIdEffectiveDate@ OpenBalanceDate@
    ParentRef>Ref VendorTypeRef>Ref TermRef>Ref PrefillAccountRef>Ref CurrencyRef>Ref APAccountRef>Ref !Balance# BillRate# CreditLimit# CostRate# Vendor1099?
    T4AEligible? T5018Eligible? TDSEnabled? IsSubContractor? HasTPAR? !VendorEx{}`,
  Employee: `${system} ${nameParts} CompanyName:100 PrintOnCheckName:110 EmployeeType EmployeeNumber SSN Gender Notes PrimaryAddr>Address BillableTime? BillRate#
    CostRate# BirthDate@ HiredDate@ ReleasedDate@ !EmployeeEx{}`,
  Item: `${system} Name:100 Sku:100 Description:4000 !FullyQualifiedName Type PurchaseDesc:1000 ManPartNum SpecialItemType ServiceType ItemCategoryType Source
    Active? SubItem? Taxable? SalesTaxIncluded? PercentBased? PurchaseTaxIncluded? TrackQtyOnHand? PrintGroupedItems? SpecialItem? DeferredRevenue? ParentRef>Ref
    PaymentMethodRef>Ref UOMSetRef>Ref IncomeAccountRef>Ref ExpenseAccountRef>Ref COGSAccountRef>Ref AssetAccountRef>Ref PrefVendorRef>Ref DepositToAccountRef>Ref
    SalesTaxCodeRef>Ref PurchaseTaxCodeRef>Ref TaxClassificationRef>Ref ClassRef>Ref !Level# UnitPrice# RatePercent# PurchaseCost# AvgCost# QtyOnHand#
    QtyOnPurchaseOrder# QtyOnSalesOrder# ReorderPoint# InvStartDate@ !ItemGroupDetail{} !ItemEx{}`,
  Account: `${system} Name:100 Description:100 !FullyQualifiedName AccountAlias TxnLocationType !Classification AccountType AccountSubType AcctNum:20 AcctNumExtn BankNum
    FIName SubAccount? Active? TaxAccount? OnlineBankingEnabled? ParentRef>Ref CurrencyRef>Ref TaxCodeRef>Ref JournalCodeRef>Ref OpeningBalance# !CurrentBalance#
    !CurrentBalanceWithSubAccounts# OpeningBalanceDate@ !AccountEx{}`,
  Term: `${system} Name:31 !Type Active? DiscountPercent# DueDays# DiscountDays# DayOfMonthDue# DueNextMonthDays# DiscountDayOfMonth# !SalesTermEx{}`,
  Class: `${system} Name:100 !FullyQualifiedName SubClass? Active? ParentRef>Ref !ClassEx{}`,
  PaymentMethod: `${system} Name:31 Type Active? !PaymentMethodEx{}`,
  TaxCode: `${system} Name Description:100 TaxCodeConfigType Active? Hidden? Taxable? TaxGroup? SalesTaxRateList{} PurchaseTaxRateList{} AdjustmentTaxRateList{} !TaxCodeEx{}`,
  PaymentLine: "Id LineNum# Amount# Description:4000 LinkedTxn[]>LinkedTxn !LineEx{}",
  Payment: `${system} CustomerRef>Ref TotalAmt# !UnappliedAmt# TxnDate@ Line[]>PaymentLine PaymentMethodRef>Ref PaymentRefNum:21 DepositToAccountRef>Ref ARAccountRef>Ref
    PrivateNote:4000 CurrencyRef>Ref ExchangeRate# ProcessPayment? DocNumber:21 DepartmentRef>Ref ProjectRef>Ref !LinkedTxn{} TxnSource TransactionLocationType
    CreditCardPayment{} CheckPayment{} PaymentType !TaxExemptionRef{} !RecurDataRef{} !PaymentEx{}`,
  Invoice: `${system} DocNumber:21 TxnDate@ DueDate@ PrivateNote:4000 CustomerMemo>Memo CustomerRef>Ref Line[]>Line TxnTaxDetail>TxnTax LinkedTxn[]>LinkedTxn
    BillAddr>Address ShipAddr>Address ShipFromAddr>Address FreeFormAddress? BillEmail>Email BillEmailCc>Email BillEmailBcc>Email SalesTermRef>Ref ClassRef>Ref
    DepartmentRef>Ref ProjectRef>Ref CurrencyRef>Ref ExchangeRate# Deposit# DepositToAccountRef>Ref PaymentMethodRef>Ref PaymentRefNum:21 ShipMethodRef>Ref ShipDate@
    TrackingNum PONumber FOB ARAccountRef>Ref TemplateRef>Ref SalesRepRef>Ref RemitToRef>Ref GlobalTaxCalculation PrintStatus EmailStatus ApplyTaxAfterDiscount?
    AllowIPNPayment? AllowOnlinePayment? AllowOnlineCreditCardPayment? AllowOnlineACHPayment? AllowOnlinePayPalPayment? AllowOnlineAffirmPayment?
    AutoDocNumber? TransactionLocationType PaymentType TxnSource Tag[]>Any DiscountRate# DiscountAmt# !TxnStatus !TotalAmt# !Balance# !HomeTotalAmt# !HomeBalance#
    !InvoiceLink !EInvoiceStatus !ECloudStatusTimeStamp !DeliveryInfo{} !RecurDataRef{} !TaxExemptionRef{} !TxnApprovalInfo{} !InvoiceEx{}`,
};

const shapes = new Map<string, Map<string, MemberRule>>(Object.entries(words).map(([name, text]) => [name, shapeFrom(text)]));

function shapeFrom(text: string): Map<string, MemberRule> {
  const rules = text.split(/\s+/).filter(Boolean).map(ruleFrom);
  return new Map(rules.map((rule) => [rule.name, rule]));
}

function ruleFrom(word: string): MemberRule {
  const [, readOnly, name = "", mark = "", longest, shape] = /^(!?)(\w+)(#|\?|@|\{\}|\[\])?(?::(\d+))?(?:>(\w+))?$/.exec(word) ?? [];
  if (name === "") throw new Error(`not a member: ${word}`);
  return { name, kind: kindOf(mark, shape), isReadOnly: readOnly === "!", ...(longest ? { longest: Number(longest) } : {}), ...(shape ? { shape } : {}) };
}

function kindOf(mark: string, shape: string | undefined): Kind {
  if (mark === "[]") return "list";
  if (shape !== undefined) return "object";
  return ({ "#": "number", "?": "boolean", "@": "date", "{}": "any" } as const)[mark] ?? "text";
}

/** The members of a shape by name. `Any` has none and accepts everything. */
export function shapeOf(name: string): Map<string, MemberRule> {
  const shape = shapes.get(name);
  if (!shape) throw new Error(`no shape ${name}`);
  return shape;
}
