/** One deal: its facts, contacts and line items to change, and what was written back from QuickBooks. */
import { html, raw } from "hono/html";
import { amount, type Html, moment, personName, shell } from "./page-shell.ts";
import type { Portal, StoredRecord } from "./portal.ts";

/** The page of a deal. */
export function dealPage(portal: Portal, deal: StoredRecord, problem: string | undefined): Html {
  const body = html`<div class="sides">
      <div>
        <section class="card">
          <h2>About this deal</h2>
          ${facts(portal, deal)}
        </section>
        <h2>Line items</h2>
        ${lineItems(portal, deal)}
        <h2>Contacts</h2>
        ${contacts(portal, deal)}
      </div>
      <aside class="card" aria-labelledby="quickbooks-title">
        <h2 id="quickbooks-title">QuickBooks</h2>
        <div id="quickbooks" data-deal="${deal.id}" aria-live="polite">${quickBooksPanel(deal)}</div>
      </aside>
    </div>
    <script>
      ${raw(script)}
    </script>`;
  return shell(deal.values["dealname"] ?? `Deal ${deal.id}`, "/", body, problem);
}

function facts(portal: Portal, deal: StoredRecord): Html {
  const { values } = deal;
  const companies = portal.links.ids("deals", deal.id, "companies").flatMap((id) => portal.find("companies", id)?.values["name"] ?? []);
  const stages = portal.pipelines.stageWithId(values["dealstage"])?.pipeline.stages ?? [];
  return html`<dl class="facts">
    <dt>Stage</dt>
    <dd>
      <form class="inline" method="post" action="/deals/${deal.id}/stage">
        <select name="stage" aria-label="Stage">
          ${stages.map((one) => html`<option value="${one.id}" ${one.id === values["dealstage"] ? "selected" : ""}>${one.label}</option>`)}
        </select>
        <button>Move</button>
      </form>
    </dd>
    <dt>Amount</dt>
    <dd>${amount(values["amount"])}</dd>
    <dt>Close date</dt>
    <dd>${moment(values["closedate"])}</dd>
    <dt>Company</dt>
    <dd>${companies.join(", ") || "–"}</dd>
    <dt>Created</dt>
    <dd>${moment(values["createdate"])}</dd>
    <dt>Last modified</dt>
    <dd>${moment(values["hs_lastmodifieddate"])}</dd>
    <dt>Record ID</dt>
    <dd>${deal.id}</dd>
  </dl>`;
}

function lineItems(portal: Portal, deal: StoredRecord): Html {
  const lines = portal.links.ids("deals", deal.id, "line_items").flatMap((id) => portal.find("line_items", id) ?? []);
  const rows = lines.map(
    (line) => html`<tr>
      <td>${line.values["name"] ?? "–"}<br /><span class="dim">${line.values["hs_sku"] ?? ""}</span></td>
      <td class="num">${line.values["quantity"] ?? ""}</td>
      <td class="num">${amount(line.values["price"])}</td>
      <td class="num">${discountOf(line)}</td>
      <td class="num">${amount(line.values["amount"])}</td>
      <td>
        <form method="post" action="/deals/${deal.id}/line-items/${line.id}/remove"><button class="plain" aria-label="Remove ${line.values["name"] ?? line.id}">Remove</button></form>
      </td>
    </tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Line items">
    <table>
      <thead>
        <tr><th>Item</th><th class="num">Quantity</th><th class="num">Unit price</th><th class="num">Unit discount</th><th class="num">Net price</th><th><span class="said">Remove</span></th></tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
  return html`${lines.length === 0 ? html`<p class="dim">No line items.</p>` : table}
    <form class="inline card" method="post" action="/deals/${deal.id}/line-items" style="margin-top:.6rem">
      <label>Product
        <select name="product">
          ${portal.all("products").map((one) => html`<option value="${one.id}">${one.values["name"]} (${amount(one.values["price"])})</option>`)}
        </select>
      </label>
      <label>Quantity <input name="quantity" value="1" inputmode="decimal" size="6" required /></label>
      <label>Unit price <input name="price" inputmode="decimal" size="8" placeholder="as product" /></label>
      <button>Add line item</button>
    </form>`;
}

function discountOf({ values }: StoredRecord): string {
  if (values["hs_discount_percentage"] !== undefined) return `${values["hs_discount_percentage"]} %`;
  return values["discount"] === undefined ? "" : amount(values["discount"]);
}

function contacts(portal: Portal, deal: StoredRecord): Html {
  const found = portal.links.ids("deals", deal.id, "contacts").flatMap((id) => portal.find("contacts", id) ?? []);
  if (found.length === 0) return html`<p class="dim">No contact is associated with this deal.</p>`;
  return html`${found.map(
    (contact) => html`<form class="inline card" method="post" action="/contacts/${contact.id}">
      <strong style="align-self:center"><a href="/contacts/${contact.id}">${personName(contact.values)}</a></strong>
      <input type="hidden" name="back" value="/deals/${deal.id}" />
      <label>E-mail <input name="email" type="email" value="${contact.values["email"] ?? ""}" size="34" /></label>
      <button>Save</button>
    </form>`,
  )}`;
}

const shownFacts = [["number", "Number"], ["status", "Status"], ["total", "Total"], ["balance", "Balance"], ["id", "ID"]] as const;

/** What was written back on the record, by kind of document: properties like `quickbooks_sales_receipt_number`. */
export function quickBooksPanel({ values }: StoredRecord): Html {
  const kinds = Object.keys(values).flatMap((name) => /^quickbooks_(?!customer)([a-z_]+)_(?:id|number|url)$/.exec(name)?.[1] ?? []);
  if (kinds.length === 0) return html`<p class="dim">Nothing yet. When a document is made from this record, it shows here.</p>`;
  return html`${[...new Set(kinds)].map((kind) => documentFacts(values, kind))}`;
}

function documentFacts(values: Record<string, string>, kind: string): Html {
  const of = (fact: string): string | undefined => values[`quickbooks_${kind}_${fact}`];
  const words = kind.replaceAll("_", " ");
  const rows = shownFacts.flatMap(([fact, label]) => {
    const text = of(fact);
    return text === undefined ? [] : [html`<dt>${label}</dt><dd>${fact === "total" || fact === "balance" ? amount(text) : text}</dd>`];
  });
  const url = of("url");
  const link = url !== undefined && /^https?:\/\//.test(url) ? html`<p><a href="${url}" rel="noopener">Open the ${words}</a></p>` : html`<p class="dim">${url ?? ""}</p>`;
  return html`<h3>${words.charAt(0).toUpperCase() + words.slice(1)}</h3><dl class="facts">${rows}</dl>${link}`;
}

const script = `
const panel = document.getElementById("quickbooks");
let last = null;
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("/deals/" + panel.dataset.deal + "/quickbooks").catch(() => null);
  if (!answer?.ok) return;
  const text = await answer.text();
  if (last !== null && text !== last && !panel.contains(document.activeElement)) panel.innerHTML = text;
  last = text;
}, 2000);
`;
