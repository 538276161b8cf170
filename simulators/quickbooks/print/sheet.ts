/** What a printed document says, kind by kind: for PDFs. */
import type { Company, Entity, EntityName } from "../company.ts";
import { memberText } from "../member-text.ts";
import type { Members } from "../wire-object.ts";
import type { SheetLine } from "./pdf.ts";

/** How the kinds are called on paper. */
const titles: Partial<Record<EntityName, string>> = {
  Invoice: "INVOICE", Estimate: "ESTIMATE", SalesReceipt: "SALES RECEIPT", RefundReceipt: "REFUND RECEIPT", CreditMemo: "CREDIT MEMO", Payment: "PAYMENT RECEIPT",
};

/** The kind's name on paper. */
export function sheetTitle(name: EntityName): string {
  return titles[name] ?? name.toUpperCase();
}

/** The lines of a printed document, from the letterhead to the total. */
export function sheetLines(company: Company, name: EntityName, entity: Entity): SheetLine[] {
  const info = company.single("CompanyInfo");
  return [
    { text: memberText(info["CompanyName"]), isHeading: true },
    ...addressLines(info["CompanyAddr"]),
    { text: "" },
    { text: `${sheetTitle(name)} ${memberText(entity["DocNumber"])}`.trim(), isHeading: true },
    { text: `Date: ${memberText(entity["TxnDate"])}` },
    ...(entity["DueDate"] === undefined ? [] : [{ text: `Due: ${memberText(entity["DueDate"])}` }]),
    ...(entity["ExpirationDate"] === undefined ? [] : [{ text: `Expires: ${memberText(entity["ExpirationDate"])}` }]),
    { text: `Customer: ${(entity["CustomerRef"] as { name?: string } | undefined)?.name ?? ""}` },
    ...addressLines(entity["BillAddr"]),
    { text: "" },
    ...((entity["Line"] ?? []) as Members[]).flatMap(bodyLines),
    { text: "" },
    ...totalLines(entity),
    { text: (entity["CustomerMemo"] as { value?: string } | undefined)?.value ?? "" },
  ];
}

function addressLines(address: unknown): SheetLine[] {
  const one = (address ?? {}) as Record<string, string | undefined>;
  const city = [one["City"], one["CountrySubDivisionCode"], one["PostalCode"]].filter(Boolean).join(" ");
  return [one["Line1"], one["Line2"], one["Line3"], city].filter((text): text is string => Boolean(text)).map((text) => ({ text }));
}

function bodyLines(line: Members): SheetLine[] {
  const parts = (line["GroupLineDetail"] as { Line?: Members[] } | undefined)?.Line ?? [];
  const amount = line["Amount"] === undefined || parts.length > 0 ? {} : { amount: digits(line["Amount"]) };
  return [{ text: wordsOf(line), ...amount }, ...parts.flatMap(bodyLines)];
}

function wordsOf(line: Members): string {
  const detail = (line[memberText(line["DetailType"])] ?? {}) as { ItemRef?: { name?: string }; GroupItemRef?: { name?: string }; Qty?: number; UnitPrice?: number };
  const [link] = (line["LinkedTxn"] ?? []) as Members[];
  const fixed = { SubTotalLineDetail: "Subtotal", DiscountLineDetail: "Discount" }[memberText(line["DetailType"])];
  const counted = detail.Qty === undefined || detail.UnitPrice === undefined ? "" : `${detail.Qty} x ${detail.UnitPrice}`;
  const linked = link ? `${memberText(link["TxnType"])} ${memberText(link["TxnId"])}` : "";
  return [fixed, detail.GroupItemRef?.name, detail.ItemRef?.name, memberText(line["Description"]), counted, linked].filter(Boolean).join("  ");
}

function totalLines(entity: Entity): SheetLine[] {
  const tax = (entity["TxnTaxDetail"] as { TotalTax?: number } | undefined)?.TotalTax;
  const currency = (entity["CurrencyRef"] as { value?: string } | undefined)?.value ?? "";
  return [
    ...(tax === undefined ? [] : [{ text: "Tax", amount: digits(tax) }]),
    { text: `Total ${currency}`.trim(), amount: digits(entity["TotalAmt"]) },
    ...(entity["Balance"] === undefined ? [] : [{ text: "Balance due", amount: digits(entity["Balance"]) }]),
  ];
}

function digits(value: unknown): string {
  return Number(value ?? 0).toFixed(2);
}
