/** Which field a fault means, in our words: by the member it names, else by the beginning of its text. */

const words: Readonly<Record<string, string>> = {
  AccountRef: "account",
  Amount: "amount",
  BillAddr: "billing address",
  BillEmail: "e-mail address",
  ClassRef: "class",
  CurrencyRef: "currency",
  CustomerRef: "customer",
  DepartmentRef: "location",
  DepositToAccountRef: "account for the deposit",
  Description: "description",
  DiscountAmt: "discount",
  DiscountPercent: "discount",
  DisplayName: "name",
  DocNumber: "document number",
  DueDate: "due date",
  EntityRef: "customer or vendor",
  ExpenseAccountRef: "expense account",
  FamilyName: "last name",
  GivenName: "first name",
  IncomeAccountRef: "income account",
  ItemRef: "product",
  Line: "lines",
  LinkedTxn: "linked document",
  Name: "name",
  PaymentMethodRef: "payment method",
  PaymentRefNum: "reference number",
  PrimaryEmailAddr: "e-mail address",
  PrivateNote: "note",
  Qty: "quantity",
  SalesTermRef: "payment terms",
  ShipAddr: "shipping address",
  ShipDate: "shipping date",
  Sku: "SKU",
  TaxCodeRef: "tax code",
  TotalAmt: "total",
  TrackingNum: "tracking number",
  TxnDate: "date",
  UnitPrice: "price",
  VendorRef: "vendor",
  WebAddr: "web address",
};

/** The lists that a missing id is said to be of ("Items element id 7 not found"). */
const lists: Readonly<Record<string, string>> = {
  account: "account",
  class: "class",
  customer: "customer",
  department: "location",
  employee: "employee",
  item: "product",
  name: "customer or vendor",
  paymentmethod: "payment method",
  taxcode: "tax code",
  term: "payment terms",
  vendor: "vendor",
};

/** `element` = the member as the vendor writes it, maybe empty, maybe a path such as `Line.SalesItemLineDetail.ItemRef`. */
export function fieldOf(element: string, text: string): string | null {
  return fieldOfMember(element) ?? fieldOfMember(/Required parameter (\S+) is missing/.exec(text)?.[1] ?? "") ?? fieldOfList(text);
}

/** The innermost member that has a word of ours; a member without one is told as it is. */
function fieldOfMember(member: string): string | null {
  if (member === "") return null;
  const known = member.split(/[.[\]]/).findLast((part) => part in words);
  return known === undefined ? member : (words[known] ?? member);
}

function fieldOfList(text: string): string | null {
  const list = /(\w+) element id \S+ not found/i.exec(text)?.[1]?.toLowerCase() ?? "";
  return lists[list] ?? lists[list.replace(/(?<=s)es$|s$/, "")] ?? null;
}
