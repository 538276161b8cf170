/** The lists: contacts, products, webhook deliveries and requests. */
import { html } from "hono/html";
import { quickBooksPanel } from "./deal-page.ts";
import { amount, type Html, personName, shell, table } from "./page-shell.ts";
import type { TypeName } from "./object-types.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import type { Simulator } from "./simulator.ts";
import type { Delivery } from "./webhooks.ts";

const mostRows = 300;

/** All contacts. */
export function contactsPage(portal: Portal): Html {
  const rows = portal.all("contacts").slice(0, mostRows).map(
    ({ id, values }) => html`<tr>
      <td><a href="/contacts/${id}">${personName(values)}</a></td>
      <td>${values["email"] ?? html`<span class="badge bad">no e-mail</span>`}</td>
      <td>${values["company"] ?? ""}</td>
      <td>${values["quickbooks_sync"] === "true" ? "Yes" : "No"}</td>
    </tr>`,
  );
  return shell("Contacts", "/contacts", table("Contacts", ["Name", "E-mail", "Company", "Eligible for QuickBooks"], rows));
}

/** One contact, to change. */
export function contactPage(portal: Portal, contact: StoredRecord, problem: string | undefined): Html {
  const { values } = contact;
  const field = (name: string, label: string, type = "text"): Html => html`<label>${label} <input name="${name}" type="${type}" value="${values[name] ?? ""}" size="34" /></label>`;
  const deals = portal.links.ids("contacts", contact.id, "deals").flatMap((id) => portal.find("deals", id) ?? []);
  const form = html`<form class="card" method="post" action="/contacts/${contact.id}" style="display:grid;gap:.7rem;max-width:26rem">
    ${field("firstname", "First name")} ${field("lastname", "Last name")} ${field("email", "E-mail", "email")} ${field("company", "Company")} ${field("phone", "Phone", "tel")}
    <label>Eligible for QuickBooks
      <select name="quickbooks_sync">
        ${["true", "false"].map((value) => html`<option value="${value}" ${values["quickbooks_sync"] === value ? "selected" : ""}>${value === "true" ? "Yes" : "No"}</option>`)}
      </select>
    </label>
    <button>Save</button>
  </form>`;
  const list = deals.map((deal) => html`<li><a href="/deals/${deal.id}">${deal.values["dealname"] ?? deal.id}</a> (${amount(deal.values["amount"])})</li>`);
  return shell(personName(values), "/contacts", [form, html`<h2>Deals</h2><ul>${list}</ul>`], problem);
}

/** The product library. */
export function productsPage(portal: Portal): Html {
  const rows = portal.all("products").map(
    ({ values }) => html`<tr>
      <td>${values["name"] ?? ""}</td>
      <td>${values["hs_sku"] ?? ""}</td>
      <td class="num">${amount(values["price"])}</td>
      <td>${(values["hs_product_type"] ?? "").replace("_", "-")}</td>
    </tr>`,
  );
  return shell("Products", "/products", table("Products", ["Name", "SKU", "Unit price", "Type"], rows));
}

/** Any record, as its properties: for the kinds that have no page of their own. */
export function recordPage(portal: Portal, type: TypeName, record: StoredRecord): Html {
  const { values } = record;
  const rows = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => html`<tr><th scope="row">${portal.definitions[type].get(name)?.label ?? name}</th><td>${value}</td></tr>`);
  const deals = portal.links.ids(type, record.id, "deals").map((id) => html`<li><a href="/deals/${id}">${portal.find("deals", id)?.values["dealname"] ?? id}</a></li>`);
  return shell(values["hs_title"] ?? values["name"] ?? values["hs_reference_number"] ?? `Record ${record.id}`, "", [html`<section class="card"><h2>QuickBooks</h2>${quickBooksPanel(record)}</section>`, html`<h2>Properties</h2>`, table("Properties", ["Property", "Value"], rows), html`<h2>Deals</h2><ul>${deals}</ul>`]);
}

/** What was sent to whom, and with which outcome. */
export function deliveriesPage({ webhooks }: Simulator): Html {
  const { settings } = webhooks;
  const to = settings?.on
    ? html`<p>Events go to <code>${settings.targetUrl}</code>: ${settings.subscriptions.map((one) => [one.subscriptionType, one.propertyName].filter(Boolean).join(" ")).join(", ")}.</p>`
    : html`<p class="dim">Nobody has subscribed to events.</p>`;
  const all = webhooks.deliveries().slice(0, mostRows);
  if (all.length === 0) return shell("Webhooks", "/deliveries", [to, html`<p class="dim">Nothing was delivered yet.</p>`]);
  return shell("Webhooks", "/deliveries", [to, table("Deliveries", ["Delivery", "State", "Last attempt", "Attempts", "Events"], all.map(deliveryRow))]);
}

function deliveryRow(delivery: Delivery): Html {
  const last = delivery.attempts.at(-1);
  const look = delivery.state === "delivered" ? "good" : delivery.state === "failed" ? "bad" : "";
  return html`<tr>
    <td>${delivery.id}</td>
    <td><span class="badge ${look}">${delivery.state}</span></td>
    <td>${last === undefined ? "–" : html`${last.at}<br /><span class="dim">${last.outcome}, ${last.ms} ms</span>`}</td>
    <td>${delivery.attempts.length}</td>
    <td>
      <details><summary>${delivery.events.length} ${delivery.events.length === 1 ? "event" : "events"}</summary><pre>${JSON.stringify(delivery.events, null, 1)}</pre></details>
    </td>
  </tr>`;
}

/** What was asked of the API. */
export function requestsPage({ requests, counters }: Simulator): Html {
  const facts: [string, number][] = [["Calls", counters.calls], ["Searches", counters.searches], ["Throttled", counters.throttled], ["Faults", counters.faults]];
  const rows = requests.slice(-mostRows).reverse().map(
    (one) => html`<tr>
      <td>${one.at}</td>
      <td>${one.method}</td>
      <td style="overflow-wrap:anywhere">${one.path}</td>
      <td><span class="badge ${one.status === "dropped" || one.status >= 400 ? "bad" : ""}">${one.status}</span></td>
      <td>${one.ms}</td>
      <td>${one.fault ?? ""}</td>
    </tr>`,
  );
  const tiles = html`<div class="grid">${facts.map(([label, number]) => html`<div class="card"><div class="number">${number}</div><div class="dim">${label}</div></div>`)}</div>`;
  return shell("Requests", "/requests", [tiles, html`<h2>Latest</h2>`, rows.length === 0 ? html`<p class="dim">Nobody has asked yet.</p>` : table("Requests", ["Time", "Method", "Path", "Status", "ms", "Fault"], rows)]);
}
