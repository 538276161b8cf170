/** Everything that is booked besides invoices: a list, and each one as it is printed with what only the company sees. */
import { html } from "hono/html";
import type { Company, Entity, EntityName } from "../company.ts";
import { memberText } from "../member-text.ts";
import { money } from "../money.ts";
import { sheetLines, sheetTitle } from "../print/sheet.ts";
import type { Simulator } from "../simulator.ts";
import { isVoid } from "./invoices.ts";
import { day, type Html, shell, table } from "./shell.ts";

/** The kinds, and what their pages are called in the vendor's addresses. */
const kinds = {
  estimate: "Estimate",
  salesreceipt: "SalesReceipt",
  refundreceipt: "RefundReceipt",
  creditmemo: "CreditMemo",
  recvpayment: "Payment",
  deposit: "Deposit",
  expense: "Purchase",
  bill: "Bill",
  journal: "JournalEntry",
} as const satisfies Record<string, EntityName>;
type PageName = keyof typeof kinds;

const mostRows = 300;

export function transactionsPage({ company }: Simulator): Html {
  const all = (Object.entries(kinds) as [PageName, EntityName][])
    .flatMap(([page, name]) => company.all(name).map((entity) => ({ page, name, entity })))
    .sort((a, b) => Number(b.entity.Id) - Number(a.entity.Id));
  if (all.length === 0) {
    const empty = html`<div class="card empty"><p><strong>Nothing is booked yet</strong></p><p class="dim">Estimates, receipts, payments, expenses and the like appear here.</p></div>`;
    return shell("Transactions", "/transactions", empty);
  }
  return shell("Transactions", "/transactions", [
    html`<div class="bar"><span class="dim">${all.length > mostRows ? `The newest ${mostRows} of ${all.length}` : `${all.length}, newest first`}; invoices have a list of their own.</span></div>`,
    table("Transactions", ["Kind", "Number", "With", "Date", "Status", "#Total"], all.slice(0, mostRows).map(row)),
  ]);
}

function row({ page, name, entity }: { page: PageName; name: EntityName; entity: Entity }): Html {
  return html`<tr>
    <td>${titleOf(name)}</td>
    <td><a href="/app/${page}?txnId=${entity.Id}">${numberOf(entity)}</a></td>
    <td class="wrap">${partyOf(entity)}</td>
    <td>${day(entity["TxnDate"])}</td>
    <td>${badge(entity)}</td>
    <td class="num">${money(entity["TotalAmt"])}</td>
  </tr>`;
}

function titleOf(name: EntityName): string {
  const words = sheetTitle(name).toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function numberOf(entity: Entity): string {
  return memberText(entity["DocNumber"]) || memberText(entity["PaymentRefNum"]) || `(id ${entity.Id})`;
}

function partyOf(entity: Entity): string {
  const [party] = ["CustomerRef", "EntityRef", "VendorRef"].map((member) => entity[member] as { name?: string } | undefined).filter((one) => one !== undefined);
  return party?.name ?? "";
}

function badge(entity: Entity): Html {
  if (isVoid(entity)) return html`<span class="badge bad">Void</span>`;
  const status = memberText(entity["TxnStatus"]);
  return status === "" ? html`` : html`<span class="badge">${status}</span>`;
}

/** One of them by its page's name; null = there is no such page or document. */
export function transactionPage(company: Company, page: string, id: string): Html | null {
  const name = page in kinds ? kinds[page as PageName] : undefined;
  const entity = name && company.find(name, id);
  if (!name || !entity) return null;
  return shell(`${titleOf(name)} ${numberOf(entity)}`, "/transactions", [
    html`<div class="bar noprint"><span>${badge(entity)} <span class="dim small">id ${entity.Id}, version ${entity.SyncToken}</span></span></div>`,
    html`<article class="paper">${sheetLines(company, name, entity).map(sheetRow)}</article>`,
    internal(entity),
  ]);
}

function sheetRow(line: { text: string; amount?: string; isHeading?: boolean }): Html {
  if (line.isHeading) return html`<h2>${line.text}</h2>`;
  return html`<div class="top"><span style="white-space:pre-wrap;overflow-wrap:anywhere">${line.text === "" ? html`&nbsp;` : line.text}</span><span class="num">${line.amount ?? ""}</span></div>`;
}

function internal(entity: Entity): Html {
  const accounts = ["DepositToAccountRef", "AccountRef", "PaymentMethodRef"].flatMap((member) => {
    const ref = entity[member] as { name?: string } | undefined;
    return ref?.name === undefined ? [] : [html`<dt>${member.replace("Ref", "").replaceAll(/([a-z])([A-Z])/g, "$1 $2")}</dt><dd>${ref.name}</dd>`];
  });
  return html`<section class="card noprint" style="margin-top:1.25rem" aria-label="Only the company sees">
    <h2>Only the company sees</h2>
    <dl>${accounts}<dt>Private note</dt><dd style="overflow-wrap:anywhere">${memberText(entity["PrivateNote"], "none")}</dd></dl>
  </section>`;
}

export function noTransactionPage(): Html {
  return shell("No such transaction", "/transactions", html`<div class="card"><p>There is none with this id; it may have been deleted.</p><p><a href="/transactions">All transactions</a></p></div>`);
}
