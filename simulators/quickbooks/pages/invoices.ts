/** The list of invoices. */
import { html } from "hono/html";
import type { Entity } from "../company.ts";
import { money } from "../money.ts";
import type { Simulator } from "../simulator.ts";
import { day, done, type Html, shell, table } from "./shell.ts";
import { memberText } from "../member-text.ts";

const rowsPerPage = 100;

export function invoicesPage({ company }: Simulator, search: string, pageNumber: number, said?: string): Html {
  const all = company.all("Invoice").reverse();
  if (all.length === 0) return shell("Invoices", "/invoices", [done(said), html`<div class="card empty"><p><strong>No invoices yet</strong></p><p class="dim">They appear here as soon as one is created.</p></div>`]);
  const found = search === "" ? all : all.filter((invoice) => `${String(invoice["DocNumber"])} ${customerName(invoice)} ${memberText(invoice["PrivateNote"])}`.toLowerCase().includes(search.toLowerCase()));
  const from = (pageNumber - 1) * rowsPerPage;
  return shell("Invoices", "/invoices", [
    done(said),
    html`<div class="bar">
      <form class="inline" method="get" action="/invoices" role="search"><label>Number, customer or note<input type="search" name="q" value="${search}" /></label><button class="plain">Search</button></form>
      <span class="dim">${found.length} of ${all.length}, newest first</span>
    </div>`,
    found.length === 0 ? html`<div class="card empty dim">No invoice matches.</div>` : invoiceTable(found.slice(from, from + rowsPerPage)),
    pager(search, pageNumber, found.length),
  ]);
}

function pager(search: string, pageNumber: number, count: number): Html {
  const link = (to: number, words: string): Html => html`<a class="button plain" href="/invoices?q=${encodeURIComponent(search)}&page=${to}">${words}</a>`;
  return html`<div class="actions">
    ${pageNumber > 1 ? link(pageNumber - 1, "Newer") : ""} ${count > pageNumber * rowsPerPage ? link(pageNumber + 1, "Older") : ""}
  </div>`;
}

export function invoiceTable(invoices: Entity[]): Html {
  return table("Invoices", ["Number", "Customer", "Date", "Due", "Status", "#Total", "#Balance"], invoices.map(row));
}

function row(invoice: Entity): Html {
  const customer = (invoice["CustomerRef"] as { value: string }).value;
  return html`<tr>
    <td><a href="/app/invoice?txnId=${invoice.Id}">${memberText(invoice["DocNumber"], `(id ${invoice.Id})`)}</a></td>
    <td class="wrap"><a href="/customers/${customer}">${customerName(invoice)}</a></td>
    <td>${day(invoice["TxnDate"])}</td>
    <td>${day(invoice["DueDate"])}</td>
    <td>${statusBadge(invoice)}</td>
    <td class="num">${money(invoice["TotalAmt"])}</td>
    <td class="num">${money(invoice["Balance"])}</td>
  </tr>`;
}

function customerName(invoice: Entity): string {
  return String((invoice["CustomerRef"] as { name?: string }).name ?? "");
}

export function statusBadge(invoice: Entity): Html {
  if (isVoid(invoice)) return html`<span class="badge bad">Void</span>`;
  return Number(invoice["Balance"]) === 0 ? html`<span class="badge good">Paid</span>` : html`<span class="badge warn">Open</span>`;
}

export function isVoid(invoice: Entity): boolean {
  return Number(invoice["TotalAmt"]) === 0 && memberText(invoice["PrivateNote"]).startsWith("Voided");
}
