/** Quotes, payments and companies: to look at, and to let happen what buyers do. */
import { html } from "hono/html";
import type { TypeName } from "./object-types.ts";
import { amount, type Html, moment, personName, shell, table } from "./page-shell.ts";
import { canBecome, type Settlement } from "./payments.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { awaitsSignature } from "./quotes.ts";

const mostRows = 300;

function newestFirst(portal: Portal, type: TypeName): StoredRecord[] {
  return portal.all(type).toSorted((a, b) => Number(b.id) - Number(a.id)).slice(0, mostRows);
}

function contactsOf(portal: Portal, type: TypeName, { id }: StoredRecord): string {
  return portal.links.ids(type, id, "contacts").flatMap((one) => portal.find("contacts", one) ?? []).map((one) => personName(one.values)).join(", ");
}

/** All payments, with what may become of each, and a form for another one. */
export function paymentsPage(portal: Portal, problem: string | undefined): Html {
  const rows = newestFirst(portal, "commerce_payments").map(
    (payment) => html`<tr>
      <td><a href="/commerce_payments/${payment.id}">${payment.values["hs_reference_number"] ?? payment.id}</a></td>
      <td>${contactsOf(portal, "commerce_payments", payment)}</td>
      <td class="num">${amount(payment.values["hs_initial_amount"])}</td>
      <td>${payment.values["hs_payment_method_type"] ?? ""}</td>
      <td>${status(payment)}</td>
      <td>${moment(payment.values["hs_initiated_date"])}</td>
      <td>${buttons(payment)}</td>
    </tr>`,
  );
  const list = table("Payments", ["Reference", "Contact", "Gross", "Method", "Status", "Paid", "Let happen"], rows);
  return shell("Payments", "/payments", [newPaymentForm(portal), list], problem);
}

function status({ values }: StoredRecord): Html {
  const state = values["hs_latest_status"] ?? "";
  const look = state === "succeeded" ? "good" : state === "processing" ? "" : "bad";
  const refunded = Number(values["hs_refunds_amount"] ?? 0) > 0 ? html`<br /><span class="dim">${amount(values["hs_refunds_amount"])} refunded</span>` : "";
  return html`<span class="badge ${look}">${state.replaceAll("_", " ")}</span>${refunded}`;
}

const buttonWords: [Settlement["outcome"], string][] = [["succeed", "Succeed"], ["fail", "Fail"], ["dispute", "Dispute"], ["win-dispute", "Win dispute"], ["lose-dispute", "Lose dispute"]];

function buttons(payment: StoredRecord): Html {
  const { id, values } = payment;
  const name = values["hs_reference_number"] ?? id;
  const simple = buttonWords.filter(([outcome]) => canBecome(payment, outcome)).map(
    ([outcome, words]) => html`<form class="inline" method="post" action="/payments/${id}/outcome"><input type="hidden" name="outcome" value="${outcome}" /><button class="plain" aria-label="${words}: ${name}">${words}</button></form>`,
  );
  const refund = html`<form class="inline" method="post" action="/payments/${id}/outcome">
    <input type="hidden" name="outcome" value="refund" />
    <input name="amount" inputmode="decimal" size="7" placeholder="all" aria-label="Amount to refund of ${name}" />
    <button class="plain" aria-label="Refund ${name}">Refund</button>
  </form>`;
  return html`<div style="display:flex;flex-wrap:wrap;gap:.4rem">${simple} ${canBecome(payment, "refund") ? refund : ""}</div>`;
}

function newPaymentForm(portal: Portal): Html {
  const emails = portal.all("contacts").flatMap(({ values }) => values["email"] ?? []).slice(0, mostRows);
  return html`<form class="inline card" method="post" action="/payments" style="margin-bottom:1rem">
    <label>Amount <input name="amount" inputmode="decimal" size="8" required /></label>
    <label>Method
      <select name="method">
        <option value="card">Card</option>
        <option value="ach">Bank debit (ACH), takes days</option>
        <option value="check">Check</option>
      </select>
    </label>
    <label>Contact <input name="contact" type="email" list="emails" size="30" required /></label>
    <datalist id="emails">${emails.map((email) => html`<option value="${email}"></option>`)}</datalist>
    <button>Add payment</button>
  </form>`;
}

/** All quotes; those that await a signature can be signed. */
export function quotesPage(portal: Portal, problem: string | undefined): Html {
  const rows = newestFirst(portal, "quotes").map((quote) => {
    const { values, id } = quote;
    const sign = html`<form class="inline" method="post" action="/quotes/${id}/sign"><button class="plain" aria-label="Sign ${values["hs_title"] ?? id}">Sign</button></form>`;
    return html`<tr>
      <td><a href="/quotes/${id}">${values["hs_title"] ?? id}</a></td>
      <td>${contactsOf(portal, "quotes", quote)}</td>
      <td class="num">${amount(values["hs_quote_amount"])}</td>
      <td>${(values["hs_quote_status"] ?? values["hs_status"] ?? "").toLowerCase().replaceAll("_", " ")}</td>
      <td>${(values["hs_sign_status"] ?? "none").toLowerCase().replaceAll("_", " ")}</td>
      <td>${awaitsSignature(quote) ? sign : ""}</td>
    </tr>`;
  });
  return shell("Quotes", "/quotes", table("Quotes", ["Quote", "Contacts", "Amount", "Status", "Signature", "Let happen"], rows), problem);
}

/** All companies. */
export function companiesPage(portal: Portal): Html {
  const rows = portal.all("companies").slice(0, mostRows).map(
    ({ id, values }) => html`<tr>
      <td><a href="/companies/${id}">${values["name"] ?? id}</a></td>
      <td>${values["domain"] ?? ""}</td>
      <td>${values["phone"] ?? ""}</td>
      <td>${["address", "address2", "zip", "city", "state", "country"].flatMap((name) => values[name] ?? []).join(", ")}</td>
    </tr>`,
  );
  return shell("Companies", "/companies", table("Companies", ["Name", "Domain", "Phone", "Address"], rows));
}
