/** The lines of a sales document: what each kind needs, which item and tax code it gets, and which id it keeps. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { amount, toCents, wire } from "../money.ts";
import { memberText } from "../member-text.ts";
import { labelled, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { shippingItemId } from "../tax/document-lines.ts";
import { taxRegime } from "../tax/regime.ts";
import { bundleLine } from "./bundle-lines.ts";
import { numbered } from "./line-numbers.ts";
import { trackedClass } from "./tracked-refs.ts";

/** Reference: section on limits. */
const mostLines = 10_000;
const mostTaxableLines = 750;
const unitPriceDecimals = 7;
/** Categories only order the list; bundles have a kind of line of their own. */
const notSold = new Set(["Category", "Group"]);

/** The stored lines, without the server's own subtotal line. `before` = the lines so far, for their ids. */
export function preparedLines(company: Company, given: unknown, customer: Entity | undefined, before: Members[]): Members[] {
  const lines = ((given ?? []) as Members[]).filter((line) => line["DetailType"] !== "SubTotalLineDetail");
  if (lines.length === 0) throw missing("Line");
  if (lines.length > mostLines) throw new Refusal("6000", `Business Validation Error: A transaction can have at most ${mostLines} lines.`, "Line");
  const prepared = lines.map((line) => preparedLine(company, line, customer));
  checkTaxableCount(company, prepared);
  return numbered(prepared, before);
}

/** In the United States a taxable document takes fewer lines. */
function checkTaxableCount(company: Company, lines: Members[]): void {
  if (lines.length <= mostTaxableLines || taxRegime(company) === "codes") return;
  if (!lines.some((line) => refId((line["SalesItemLineDetail"] as Members | undefined)?.["TaxCodeRef"]) === "TAX")) return;
  throw new Refusal("6000", `Business Validation Error: A taxable transaction can have at most ${mostTaxableLines} lines.`, "Line");
}

function preparedLine(company: Company, line: Members, customer: Entity | undefined): Members {
  switch (line["DetailType"]) {
    case undefined:
      throw missing("Line.DetailType");
    case "SalesItemLineDetail":
      return salesLine(company, line, customer);
    case "DiscountLineDetail":
      return discountLine(company, line);
    case "DescriptionOnly": {
      const { Amount: _amount, ...described } = line;
      return described;
    }
    case "GroupLineDetail":
      return bundleLine(company, line, (part) => salesLine(company, part, customer));
    default:
      throw new Refusal("2170", `Invalid Enumeration : ${String(line["DetailType"])}`, "Line.DetailType");
  }
}

function salesLine(company: Company, line: Members, customer: Entity | undefined): Members {
  const given = (line["SalesItemLineDetail"] ?? {}) as Members;
  const lineAmount = amount(line["Amount"]);
  if (lineAmount === undefined) throw missing("Line.Amount");
  checkAmount(lineAmount, given);
  const itemId = refId(given["ItemRef"]);
  if (itemId === undefined) return documentation(line);
  if (itemId === shippingItemId) checkShipping(company);
  const item = itemId === shippingItemId ? undefined : referred(company, "Item", itemId, "ItemRef");
  if (item && notSold.has(memberText(item["Type"]))) throw new Refusal("2500", `Invalid Reference Id : Items element id ${itemId} cannot be used on this line`, "ItemRef");
  const detail = {
    ...given,
    ItemRef: item ? labelled(item) : { value: shippingItemId },
    ...(item?.["IncomeAccountRef"] ? { ItemAccountRef: item["IncomeAccountRef"] } : {}),
    ...(given["UnitPrice"] === undefined ? {} : { UnitPrice: wire(unitPriceOf(given)!) }),
    ...taxCodeRef(taxCodeOf(company, given, item, customer)),
    ...trackedClass(company, given),
  };
  return { ...line, Amount: wire(toCents(lineAmount)), SalesItemLineDetail: detail };
}

/** A sales line without an item only documents: its amount does not count (reference: sales document lines). */
function documentation(line: Members): Members {
  return { ...line, Amount: 0 };
}

function checkAmount(lineAmount: Big, detail: Members): void {
  const quantity = amount(detail["Qty"]);
  const unitPrice = unitPriceOf(detail);
  if (quantity === undefined || unitPrice === undefined || toCents(quantity.times(unitPrice)).eq(lineAmount)) return;
  throw new Refusal("6070", `Amount calculation incorrect in the request. Amount is not equal to UnitPrice * Qty. Supplied value:${lineAmount.toFixed()}`, "Line.Amount");
}

function unitPriceOf(detail: Members): Big | undefined {
  return amount(detail["UnitPrice"])?.round(unitPriceDecimals, Big.roundHalfUp);
}

function checkShipping(company: Company): void {
  if (company.prefs("SalesFormsPrefs")["AllowShipping"] === true) return;
  throw new Refusal("5030", "Feature Not Supported Error : Shipping is not turned on in this company's settings.", "ItemRef");
}

/** In the United States TAX and NON only; unsaid, item and customer decide. Elsewhere the id of a tax code. */
function taxCodeOf(company: Company, detail: Members, item: Entity | undefined, customer: Entity | undefined): string | undefined {
  const given = refId(detail["TaxCodeRef"]);
  const regime = taxRegime(company);
  if (regime === "codes") return given;
  if (given === "CustomSalesTax") throw new Refusal("6160", "Invalid TaxCodeRef : CustomSalesTax cannot be used in a request.", "TaxCodeRef");
  if (given !== undefined && given !== "TAX" && given !== "NON") throw new Refusal("6100", "Invalid Line TaxCode in the request : Only TAX or NON can be used here.", "TaxCodeRef");
  if (regime === "off") return "NON";
  return given ?? (item?.["Taxable"] === true && customer?.["Taxable"] !== false ? "TAX" : "NON");
}

function taxCodeRef(code: string | undefined): Members {
  return code === undefined ? {} : { TaxCodeRef: { value: code } };
}

function discountLine(company: Company, line: Members): Members {
  const sales = company.prefs("SalesFormsPrefs");
  if (sales["AllowDiscount"] !== true) throw new Refusal("5030", "Feature Not Supported Error : Discounts are not turned on in this company's settings.", "Line");
  const detail = (line["DiscountLineDetail"] ?? {}) as Members;
  const account = referred(company, "Account", refId(detail["DiscountAccountRef"]) ?? String(sales["DefaultDiscountAccount"]), "DiscountAccountRef");
  return { ...line, DiscountLineDetail: { ...detail, ...trackedClass(company, detail), PercentBased: detail["DiscountPercent"] !== undefined, DiscountAccountRef: labelled(account) } };
}
