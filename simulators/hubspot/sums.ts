/** What HubSpot sums up over the records associated with another, whenever one of them changes. */
import { type Outcome, quoteAmount, sumOf, type Values } from "./calculated.ts";
import type { TypeName } from "./object-types.ts";
import type { Portal, StoredRecord } from "./portal.ts";

/** Kind -> the kinds whose sums it counts in. */
const summed: Partial<Record<TypeName, readonly TypeName[]>> = {
  line_items: ["deals", "quotes"],
  contacts: ["deals"],
  discounts: ["quotes"],
  fees: ["quotes"],
  taxes: ["quotes"],
  invoices: ["commerce_payments"],
};

/** The kinds whose sums a record of this kind counts in. */
export function summedBy(type: TypeName): readonly TypeName[] {
  return summed[type] ?? [];
}

/** The sums of a record. Without line items an amount stays as somebody wrote it. */
export function sumsOf(portal: Portal, type: TypeName, { id }: StoredRecord): Outcome {
  const all = (of: TypeName): Values[] => portal.links.ids(type, id, of).flatMap((one) => portal.find(of, one) ?? []).map((one) => one.values);
  const lines = all("line_items");
  switch (type) {
    case "deals": {
      const counts = { num_associated_contacts: String(all("contacts").length), hs_num_of_associated_line_items: String(lines.length) };
      return lines.length > 0 ? { ...counts, amount: sumOf(lines.map((line) => line["amount"])) } : counts;
    }
    case "quotes":
      return lines.length > 0 ? { hs_quote_amount: quoteAmount(lines, { discounts: all("discounts"), fees: all("fees"), taxes: all("taxes") }) } : {};
    case "commerce_payments": {
      const invoices = all("invoices").length;
      return { hs_has_associated_invoice: String(invoices > 0), hs_number_of_associated_invoices: String(invoices) };
    }
    default:
      return {};
  }
}
