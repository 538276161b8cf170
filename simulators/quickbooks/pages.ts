/** Pages to look inside the company: overview, customers, vendors, items, accounts, invoices and the request log. */
import { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../parts/page.ts";
import type { Entity, EntityName } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";
import { money } from "./money.ts";
import { prepared } from "./name-lists.ts";
import { printedInvoice } from "./printed-invoice.ts";
import type { Simulator } from "./simulator.ts";

type Html = ReturnType<typeof html>;

const nav = [
  { href: "/", label: "Company" },
  { href: "/invoices", label: "Invoices" },
  { href: "/customers", label: "Customers" },
  { href: "/vendors", label: "Vendors" },
  { href: "/items", label: "Products" },
  { href: "/accounts", label: "Accounts" },
  { href: "/requests", label: "Requests" },
];
const lists: Record<string, { name: EntityName; title: string }> = {
  customers: { name: "Customer", title: "Customers" },
  vendors: { name: "Vendor", title: "Vendors" },
  items: { name: "Item", title: "Products and services" },
  accounts: { name: "Account", title: "Chart of accounts" },
};
const mostRows = 300;

function shell(title: string, current: string, body: Html | Html[]): ReturnType<typeof page> {
  return page({ title, product: "QuickBooks Online", nav, current, body });
}

/** The page routes. */
export function pageRoutes(simulator: () => Simulator): Hono {
  const routes = new Hono();
  routes.get("/", (c) => c.html(overview(simulator())));
  routes.get("/invoices", (c) => c.html(invoices(simulator())));
  routes.get("/app/invoice", (c) => {
    const invoice = simulator().company.find("Invoice", c.req.query("txnId") ?? "");
    if (!invoice) return c.html(shell("No such invoice", "/invoices", html`<p>There is no invoice with this id; it may have been deleted.</p>`), 404);
    return c.html(shell(`Invoice ${String(invoice["DocNumber"] ?? "")}`, "/invoices", printedInvoice(simulator().company, invoice)));
  });
  routes.get("/requests", (c) => c.html(requests(simulator())));
  routes.get("/:list{customers|vendors|items|accounts}", (c) => c.html(listPage(simulator(), c.req.param("list"), c.req.query("problem"))));
  routes.post("/:list{customers|vendors|items}", async (c) => {
    const list = c.req.param("list");
    const problem = saveForm(simulator(), lists[list]!.name, await c.req.parseBody<Record<string, string>>());
    return c.redirect(problem === null ? `/${list}` : `/${list}?problem=${encodeURIComponent(problem)}`, 303);
  });
  return routes;
}

function overview({ company, counters, settings }: Simulator): ReturnType<typeof page> {
  const facts: [string, string | number][] = [
    ["Invoices", company.count("Invoice")],
    ["Customers", company.count("Customer")],
    ["Products", company.count("Item")],
    ["Metered calls", counters.metered],
    ["Free calls", counters.free],
    ["Throttled", counters.throttled],
  ];
  const { throttles } = settings;
  return shell(String(company.info["CompanyName"]), "/", [
    html`<p class="dim">Realm ${company.realmId}. This is a local stand-in for QuickBooks Online: everything here is sample data.</p>`,
    html`<div class="grid">${facts.map(([label, value]) => html`<div class="card"><div class="number">${value}</div><div class="dim">${label}</div></div>`)}</div>`,
    html`<h2>Limits</h2>
      <p>
        ${throttles.on ? `${throttles.perMinute} requests a minute, ${throttles.perSecond} a second, ${throttles.concurrent} at once` : "Throttles are off"}; answers take
        ${settings.latencyMs} ms longer than they need.
      </p>`,
  ]);
}

function invoices({ company }: Simulator): ReturnType<typeof page> {
  const all = company.all("Invoice").reverse();
  if (all.length === 0) return shell("Invoices", "/invoices", html`<div class="card"><p>No invoices yet. They appear here as soon as one is created.</p></div>`);
  const rows = all.slice(0, mostRows).map(
    (invoice) => html`<tr>
      <td><a href="/app/invoice?txnId=${invoice.Id}">${String(invoice["DocNumber"] ?? invoice.Id)}</a></td>
      <td>${String((invoice["CustomerRef"] as { name?: string }).name ?? "")}</td>
      <td>${String(invoice["TxnDate"])}</td>
      <td>${String(invoice["DueDate"])}</td>
      <td class="num">${money(invoice["TotalAmt"])}</td>
      <td class="num">${money(invoice["Balance"])}</td>
    </tr>`,
  );
  return shell("Invoices", "/invoices", [
    html`<p class="dim">${all.length} in all${all.length > mostRows ? `; the newest ${mostRows} are shown` : ""}.</p>`,
    table(["Number", "Customer", "Date", "Due", "#Total", "#Balance"], rows),
  ]);
}

/** A heading that starts with # is a number column. */
function table(headings: string[], rows: Html[]): Html {
  const heads = headings.map((heading) => (heading.startsWith("#") ? html`<th scope="col" class="num">${heading.slice(1)}</th>` : html`<th scope="col">${heading}</th>`));
  return html`<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function listPage({ company }: Simulator, list: string, problem: string | undefined): ReturnType<typeof page> {
  const { name, title } = lists[list]!;
  const rows = company.all(name).sort((a, b) => labelOf(a).localeCompare(labelOf(b))).slice(0, mostRows);
  const parts: Html[] = [];
  if (problem) parts.push(html`<p class="card" role="alert"><span class="badge bad">Refused</span> ${problem}</p>`);
  if (name !== "Account") parts.push(html`<div class="card"><h2 style="margin-top:0">Add</h2>${form(list, name)}</div><br />`);
  parts.push(name === "Account" ? table(["Name", "Type", "Detail type"], rows.map(accountRow)) : table(["Name", name === "Item" ? "SKU" : "E-mail", name === "Item" ? "#Price" : "Company", "State", "Change"], rows.map((row) => editRow(list, name, row))));
  return shell(title, `/${list}`, parts);
}

function labelOf(entity: Entity): string {
  return String(entity["DisplayName"] ?? entity["Name"] ?? "");
}

function accountRow(entity: Entity): Html {
  return html`<tr><td>${labelOf(entity)}</td><td>${String(entity["AccountType"])}</td><td>${String(entity["AccountSubType"] ?? "")}</td></tr>`;
}

function form(list: string, name: EntityName): Html {
  if (name === "Item") {
    return html`<form class="inline" method="post" action="/${list}">
      <label>Name<input name="Name" required maxlength="100" /></label><label>SKU<input name="Sku" maxlength="100" /></label>
      <label>Price<input name="UnitPrice" inputmode="decimal" pattern="[0-9]+([.][0-9]+)?" required /></label><button>Add product</button>
    </form>`;
  }
  return html`<form class="inline" method="post" action="/${list}">
    <label>First name<input name="GivenName" /></label><label>Last name<input name="FamilyName" /></label><label>Display name<input name="DisplayName" /></label>
    <label>E-mail<input name="Email" type="email" /></label><button>Add</button>
  </form>`;
}

function editRow(list: string, name: EntityName, entity: Entity): Html {
  const member = name === "Item" ? "Name" : "DisplayName";
  const isActive = entity["Active"] !== false;
  const second = name === "Item" ? String(entity["Sku"] ?? "") : String((entity["PrimaryEmailAddr"] as { Address?: string } | undefined)?.Address ?? "");
  const third = name === "Item" ? html`<td class="num">${money(entity["UnitPrice"])}</td>` : html`<td>${String(entity["CompanyName"] ?? "")}</td>`;
  return html`<tr>
    <td>${labelOf(entity)}</td><td>${second}</td>${third}
    <td><span class="badge ${isActive ? "good" : "bad"}">${isActive ? "active" : "inactive"}</span></td>
    <td>
      <form class="inline" method="post" action="/${list}">
        <input type="hidden" name="Id" value="${entity.Id}" /><input name="${member}" value="${labelOf(entity)}" aria-label="New name of ${labelOf(entity)}" />
        <button class="plain" name="do" value="rename">Rename</button><button class="plain" name="do" value="toggle">${isActive ? "Make inactive" : "Make active"}</button>
      </form>
    </td>
  </tr>`;
}

/** Adds or changes a list entry by the same rules as the API; returns the refusal's words, or null. */
function saveForm({ company }: Simulator, name: EntityName, form: Record<string, string>): string | null {
  const { Id: id, do: what, Email: email, UnitPrice: price, ...names } = form;
  try {
    const before = id === undefined ? undefined : company.find(name, id);
    if (before) {
      const change = what === "toggle" ? { Active: before["Active"] === false } : names;
      company.replace(name, before, prepared(company, name, { ...before, ...change }, before));
      return null;
    }
    const filled = Object.fromEntries(Object.entries(names).filter(([, value]) => value !== ""));
    const item = name === "Item" ? { UnitPrice: Number(price ?? 0), Type: "Service", IncomeAccountRef: { value: "1" } } : {};
    company.add(name, prepared(company, name, { ...filled, ...item, ...(email ? { PrimaryEmailAddr: { Address: email } } : {}) }));
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
}

function requests({ requests: log }: Simulator): ReturnType<typeof page> {
  const rows = [...log].reverse().slice(0, mostRows).map(
    (one) => html`<tr>
      <td>${one.at.slice(11, 23)}</td><td>${one.method}</td><td style="overflow-wrap:anywhere">${one.path}</td>
      <td><span class="badge ${one.status === 200 ? "good" : "bad"}">${one.status}</span></td><td class="num">${one.ms}</td>
      <td>${one.metered ? "metered" : "free"}</td><td>${one.fault ?? ""}</td>
    </tr>`,
  );
  return shell("Request log", "/requests", rows.length === 0 ? html`<div class="card">No requests yet.</div>` : table(["Time", "Method", "Path", "Status", "#ms", "Cost", "Planned fault"], rows));
}
