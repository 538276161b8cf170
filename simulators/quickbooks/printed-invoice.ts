/** An invoice as it would be printed. */
import { html } from "hono/html";
import type { Company, Entity } from "./company.ts";
import { money } from "./money.ts";

type Html = ReturnType<typeof html>;
type Members = Record<string, unknown>;
type Address = { Line1?: string; City?: string; CountrySubDivisionCode?: string; PostalCode?: string };

/** The rendered invoice. */
export function printedInvoice(company: Company, invoice: Entity): Html {
  const lines = invoice["Line"] as Members[];
  const customer = invoice["CustomerRef"] as { name?: string };
  const email = (invoice["BillEmail"] as { Address?: string } | undefined)?.Address;
  const isVoid = String(invoice["PrivateNote"] ?? "").startsWith("Voided");
  return html`<article class="paper">
    <div class="top">
      <div>
        <strong>${String(company.info["CompanyName"])}</strong><br />${address(company.info["CompanyAddr"] as Address)}
      </div>
      <h2>INVOICE</h2>
    </div>
    ${isVoid ? html`<p><span class="badge bad">Void</span></p>` : ""}
    <div class="top" style="margin-top:2rem">
      <div><span class="dim">Bill to</span><br /><strong>${customer.name ?? ""}</strong><br />${email ? html`${email}<br />` : ""}${address(invoice["BillAddr"] as Address | undefined)}</div>
      <dl>
        <dt>Invoice number</dt><dd>${String(invoice["DocNumber"] ?? "")}</dd>
        <dt>Date</dt><dd>${String(invoice["TxnDate"])}</dd>
        <dt>Terms</dt><dd>${(invoice["SalesTermRef"] as { name?: string } | undefined)?.name ?? "None"}</dd>
        <dt>Due</dt><dd>${String(invoice["DueDate"])}</dd>
      </dl>
    </div>
    <div class="scroll">
      <table>
        <thead><tr><th scope="col">Product</th><th scope="col">Description</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Rate</th><th scope="col" class="num">Amount</th></tr></thead>
        <tbody>${lines.filter((line) => line["DetailType"] === "SalesItemLineDetail").map(row)}</tbody>
      </table>
    </div>
    <div class="top"><span></span><dl>${totals(invoice, lines)}</dl></div>
    <p class="dim" style="margin-top:2rem;overflow-wrap:anywhere">Private note (not printed for the customer): ${String(invoice["PrivateNote"] ?? "none")}</p>
  </article>`;
}

function row(line: Members): Html {
  const detail = line["SalesItemLineDetail"] as { ItemRef?: { name?: string }; Qty?: number; UnitPrice?: number };
  return html`<tr>
    <td>${detail.ItemRef?.name ?? ""}</td><td>${String(line["Description"] ?? "")}</td><td class="num">${detail.Qty ?? ""}</td><td class="num">${detail.UnitPrice ?? ""}</td><td class="num">${money(line["Amount"])}</td>
  </tr>`;
}

function totals(invoice: Entity, lines: Members[]): Html {
  const amountOf = (type: string): unknown => lines.find((line) => line["DetailType"] === type)?.["Amount"];
  const discount = amountOf("DiscountLineDetail");
  const tax = (invoice["TxnTaxDetail"] as { TotalTax?: number } | undefined)?.TotalTax ?? 0;
  return html`<dt>Subtotal</dt><dd>${money(amountOf("SubTotalLineDetail"))}</dd>
    ${discount === undefined ? "" : html`<dt>Discount</dt><dd>-${money(discount)}</dd>`}
    <dt>Tax</dt><dd>${money(tax)}</dd>
    <dt><strong>Total</strong></dt><dd><strong>${money(invoice["TotalAmt"])}</strong></dd>
    <dt>Balance due</dt><dd>${money(invoice["Balance"])}</dd>`;
}

function address(one: Address | undefined): Html | string {
  return one ? html`${one.Line1 ?? ""}<br />${one.City ?? ""}, ${one.CountrySubDivisionCode ?? ""} ${one.PostalCode ?? ""}` : "";
}
