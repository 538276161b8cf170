/** The members of each entity in the order of the vendor's schema; see `members.ts` for how a word is read. */
export const entityMembers: Record<string, string> = {
  IntuitEntity: "Id SyncToken MetaData>ModificationMetaData CustomField[]>CustomField AttachableRef[]>AttachableRef",
  Transaction: `@IntuitEntity DocNumber TxnDate@ TxnSubType=TxnSubTypeEnum DepartmentRef>ReferenceType CurrencyRef>ReferenceType ExchangeRate# PrivateNote TxnStatus
    LinkedTxn[]>LinkedTxn Line[]>Line TxnTaxDetail>TxnTaxDetail TxnSource TaxFormType TaxFormNum TransactionLocationType Tag[]>Tag
    TxnApprovalInfo>TxnApprovalInfo RecurDataRef>ReferenceType RecurringInfo>RecurringInfo ProjectRef>ReferenceType TotalCostAmount# HomeTotalCostAmount#`,
  SalesTransaction: `@Transaction AutoDocNumber? CustomerRef>ReferenceType CustomerMemo>MemoRef BillAddr>PhysicalAddress ShipAddr>PhysicalAddress FreeFormAddress?
    ShipFromAddr>PhysicalAddress RemitToRef>ReferenceType ClassRef>ReferenceType SalesTermRef>ReferenceType DueDate@ SalesRepRef>ReferenceType PONumber
    FOB ShipMethodRef>ReferenceType ShipDate@ TrackingNum GlobalTaxCalculation=GlobalTaxCalculationEnum TotalAmt# HomeTotalAmt# ApplyTaxAfterDiscount?
    ShippingTaxIncludedInTotalTax? TemplateRef>ReferenceType PrintStatus=PrintStatusEnum EmailStatus=EmailStatusEnum BillEmail>EmailAddress
    BillEmailCc>EmailAddress BillEmailBcc>EmailAddress ARAccountRef>ReferenceType Balance# HomeBalance# FinanceCharge? PaymentMethodRef>ReferenceType
    PaymentRefNum PaymentType=PaymentTypeEnum CheckPayment>CheckPayment CreditCardPayment>CreditCardPayment DepositToAccountRef>ReferenceType
    DeliveryInfo>TransactionDeliveryInfo DiscountRate# DiscountAmt# GovtTxnRefIdentifier TaxExemptionRef>ReferenceType`,
  NameBase: `@IntuitEntity IntuitId Organization? Title GivenName MiddleName FamilyName Suffix FullyQualifiedName CompanyName DisplayName PrintOnCheckName UserId Active?
    V4IDPseudonym PrimaryPhone>TelephoneNumber AlternatePhone>TelephoneNumber Mobile>TelephoneNumber Fax>TelephoneNumber PrimaryEmailAddr>EmailAddress
    WebAddr>WebSiteAddress OtherContactInfo[]>ContactInfo DefaultTaxCodeRef>ReferenceType`,
  Account: `@IntuitEntity Name SubAccount? ParentRef>ReferenceType Description FullyQualifiedName AccountAlias TxnLocationType Active? Classification=AccountClassificationEnum
    AccountType=AccountTypeEnum AccountSubType AccountPurposes[]>ReferenceType AcctNum AcctNumExtn BankNum OpeningBalance# OpeningBalanceDate@
    CurrentBalance# CurrentBalanceWithSubAccounts# CurrencyRef>ReferenceType TaxAccount? TaxCodeRef>ReferenceType OnlineBankingEnabled? FIName
    JournalCodeRef>ReferenceType AccountEx>IntuitAnyType`,
  Attachable: `@IntuitEntity FileName FileAccessUri TempDownloadUri Size# ContentType Category Lat Long PlaceName Note Tag ThumbnailFileAccessUri ThumbnailTempDownloadUri
    AttachableEx>IntuitAnyType documentId`,
  Bill: `@PurchaseByVendor PayerRef>ReferenceType SalesTermRef>ReferenceType DueDate@ RemitToAddr>PhysicalAddress ShipAddr>PhysicalAddress VendorAddr>PhysicalAddress Balance#
    HomeBalance# BillEx>IntuitAnyType LessCIS# IncludeInAnnualTPAR?`,
  BillPayment: `@Transaction VendorRef>ReferenceType VendorAddr>PhysicalAddress APAccountRef>ReferenceType PayType=BillPaymentTypeEnum CheckPayment>BillPaymentCheck
    CreditCardPayment>BillPaymentCreditCard TotalAmt# BillPaymentEx>IntuitAnyType`,
  Class: "@IntuitEntity Name SubClass? ParentRef>ReferenceType FullyQualifiedName Active? ClassEx>IntuitAnyType",
  CompanyCurrency: "@IntuitEntity Code Name Active? CompanyCurrencyEx>IntuitAnyType",
  CompanyInfo: `@IntuitEntity CompanyName LegalName CompanyAddr>PhysicalAddress CustomerCommunicationAddr>PhysicalAddress LegalAddr>PhysicalAddress CompanyEmailAddr>EmailAddress
    CustomerCommunicationEmailAddr>EmailAddress CompanyURL>WebSiteAddress PrimaryPhone>TelephoneNumber OtherContactInfo[]>ContactInfo CompanyFileName
    FlavorStratum SampleFile? CompanyUserId CompanyUserAdminEmail CompanyStartDate@ EmployerId FiscalYearStartMonth=MonthEnum TaxYearStartMonth=MonthEnum
    QBVersion Country ShipAddr>PhysicalAddress OtherAddr[]>PhysicalAddress Mobile>TelephoneNumber Fax>TelephoneNumber Email>EmailAddress
    WebAddr>WebSiteAddress LastImportedTime~ LastSyncTime~ SupportedLanguages DefaultTimeZone MultiByteCharsSupported? NameValue[]>NameValue
    FifoCalculationStatus=FifoCalculationStatus CompanyInfoEx>IntuitAnyType`,
  CreditMemo: "@SalesTransaction RemainingCredit# InvoiceRef>ReferenceType CreditMemoEx>IntuitAnyType",
  Customer: `@NameBase Taxable? BillAddr>PhysicalAddress ShipAddr>PhysicalAddress OtherAddr[]>PhysicalAddress ContactName AltContactName Notes Job? BillWithParent?
    RootCustomerRef>ReferenceType ParentRef>ReferenceType Level# CustomerTypeRef>ReferenceType SalesTermRef>ReferenceType SalesRepRef>ReferenceType
    TaxGroupCodeRef>ReferenceType TaxRateRef>ReferenceType PaymentMethodRef>ReferenceType CCDetail>CreditChargeInfo PriceLevelRef>ReferenceType Balance#
    OpenBalanceDate@ BalanceWithJobs# CreditLimit# AcctNum CurrencyRef>ReferenceType OverDueBalance# TotalRevenue# TotalExpense# PreferredDeliveryMethod
    ResaleNum JobInfo>JobInfo TDSEnabled? CustomerEx>IntuitAnyType SecondaryTaxIdentifier ARAccountRef>ReferenceType PrimaryTaxIdentifier
    TaxExemptionReasonId IsProject? BusinessNumber GSTIN GSTRegistrationType IsCISContractor? ClientCompanyId ClientEntityId Source TaxRegime`,
  CustomerType: "@IntuitEntity Name ParentRef>ReferenceType FullyQualifiedName Active?",
  Department: "@IntuitEntity Name SubDepartment? ParentRef>ReferenceType FullyQualifiedName Active? DepartmentEx>IntuitAnyType Address>PhysicalAddress",
  Deposit: "@Transaction DepositToAccountRef>ReferenceType CashBack>CashBackInfo GlobalTaxCalculation=GlobalTaxCalculationEnum TotalAmt# HomeTotalAmt# DepositEx>IntuitAnyType",
  Employee: `@NameBase EmployeeType EmployeeNumber SSN PrimaryAddr>PhysicalAddress OtherAddr[]>PhysicalAddress BillableTime? BillRate# BirthDate@ Gender=gender HiredDate@
    ReleasedDate@ UseTimeEntry=TimeEntryUsedForPaychecksEnum EmployeeEx>IntuitAnyType CostRate# Notes`,
  Estimate: "@SalesTransaction ExpirationDate@ AcceptedBy AcceptedDate@ EstimateEx>IntuitAnyType",
  ExchangeRate: "@IntuitEntity SourceCurrencyCode TargetCurrencyCode Rate# AsOfDate@ ExchangeRateEx>IntuitAnyType",
  Invoice: `@SalesTransaction Deposit# AllowIPNPayment? AllowOnlinePayment? AllowOnlineCreditCardPayment? AllowOnlineACHPayment? AllowOnlinePayPalPayment? AllowOnlineAffirmPayment?
    EInvoiceStatus=ETransactionStatusEnum ECloudStatusTimeStamp~ CfdiUse# Exportation GlobalInfo>MXGlobalInfo invoiceStatus callToAction
    invoiceStatusLog[]>StatusInfo InvoiceEx>IntuitAnyType LessCIS# InvoiceLink PaymentDetailsMessage ConvenienceFeeDetail>ConvenienceFeeDetail
    EnabledSurchargeInfo>EnabledSurchargeInfo InvoiceLinkSecurityCode InvoiceLinkExpiryDate@ AutoPayEligible? SchedulePayEligible? ScheduledPaymentId
    GratuityEnabled? FinancingProductType=FinancingProductTypeEnum SubscriptionPaymentsSetting=SubscriptionPaymentsSettingEnum
    TxnRetainageDetail>TxnRetainageDetail`,
  Item: `@IntuitEntity Name Sku Description Active? SubItem? ParentRef>ReferenceType Level# FullyQualifiedName Taxable? SalesTaxIncluded? PercentBased? UnitPrice#
    RatePercent# Type PaymentMethodRef>ReferenceType UOMSetRef>ReferenceType IncomeAccountRef>ReferenceType PurchaseDesc PurchaseTaxIncluded?
    PurchaseCost# ExpenseAccountRef>ReferenceType COGSAccountRef>ReferenceType AssetAccountRef>ReferenceType PrefVendorRef>ReferenceType AvgCost#
    TrackQtyOnHand? QtyOnHand# QtyOnPurchaseOrder# QtyOnSalesOrder# ReorderPoint# ManPartNum DepositToAccountRef>ReferenceType
    SalesTaxCodeRef>ReferenceType PurchaseTaxCodeRef>ReferenceType InvStartDate@ BuildPoint# PrintGroupedItems? SpecialItem?
    SpecialItemType=SpecialItemTypeEnum ItemGroupDetail>ItemGroupDetail ItemAssemblyDetail>ItemAssemblyDetail AbatementRate# ReverseChargeRate#
    ServiceType ItemCategoryType ItemEx>IntuitAnyType TaxClassificationRef>ReferenceType UQCDisplayText UQCId ClassRef>ReferenceType Source
    DeferredRevenue? CustomExtensions[]>CustomExtensions`,
  JournalEntry: `@Transaction Adjustment? HomeCurrencyAdjustment? EnteredInHomeCurrency? GlobalTaxCalculation=GlobalTaxCalculationEnum TotalAmt# HomeTotalAmt#
    JournalEntryEx>IntuitAnyType`,
  Payment: `@Transaction CustomerRef>ReferenceType RemitToRef>ReferenceType ARAccountRef>ReferenceType DepositToAccountRef>ReferenceType PaymentMethodRef>ReferenceType
    PaymentRefNum PaymentType=PaymentTypeEnum CheckPayment>CheckPayment CreditCardPayment>CreditCardPayment TotalAmt# UnappliedAmt# ProcessPayment?
    PaymentExtendedType=PaymentExtendedTypeEnum PaymentEx>IntuitAnyType TaxExemptionRef>ReferenceType`,
  PaymentMethod: "@IntuitEntity Name Active? Type PaymentMethodEx>IntuitAnyType",
  Preferences: `@IntuitEntity AccountingInfoPrefs>CompanyAccountingPrefs AdvancedInventoryPrefs>AdvancedInventoryPrefs ProductAndServicesPrefs>ProductAndServicesPrefs
    SalesFormsPrefs>SalesFormsPrefs EmailMessagesPrefs>EmailMessagesPrefs PrintDocumentPrefs>PrintDocumentPrefs
    VendorAndPurchasesPrefs>VendorAndPurchasesPrefs TimeTrackingPrefs>TimeTrackingPrefs TaxPrefs>TaxPrefs FinanceChargesPrefs>FinanceChargePrefs
    CurrencyPrefs>CurrencyPrefs ReportPrefs>ReportPrefs OtherPrefs>OtherPrefs`,
  Purchase: `@Transaction AccountRef>ReferenceType PaymentMethodRef>ReferenceType PaymentRefNum PaymentType=PaymentTypeEnum CheckPayment>CheckPayment
    CreditCardPayment>CreditCardPayment EntityRef>ReferenceType Credit? RemitToAddr>PhysicalAddress TotalAmt# Memo PrintStatus=PrintStatusEnum
    GlobalTaxCalculation=GlobalTaxCalculationEnum PurchaseEx>IntuitAnyType LessCIS# IncludeInAnnualTPAR?`,
  PurchaseOrder: `@PurchaseByVendor TaxCodeRef>ReferenceType ClassRef>ReferenceType ReimbursableInfoRef>ReferenceType SalesTermRef>ReferenceType DueDate@ ExpectedDate@
    VendorAddr>PhysicalAddress ShipTo>ReferenceType DropShipToEntity>ReferenceType InventorySiteRef>ReferenceType ShipAddr>PhysicalAddress
    ShipMethodRef>ReferenceType FOB POEmail>EmailAddress TemplateRef>ReferenceType PrintStatus=PrintStatusEnum EmailStatus=EmailStatusEnum ManuallyClosed?
    POStatus=PurchaseOrderStatusEnum PurchaseOrderEx>IntuitAnyType`,
  RecurringTransaction: "@IntuitEntity IntuitObject{}",
  RefundReceipt: "@SalesTransaction RemainingCredit# RefundReceiptEx>IntuitAnyType",
  SalesReceipt: "@SalesTransaction SalesReceiptEx>IntuitAnyType LessCIS#",
  TaxAgency: `@Vendor SalesTaxCodeRef>ReferenceType SalesTaxCountry SalesTaxReturnRef>ReferenceType TaxRegistrationNumber ReportingPeriod TaxTrackedOnPurchases?
    TaxOnPurchasesAccountRef>ReferenceType TaxTrackedOnSales? TaxTrackedOnSalesAccountRef>ReferenceType TaxOnTax? LastFileDate@ TaxAgencyExt>IntuitAnyType
    TaxAgencyConfig`,
  TaxCode: `@IntuitEntity Name Description Active? Hidden? Taxable? TaxGroup? SalesTaxRateList>TaxRateList PurchaseTaxRateList>TaxRateList AdjustmentTaxRateList>TaxRateList
    TaxCodeEx>IntuitAnyType TaxCodeConfigType=GTMConfigTypeEnum`,
  TaxRate: `@IntuitEntity Name Description Active? RateValue# AgencyRef>ReferenceType TaxReturnLineRef>ReferenceType EffectiveTaxRate[]>EffectiveTaxRate
    SpecialTaxType=SpecialTaxTypeEnum DisplayType=TaxRateDisplayTypeEnum TaxRateEx>IntuitAnyType OriginalTaxRate>ReferenceType`,
  TaxService: "@IntuitEntity TaxCode TaxCodeId TaxRateDetails[]>TaxRateDetails",
  Term: "@IntuitEntity Name Active? Type DiscountPercent# DueDays# DiscountDays# DayOfMonthDue# DueNextMonthDays# DiscountDayOfMonth# SalesTermEx>IntuitAnyType",
  TimeActivity: `@IntuitEntity TimeZone TxnDate@ NameOf=TimeActivityTypeEnum EmployeeRef>ReferenceType VendorRef>ReferenceType OtherNameRef>ReferenceType CustomerRef>ReferenceType
    DepartmentRef>ReferenceType ItemRef>ReferenceType ClassRef>ReferenceType PayrollItemRef>ReferenceType ProjectRef>ReferenceType TimeChargeId#
    BillableStatus=BillableStatusEnum Taxable? HourlyRate# CostRate# Hours# Minutes# Seconds# BreakHours# BreakMinutes# BreakSeconds# StartTime~ EndTime~
    Description TimeActivityEx>IntuitAnyType HoursInEmployeeTimeZone?`,
  Transfer: "@Transaction FromAccountRef>ReferenceType ToAccountRef>ReferenceType Amount# ClassRef>ReferenceType TransferEx>IntuitAnyType",
  Vendor: `@NameBase ContactName AltContactName Notes BillAddr>PhysicalAddress ShipAddr>PhysicalAddress OtherAddr[]>PhysicalAddress TaxCountry TaxIdentifier
    TaxIdEffectiveDate@ BusinessNumber ParentRef>ReferenceType VendorTypeRef>ReferenceType TermRef>ReferenceType PrefillAccountRef>ReferenceType Balance#
    BillRate# OpenBalanceDate@ CreditLimit# AcctNum Vendor1099? T4AEligible? T5018Eligible? CurrencyRef>ReferenceType TDSEnabled? TDSEntityTypeId#
    TDSSectionTypeId# TDSOverrideThreshold? TaxReportingBasis APAccountRef>ReferenceType VendorEx>IntuitAnyType GSTIN GSTRegistrationType IsSubContractor?
    SubcontractorType CISRate HasTPAR? VendorPaymentBankDetail>VendorBankAccountDetail Source CostRate# AgencyVerificationStatus=AgencyVerificationStatus
    AgencyVerificationStatusMsg AgencyVerificationTSUTC~ CompanyRegistrationNumber`,
  VendorCredit: "@PurchaseByVendor VendorAddr>PhysicalAddress VendorCreditEx>IntuitAnyType Balance# IncludeInAnnualTPAR?",
};
