/** The business of every sample company, wherever it is: a small design and fit-out studio with its lists. */
import type { CompanyState, Entity, EntityName } from "../company.ts";
import { classifications } from "../entities/list-entries.ts";
import { listEntity as entity, person } from "./entries.ts";
import type { TaxLists } from "./tax-lists.ts";


const items: [string, string, string, number, string][] = [
  ["Design consultation", "DSN-100", "Service", 150, "1"],
  ["Site survey", "SRV-110", "Service", 95, "1"],
  ["Concept package", "CON-200", "Service", 1200, "1"],
  ["Detailed drawings", "DRW-210", "Service", 2400, "1"],
  ["Project management hour", "PMH-300", "Service", 85, "1"],
  ["Oak desk", "FUR-410", "NonInventory", 640, "79"],
  ["Task chair", "FUR-420", "NonInventory", 289, "79"],
  ["Acoustic panel", "FUR-430", "NonInventory", 74.5, "79"],
  ["Pendant light", "LGT-510", "NonInventory", 132.4, "79"],
  ["Installation hour", "INS-600", "Service", 68, "1"],
  ["Maintenance plan", "MNT-700", "Service", 199, "1"],
  ["Delivery", "DEL-800", "Service", 45, "1"],
];

/** A bundle and something with stock, which cannot be told by a row of the list above. */
const furtherItems = (place: Place): Entity[] => [
  entity("13", {
    ...sold(place, "Desk with two chairs", "SET-440", "Group"),
    ItemGroupDetail: { ItemGroupLine: [{ ItemRef: { value: "6", name: "Oak desk" }, Qty: 1 }, { ItemRef: { value: "7", name: "Task chair" }, Qty: 2 }] }, PrintGroupedItems: true,
  }),
  entity("14", {
    ...sold(place, "Oak board", "MAT-710", "Inventory"),
    UnitPrice: 38, PurchaseCost: 21.5, TrackQtyOnHand: true, QtyOnHand: 60, InvStartDate: "2026-01-05", IncomeAccountRef: { value: "79", name: "Sales of Product Income" },
    ExpenseAccountRef: { value: "80", name: "Cost of Goods Sold" }, AssetAccountRef: { value: "81", name: "Inventory Asset" },
  }),
];

/** What all items have. */
function sold({ itemTaxCode }: Place, Name: string, Sku: string, Type: string): Record<string, unknown> {
  return { Name, FullyQualifiedName: Name, Sku, Type, Taxable: false, Active: true, TrackQtyOnHand: false, Description: Name, ...(itemTaxCode === undefined ? {} : { SalesTaxCodeRef: { value: itemTaxCode } }) };
}

const accounts: [string, string, string, string][] = [
  ["1", "Services", "Income", "ServiceFeeIncome"],
  ["4", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"],
  ["33", "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"],
  ["34", "Opening Balance Equity", "Equity", "OpeningBalanceEquity"],
  ["35", "Checking", "Bank", "Checking"],
  ["41", "Mastercard", "Credit Card", "CreditCard"],
  ["56", "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"],
  ["63", "Office expenses", "Expense", "OfficeGeneralAdministrativeExpenses"],
  ["66", "Merchant fees", "Expense", "BankCharges"],
  ["79", "Sales of Product Income", "Income", "SalesOfProductIncome"],
  ["80", "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"],
  ["81", "Inventory Asset", "Other Current Asset", "Inventory"],
  ["86", "Discounts given", "Income", "DiscountsRefundsGiven"],
  ["90", "Sales Tax Payable", "Other Current Liability", "SalesTaxPayable"],
];

/** The boards in stock, and what stands against them. */
const balances: Record<string, number> = { "34": -1290, "81": 1290 };

function balance(accountId: string): Record<string, number> {
  const CurrentBalance = balances[accountId] ?? 0;
  return { CurrentBalance, CurrentBalanceWithSubAccounts: CurrentBalance };
}

const customers: [string, string, string, string?][] = [
  ["Ada", "Okoye", "ada@northwind.example", "Northwind Robotics"],
  ["Tom", "Brandt", "tom@brandtcafe.example", "Brandt Café"],
  ["Priya", "Raman", "priya@lumenlabs.example", "Lumen Labs"],
  ["Luis", "Ortega", "luis@ortegalaw.example", "Ortega Law"],
  ["Hannah", "Weiss", "hannah@weissdental.example", "Weiss Dental"],
  ["Marcus", "Lee", "marcus@leefitness.example", "Lee Fitness"],
  ["Sofia", "Rossi", "sofia@rossibakery.example", "Rossi Bakery"],
  ["Noah", "Kim", "noah@kimtech.example", "Kim Tech"],
  ["Grace", "Adeyemi", "grace@adeyemiart.example", "Adeyemi Art"],
  ["Ben", "Fisher", "ben@fishermarine.example", "Fisher Marine"],
  ["Elena", "Petrova", "elena@petrovadesign.example", "Petrova Design"],
  ["Omar", "Haddad", "omar@haddadimports.example", "Haddad Imports"],
  ["Amy", "Lauterbach", "amy@birdsanctuary.example", "Amy's Bird Sanctuary"],
  ["Peter", "Dukes", "pete@dukesbasketball.example", "Dukes Basketball Camp"],
  ["Freeman", "Sporting", "info@freemansporting.example"],
  ["Gail", "O'Neil", "gail@oneilandsons.example", "O'Neil & Sons"],
  ["Jeff", "Jalopies", "jeff@jalopies.example"],
  ["Kate", "Whelan", "kate@whelan.example"],
  ["Mark", "Cho", "mark@chofamily.example"],
  ["Nora", "Ben Ali", "nora@benali.example"],
  ["Rondonuwu", "Fruit", "hello@rondonuwu.example"],
  ["Sasha", "Tillou", "sasha@tillou.example"],
  ["Travis", "Waldron", "travis@waldron.example"],
  ["Wendy", "Sushi", "wendy@sushibykatsuyuki.example"],
  ["Yuki", "Tanaka", "yuki@tanakaceramics.example", "Tanaka Ceramics"],
];

const vendors = ["Bayside Upholstery", "Pacific Timber Supply", "Redwood Freight", "Brightline Electrical", "Cascade Paint Co", "Golden Gate Glass", "Summit Insurance", "Valley Internet"];

const terms: [string, string, number][] = [
  ["1", "Due on receipt", 0],
  ["2", "Net 15", 15],
  ["3", "Net 30", 30],
  ["4", "Net 60", 60],
];

/** Where a company is, and what that means for its books. */
export interface Place {
  companyName: string;
  /** ISO 3166. */
  country: string;
  address: Record<string, string>;
  phone: string;
  /** Where its customers live: the rest of an address. */
  customerAddress: Record<string, string>;
  home: Currency;
  /** Other currencies; any = multicurrency is on. */
  currencies: Currency[];
  /** TaxPrefs. */
  tax: Record<string, unknown>;
  taxes: TaxLists;
  /** Outside the United States: the code of items. */
  itemTaxCode?: string;
  /** Customers in another currency than the home one, by their number in the list. */
  foreignCustomers?: Record<number, Currency>;
}

export interface Currency {
  value: string;
  name: string;
}

/** The company as it is on the first day. */
export function companyIn(realmId: string, place: Place): CompanyState {
  return { realmId, info: companyInfo(place), preferences: preferences(place), entities: lists(place), deleted: [], lastListId: 200, lastTransactionId: 144, lastNumbers: {} };
}

/** A project of the first customer, as companies have them that plan their work in QuickBooks. */
function project(place: Place): Entity {
  const [[given, family] = ["", ""]] = customers;
  const [parent, name] = [`${given} ${family}`, "Lobby refresh"];
  return entity("70", {
    ...person(name), FullyQualifiedName: `${parent}:${name}`, Job: true, IsProject: true, BillWithParent: false, Level: 1, ParentRef: { value: "1", name: parent },
    Taxable: false, Balance: 0, BalanceWithJobs: 0, CurrencyRef: place.home,
  });
}

function lists(place: Place): Partial<Record<EntityName, Entity[]>> {
  return {
    Customer: customers.map(([GivenName, FamilyName, Address, CompanyName], index) =>
      entity(String(index + 1), {
        GivenName, FamilyName, ...(CompanyName ? { CompanyName } : {}), ...person(`${GivenName} ${FamilyName}`), PrimaryEmailAddr: { Address },
        Taxable: false, Balance: 0, BalanceWithJobs: 0, CurrencyRef: place.foreignCustomers?.[index + 1] ?? place.home,
        BillAddr: { Id: String(index + 1), Line1: `${100 + index * 7} Harbor Street`, ...place.customerAddress },
      }),
    ).concat(project(place)),
    Vendor: vendors.map((name, index) => entity(String(index + 40), { ...person(name), Balance: 0, Vendor1099: false, CurrencyRef: place.home })),
    Employee: [["Robin", "Castillo"], ["Dana", "Whitfield"]].map(([GivenName, FamilyName], index) => entity(String(index + 60), { GivenName, FamilyName, ...person(`${GivenName} ${FamilyName}`) })),
    Item: [
      ...items.map(([Name, Sku, Type, UnitPrice, account], index) =>
        entity(String(index + 1), { ...sold(place, Name, Sku, Type), UnitPrice, PurchaseCost: 0, IncomeAccountRef: { value: account, name: account === "1" ? "Services" : "Sales of Product Income" } }),
      ),
      ...furtherItems(place),
    ],
    Account: accounts.map(([id, Name, AccountType, AccountSubType]) =>
      entity(id, { Name, FullyQualifiedName: Name, AccountType, AccountSubType, Classification: classifications[AccountType], Active: true, SubAccount: false, ...balance(id), CurrencyRef: place.home }),
    ),
    Term: terms.map(([id, Name, DueDays]) => entity(id, { Name, DueDays, Type: "STANDARD", DiscountPercent: 0, DiscountDays: 0, Active: true })),
    ...place.taxes,
    CompanyCurrency: place.currencies.map(({ value: Code, name: Name }, index) => entity(String(index + 1), { Code, Name, Active: true })),
    PaymentMethod: ["Cash", "Check", "Credit Card"].map((Name, index) => entity(String(index + 1), { Name, Type: Name === "Credit Card" ? "CREDIT_CARD" : "NON_CREDIT_CARD", Active: true })),
  };
}

function companyInfo({ companyName, country, phone, ...place }: Place): Entity {
  const address = { Id: "1", ...place.address };
  return {
    ...entity("1", {}), CompanyName: companyName, LegalName: companyName, CompanyAddr: address, LegalAddr: address, CustomerCommunicationAddr: address,
    Country: country, Email: { Address: "books@harborpine.example" }, WebAddr: {}, PrimaryPhone: { FreeFormNumber: phone }, FiscalYearStartMonth: "January", SupportedLanguages: "en",
    CompanyStartDate: "2019-03-01",
    NameValue: [{ Name: "OfferingSku", Value: "QuickBooks Online Plus" }, { Name: "SubscriptionStatus", Value: "PAID" }, { Name: "ItemCategoriesFeature", Value: "true" }],
  };
}

function preferences({ tax, home, currencies }: Place): Entity {
  return {
    ...entity("1", {}),
    AccountingInfoPrefs: { FirstMonthOfFiscalYear: "January", CustomerTerminology: "Customers", UseAccountNumbers: false, TrackDepartments: false, ClassTrackingPerTxn: false, ClassTrackingPerTxnLine: false },
    ProductAndServicesPrefs: { ForSales: true, ForPurchase: true, QuantityWithPriceAndRate: true, QuantityOnHand: true },
    SalesFormsPrefs: {
      CustomTxnNumbers: false, AllowDeposit: true, AllowDiscount: true, DefaultDiscountAccount: "86", AllowEstimates: true, AllowServiceDate: false, AllowShipping: false,
      ETransactionEnabledStatus: "NotApplicable", AutoApplyCredit: false, UsingProgressInvoicing: false, DefaultTerms: { value: "3" }, CustomField: [],
    },
    VendorAndPurchasesPrefs: { TrackingByCustomer: true, BillableExpenseTracking: true },
    TaxPrefs: tax,
    CurrencyPrefs: { MultiCurrencyEnabled: currencies.length > 0, HomeCurrency: home },
    OtherPrefs: { NameValue: [{ Name: "SalesFormsPrefs.DefaultItem", Value: "1" }, { Name: "ProjectsEnabled", Value: "true" }] },
  };
}
