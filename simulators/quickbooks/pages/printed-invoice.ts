/** An invoice as it would be printed, and beside it what only the company sees. */
import { html } from "hono/html";
import type { Company, Entity } from "../company.ts";
import { money } from "../money.ts";
import { isVoid, statusBadge } from "./invoices.ts";
import { deedButtons } from "./invoice-deeds.ts";
import { day, done, type Html, notice, shell } from "./shell.ts";
import { memberText } from "../member-text.ts";

type Members = Record<string, unknown>;
type Address = { Line1?: string; Line2?: string; City?: string; CountrySubDivisionCode?: string; PostalCode?: string };

export function invoicePage(company: Company, invoice: Entity, said?: string, problem?: string): Html {
  return shell(`Invoice ${memberText(invoice["DocNumber"])}`, "/invoices", [
    done(said),
    notice(problem),
    html`<div class="bar noprint">
      <span>${statusBadge(invoice)} <span class="dim small">id ${invoice.Id}, version ${invoice.SyncToken}</span></span>
      <span class="dim small">Print with your browser: only the sheet below is printed.</span>
    </div>`,
    deedButtons(invoice),
    sheet(company, invoice),
    internal(invoice),
  ]);
}

export function noInvoicePage(): Html {
  return shell("No such invoice", "/invoices", html`<div class="card"><p>There is no invoice with this id; it may have been deleted.</p><p><a href="/invoices">All invoices</a></p></div>`);
}

function sheet(company: Company, invoice: Entity): Html {
  const info = company.single("CompanyInfo");
  const lines = (invoice["Line"] as Members[]).filter((line) => line["DetailType"] === "SalesItemLineDetail" || line["DetailType"] === "DescriptionOnly");
  const memo = (invoice["CustomerMemo"] as { value?: string } | undefined)?.value;
  return html`<article class="paper">
    <div class="top">
      <address style="font-style:normal">
        <strong>${String(info["CompanyName"])}</strong><br />${address(info["CompanyAddr"] as Address)}<br /><span class="dim">${(info["Email"] as { Address?: string }).Address}</span>
      </address>
      <div style="text-align:right"><h2>INVOICE</h2>${isVoid(invoice) ? html`<span class="badge bad">Void</span>` : ""}</div>
    </div>
    <div class="top" style="margin-top:2.25rem">${billTo(invoice)}${facts(invoice)}</div>
    <div class="scroll" tabindex="0" role="region" aria-label="Lines">
      <table>
        <thead>
          <tr><th scope="col">Product or service</th><th scope="col">Description</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Rate</th><th scope="col" class="num">Amount</th></tr>
        </thead>
        <tbody>${lines.map(row)}</tbody>
      </table>
    </div>
    <div class="top"><p style="max-width:24rem;white-space:pre-wrap">${memo ?? ""}</p><dl>${totals(invoice)}</dl></div>
  </article>`;
}

function billTo(invoice: Entity): Html {
  const email = (invoice["BillEmail"] as { Address?: string } | undefined)?.Address;
  return html`<div>
    <span class="dim">Bill to</span><br /><strong style="overflow-wrap:anywhere">${(invoice["CustomerRef"] as { name?: string }).name ?? ""}</strong><br />
    ${invoice["BillAddr"] ? html`${address(invoice["BillAddr"] as Address)}<br />` : ""}${email ?? ""}
  </div>`;
}

function facts(invoice: Entity): Html {
  return html`<dl>
    <dt>Invoice number</dt><dd>${memberText(invoice["DocNumber"], "none")}</dd>
    <dt>Date</dt><dd>${day(invoice["TxnDate"])}</dd>
    <dt>Terms</dt><dd>${(invoice["SalesTermRef"] as { name?: string } | undefined)?.name ?? "None"}</dd>
    <dt>Due</dt><dd>${day(invoice["DueDate"])}</dd>
  </dl>`;
}

function row(line: Members): Html {
  const detail = (line["SalesItemLineDetail"] ?? {}) as { ItemRef?: { name?: string }; Qty?: number; UnitPrice?: number };
  return html`<tr>
    <td>${detail.ItemRef?.name ?? ""}</td>
    <td style="white-space:pre-wrap;overflow-wrap:anywhere">${memberText(line["Description"])}</td>
    <td class="num">${detail.Qty ?? ""}</td>
    <td class="num">${detail.UnitPrice === undefined ? "" : rate(detail.UnitPrice)}</td>
    <td class="num">${line["Amount"] === undefined ? "" : money(line["Amount"])}</td>
  </tr>`;
}

/** Rates may have up to seven decimals. */
function rate(value: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 7 });
}

function totals(invoice: Entity): Html {
  const lines = invoice["Line"] as Members[];
  const amountOf = (type: string): unknown => lines.find((line) => line["DetailType"] === type)?.["Amount"];
  const discount = Number(amountOf("DiscountLineDetail") ?? 0);
  const tax = (invoice["TxnTaxDetail"] as { TotalTax?: number } | undefined)?.TotalTax;
  const paid = Number(invoice["TotalAmt"]) - Number(invoice["Balance"]);
  return html`<dt>Subtotal</dt><dd>${money(amountOf("SubTotalLineDetail"))}</dd>
    ${discount === 0 ? "" : html`<dt>Discount</dt><dd>-${money(discount)}</dd>`} ${tax === undefined ? "" : html`<dt>Sales tax</dt><dd>${money(tax)}</dd>`}
    <dt class="total">Total</dt><dd class="total">${money(invoice["TotalAmt"])}</dd>
    ${paid === 0 ? "" : html`<dt>Paid</dt><dd>${money(paid)}</dd>`}
    <dt>Balance due</dt><dd>${money(invoice["Balance"])}</dd>`;
}

function address(one: Address): Html {
  return html`${one.Line1 ?? ""}<br />${one.Line2 ? html`${one.Line2}<br />` : ""}${one.City ?? ""}, ${one.CountrySubDivisionCode ?? ""} ${one.PostalCode ?? ""}`;
}

function internal(invoice: Entity): Html {
  const meta = invoice["MetaData"] as { CreateTime: string; LastUpdatedTime: string };
  return html`<section class="card noprint" style="max-width:840px;margin:1.25rem auto 0">
    <h2>Only the company sees</h2>
    <dl class="facts">
      <dt>Private note</dt><dd>${memberText(invoice["PrivateNote"], "none")}</dd>
      <dt>Created</dt><dd>${meta.CreateTime}</dd>
      <dt>Last changed</dt><dd>${meta.LastUpdatedTime}</dd>
    </dl>
  </section>`;
}
