/** The members of the parts of entities in the order of the vendor's schema; see `members.ts` for how a word is read. */
export const partMembers: Record<string, string> = {
  AccountBasedExpenseLineDetail: `CustomerRef>ReferenceType ClassRef>ReferenceType AccountRef>ReferenceType BillableStatus=BillableStatusEnum MarkupInfo>MarkupInfo TaxAmount#
    TaxCodeRef>ReferenceType TaxInclusiveAmt# ExpenseDetailLineDetailEx>IntuitAnyType`,
  AdvancedInventoryPrefs: `MLIAvailable? MLIEnabled? EnhancedInventoryReceivingEnabled? TrackingSerialOrLotNumber? TrackingOnSalesTransactionsEnabled?
    TrackingOnPurchaseTransactionsEnabled? TrackingOnInventoryAdjustmentEnabled? TrackingOnBuildAssemblyEnabled? FIFOEnabled? FIFOEffectiveDate@
    RowShelfBinEnabled? BarcodeEnabled?`,
  AttachableRef: "NoRefOnly? Inactive? EntityRef>ReferenceType LineInfo IncludeOnSend? CustomField[]>CustomField AttachableRefEx>IntuitAnyType",
  BillPaymentCheck: "BankAccountRef>ReferenceType PrintStatus=PrintStatusEnum CheckDetail>CheckPayment PayeeAddr>PhysicalAddress BillPaymentCheckEx>IntuitAnyType",
  BillPaymentCreditCard: "CCAccountRef>ReferenceType CCDetail>CreditCardPayment BillPaymentCreditCardEx>IntuitAnyType",
  CashBackInfo: "AccountRef>ReferenceType Amount# Memo",
  CheckPayment: "CheckNum Status NameOnAcct AcctNum BankName CheckPaymentEx>IntuitAnyType",
  CompanyAccountingPrefs: `UseAccountNumbers? DefaultARAccount>ReferenceType DefaultAPAccount>ReferenceType RequiresAccounts? TrackDepartments? DepartmentTerminology
    ClassTrackingPerTxn? ClassTrackingPerTxnLine? AutoJournalEntryNumber? FirstMonthOfFiscalYear=MonthEnum TaxYearMonth=MonthEnum TaxForm BookCloseDate@
    OtherContactInfo[]>ContactInfo CustomerTerminology`,
  ContactInfo: "Type=ContactTypeEnum Telephone>TelephoneNumber Email>EmailAddress WebSite>WebSiteAddress OtherContact>GenericContactType",
  ConvenienceFeeDetail: "@IntuitEntity ConvenienceFeeType=ConvenienceFeeTypeEnum ConvenienceFeePercent#",
  CreditCardPayment: "CreditChargeInfo>CreditChargeInfo CreditChargeResponse>CreditChargeResponse",
  CreditChargeInfo: `Number Type NameOnAcct CcExpiryMonth# CcExpiryYear# BillAddrStreet PostalCode CommercialCardCode CCTxnMode=CCTxnModeEnum CCTxnType=CCTxnTypeEnum
    PrevCCTransId Amount# ProcessPayment? CreditCardChargeInfoEx>IntuitAnyType`,
  CreditChargeResponse: `CCProcessor CCTransId Status=CCPaymentStatusEnum ResultCode# ResultMsg MerchantAcctNum CardSecurityCodeMatch=CCSecurityCodeMatchEnum AuthCode
    AvsStreet=CCAVSMatchEnum AvsZip=CCAVSMatchEnum SecurityCode ReconBatchId PaymentGroupingCode# TxnAuthorizationTime~ TxnAuthorizationStamp#
    ClientTransID CreditChargeResponseEx>IntuitAnyType`,
  CurrencyPrefs: "MultiCurrencyEnabled? HomeCurrency>ReferenceType",
  CustomExtensionAssociatedValues: "Key Value",
  CustomExtensions: "ExtensionType AssociatedValues[]>CustomExtensionAssociatedValues",
  CustomField: "DefinitionId Name Type=CustomFieldTypeEnum StringValue BooleanValue? DateValue@ NumberValue#",
  CustomFieldDefinition: "@IntuitEntity EntityType Name Hidden? Required? AppId",
  DepositLineDetail: `Entity>ReferenceType ClassRef>ReferenceType AccountRef>ReferenceType PaymentMethodRef>ReferenceType CheckNum TxnType=TxnTypeEnum
    TaxCodeRef>ReferenceType TaxApplicableOn=TaxApplicableOnEnum DepositLineDetailEx>IntuitAnyType`,
  DescriptionLineDetail: "ServiceDate@ TaxCodeRef>ReferenceType DescriptionLineDetailEx>IntuitAnyType",
  DiscountLineDetail: "@DiscountOverride ServiceDate@ ClassRef>ReferenceType TaxCodeRef>ReferenceType DiscountLineDetailEx>IntuitAnyType",
  DiscountOverride: "DiscountRef>ReferenceType PercentBased? DiscountPercent# DiscountAccountRef>ReferenceType",
  EffectiveTaxRate: "RateValue# EffectiveDate~ EndDate~ EffectiveTaxRateEx>IntuitAnyType",
  EmailAddress: "Id Address Default? Tag",
  EmailMessage: "Subject Message",
  EmailMessagesPrefs: "NameValue[]>NameValue InvoiceMessage>EmailMessage EstimateMessage>EmailMessage SalesReceiptMessage>EmailMessage StatementMessage>EmailMessage",
  EnabledSurchargeInfo: "Enabled? Card>SurchargePaymentMethodInfo ACH>SurchargePaymentMethodInfo",
  EntityTypeRef: "Type=EntityTypeEnum EntityRef>ReferenceType",
  FinanceChargePrefs: "AnnualInterestRate# MinFinChrg# GracePeriod# CalcFinChrgFromTxnDate? AssessFinChrgForOverdueCharges? FinChrgAccountRef>ReferenceType",
  GenericContactType: "Id Name Value Type Default? Tag",
  GroupLineDetail: "GroupItemRef>ReferenceType Quantity# UOMRef>UOMRef ServiceDate@ Line[]>Line GroupLineDetailEx>IntuitAnyType",
  IntuitAnyType: "",
  ItemAdjustmentLineDetail: "ItemRef>ReferenceType SalesPrice# QtyDiff# NewQty# ClassRef>ReferenceType",
  ItemAssemblyDetail: "ItemAssemblyLine[]>ItemComponentLine",
  ItemBasedExpenseLineDetail: "@ItemLineDetail CustomerRef>ReferenceType BillableStatus=BillableStatusEnum TaxInclusiveAmt# ItemBasedExpenseLineDetailEx>IntuitAnyType",
  ItemComponentLine: "ItemRef>ReferenceType Qty# UOMRef>UOMRef",
  ItemGroupDetail: "ItemGroupLine[]>ItemComponentLine",
  ItemLineDetail: `ItemRef>ReferenceType ClassRef>ReferenceType UnitPrice# UnitCostPrice# RatePercent# PriceLevelRef>ReferenceType MarkupInfo>MarkupInfo Qty#
    UOMRef>UOMRef ItemAccountRef>ReferenceType InventorySiteRef>ReferenceType TaxCodeRef>ReferenceType TaxClassificationRef>ReferenceType`,
  ItemReceiptLineDetail: "ItemReceiptLineDetailEx>IntuitAnyType",
  JobInfo: "Status=JobStatusEnum StartDate@ ProjectedEndDate@ EndDate@ Description JobTypeRef>ReferenceType",
  JournalEntryLineDetail: `PostingType=PostingTypeEnum Entity>EntityTypeRef AccountRef>ReferenceType ClassRef>ReferenceType DepartmentRef>ReferenceType TaxCodeRef>ReferenceType
    TaxRateRef>ReferenceType TaxApplicableOn=TaxApplicableOnEnum TaxAmount# TaxInclusiveAmt# BillableStatus=BillableStatusEnum
    JournalCodeRef>ReferenceType JournalEntryLineDetailEx>IntuitAnyType`,
  Line: `Id LineNum# Description Amount# Received# LinkedTxn[]>LinkedTxn DetailType=LineDetailTypeEnum PaymentLineDetail>PaymentLineDetail
    DiscountLineDetail>DiscountLineDetail TaxLineDetail>TaxLineDetail SalesItemLineDetail>SalesItemLineDetail DescriptionLineDetail>DescriptionLineDetail
    ItemBasedExpenseLineDetail>ItemBasedExpenseLineDetail AccountBasedExpenseLineDetail>AccountBasedExpenseLineDetail
    ReimburseLineDetail>ReimburseLineDetail DepositLineDetail>DepositLineDetail PurchaseOrderItemLineDetail>PurchaseOrderItemLineDetail
    SalesOrderItemLineDetail>SalesOrderItemLineDetail ItemReceiptLineDetail>ItemReceiptLineDetail JournalEntryLineDetail>JournalEntryLineDetail
    GroupLineDetail>GroupLineDetail SubTotalLineDetail>SubTotalLineDetail TDSLineDetail>TDSLineDetail ItemAdjustmentLineDetail>ItemAdjustmentLineDetail
    CustomField[]>CustomField LineEx>IntuitAnyType ProjectRef>ReferenceType CostAmount# HomeCostAmount# CustomExtensions[]>CustomExtensions`,
  LinkedTxn: "TxnId TxnType TxnLineId",
  MXGlobalInfo: "Periodicity Month Year",
  MarkupInfo: "PercentBased? Value# Percent# PriceLevelRef>ReferenceType MarkUpIncomeAccountRef>ReferenceType",
  MemoRef: "value",
  ModificationMetaData: "CreatedByRef>ReferenceType CreateTime~ LastModifiedByRef>ReferenceType LastUpdatedTime~ LastChangedInQB~ Synchronized?",
  NameValue: "Name Value",
  OtherPrefs: "NameValue[]>NameValue",
  PaymentLineDetail: "ItemRef>ReferenceType ServiceDate@ ClassRef>ReferenceType Balance# HomeBalance# Discount>DiscountOverride PaymentLineEx>IntuitAnyType",
  PhysicalAddress: "Id Line1 Line2 Line3 Line4 Line5 City Country CountryCode County CountrySubDivisionCode PostalCode PostalCodeSuffix Lat Long Tag Note",
  PrintDocumentPrefs: "NameValue[]>NameValue",
  ProductAndServicesPrefs: `ForSales? ForPurchase? InventoryAndPurchaseOrder? QuantityWithPriceAndRate? QuantityOnHand? UOM=UOMFeatureTypeEnum RevenueRecognition?
    RevenueRecognitionFrequency`,
  PurchaseByVendor: `@Transaction VendorRef>ReferenceType APAccountRef>ReferenceType TotalAmt# BillEmail>EmailAddress ReplyEmail>EmailAddress Memo
    GlobalTaxCalculation=GlobalTaxCalculationEnum`,
  PurchaseOrderItemLineDetail: "@SalesItemLineDetail ManPartNum ManuallyClosed? OpenQty# PurchaseOrderItemLineDetailEx>IntuitAnyType",
  RecurringInfo: "Name RecurType Active? ScheduleInfo>RecurringScheduleInfo",
  RecurringScheduleInfo: `IntervalType NumInterval# DayOfMonth# DayOfWeek=WeekEnum WeekOfMonth# MonthOfYear=MonthEnum RemindDays# DaysBefore# MaxOccurrences# StartDate@
    EndDate@ NextDate@ PreviousDate@`,
  ReferenceType: "value name type",
  ReimburseLineDetail: "@ItemLineDetail ",
  ReportPrefs: "ReportBasis=ReportBasisEnum CalcAgingReportFromTxnDate?",
  SalesFormsPrefs: `UsingProgressInvoicing? CustomField[]>CustomFieldDefinition CustomTxnNumbers? DelayedCharges? SalesEmailCc>EmailAddress SalesEmailBcc>EmailAddress
    EmailCopyToCompany? AllowDeposit? AllowDiscount? DefaultDiscountAccount AllowEstimates? EstimateMessage
    ETransactionEnabledStatus=ETransactionEnabledStatusEnum ETransactionAttachPDF? ETransactionPaymentEnabled? IPNSupportEnabled? InvoiceMessage
    AllowServiceDate? AllowShipping? DefaultShippingAccount DefaultItem>ReferenceType DefaultTerms>ReferenceType DefaultDeliveryMethod AutoApplyCredit?
    AutoApplyPayments? PrintItemWithZeroAmount? DefaultShipMethodRef>ReferenceType DefaultMarkup# TrackReimbursableExpensesAsIncome? UsingSalesOrders?
    UsingPriceLevels? DefaultFOB DefaultCustomerMessage`,
  SalesItemLineDetail: "@ItemLineDetail ServiceDate@ TaxInclusiveAmt# DiscountRate# DiscountAmt# DeferredRevenue? RetainageAmount# SalesItemLineDetailEx>IntuitAnyType",
  SalesOrderItemLineDetail: "@SalesItemLineDetail ManuallyClosed?",
  StatusInfo: "status statusDate@ callToAction",
  SubTotalLineDetail: "ItemRef>ReferenceType ServiceDate@",
  SurchargePaymentMethodInfo: "Enabled?",
  TDSLineDetail: "TDSAccountRef>ReferenceType TDSSectionTypeId# TDSLineDetailEx>IntuitAnyType",
  Tag: "@IntuitEntity Name",
  TaxLineDetail: `TaxRateRef>ReferenceType PercentBased? TaxPercent# NetAmountTaxable# TaxInclusiveAmount# OverrideDeltaAmount# ServiceDate@
    TaxLineDetailEx>IntuitAnyType`,
  TaxPrefs: `UsingSalesTax? PartnerTaxEnabled? HideTaxManagement? TaxGroupCodeRef>ReferenceType TaxRateRef>ReferenceType PaySalesTax=PaySalesTaxEnum
    NonTaxableSalesTaxCodeRef>ReferenceType TaxableSalesTaxCodeRef>ReferenceType`,
  TaxRateDetail: "TaxRateRef>ReferenceType TaxTypeApplicable=TaxTypeApplicablityEnum TaxOrder# TaxOnTaxOrder#",
  TaxRateDetails: "TaxRateName TaxRateId RateValue# TaxAgencyId TaxApplicableOn=TaxRateApplicableOnEnum",
  TaxRateList: "TaxRateDetail[]>TaxRateDetail",
  TelephoneNumber: "Id DeviceType CountryCode AreaCode ExchangeCode Extension FreeFormNumber Default? Tag",
  TimeTrackingPrefs: `UseServices? DefaultTimeItem>ReferenceType BillCustomers? ShowBillRateToAll? WorkWeekStartDate=WeekEnum TimeTrackingEnabled? MarkTimeEntriesBillable?
    MarkExpensesAsBillable?`,
  TransactionDeliveryInfo: "DeliveryType=DeliveryTypeEnum DeliveryTime~ DeliveryErrorType=DeliveryErrorTypeEnum",
  TxnApprovalInfo: "ApprovalStatus ApprovalStatusDetail LastChangedByUser LastChangedDate~",
  TxnRetainageDetail: "RetainageAmount# RetainageOpenBalance#",
  TxnTaxDetail: "DefaultTaxCodeRef>ReferenceType TxnTaxCodeRef>ReferenceType TotalTax# TaxReviewStatus=TaxReviewStatusEnum TaxLine[]>Line UseAutomatedSalesTax?",
  UOMRef: "Unit UOMSetRef>ReferenceType",
  VendorAndPurchasesPrefs: `EnableBills? TrackingByCustomer? BillableExpenseTracking? DefaultTerms>ReferenceType DefaultMarkup# DefaultMarkupAccount>ReferenceType
    AutomaticBillPayment? TPAREnabled? POCustomField[]>CustomFieldDefinition MsgToVendors UsingInventory? UsingMultiLocationInventory? DaysBillsAreDue#
    DiscountAccountRef>ReferenceType`,
  VendorBankAccountDetail: "BankBranchIdentifier BankAccountNumber BankAccountName StatementText",
  WebSiteAddress: "Id URI Default? Tag",
};
