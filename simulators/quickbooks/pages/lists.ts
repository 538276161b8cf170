/** Customers, vendors, products and accounts: the lists, and one entry to add or change. */
import { html, raw } from "hono/html";
import type { Company, Entity, EntityName } from "../company.ts";
import { money } from "../money.ts";
import { invoiceTable } from "./invoices.ts";
import { activeBadge, done, type Html, notice, shell, table } from "./shell.ts";
import { memberText } from "../member-text.ts";

/** A list as its pages know it. */
export interface ListPage {
  path: "customers" | "vendors" | "items" | "accounts";
  name: EntityName;
  title: string;
  /** What one entry is called; null = entries cannot be added here. */
  noun: string | null;
}

export const listPages: ListPage[] = [
  { path: "customers", name: "Customer", title: "Customers", noun: "customer" },
  { path: "vendors", name: "Vendor", title: "Vendors", noun: "vendor" },
  { path: "items", name: "Item", title: "Products and services", noun: "product" },
  { path: "accounts", name: "Account", title: "Chart of accounts", noun: null },
];

/** What a form was sent with; also what it shows. */
export type FormValues = Record<string, string>;

const mostRows = 300;

export function listPage(company: Company, list: ListPage, search: string, said: string | undefined): Html {
  const all = company.all(list.name).sort((a, b) => labelOf(a).localeCompare(labelOf(b)));
  const found = all.filter((entity) => search === "" || textOf(entity).includes(search.toLowerCase()));
  return shell(list.title, `/${list.path}`, [
    done(said),
    html`<div class="bar">
      <form class="inline" method="get" action="/${list.path}" role="search"><label>Search<input type="search" name="q" value="${search}" /></label><button class="plain">Search</button></form>
      <span class="dim">${found.length} of ${all.length}${found.length > mostRows ? `, the first ${mostRows} are shown` : ""}</span>
      ${list.noun === null ? "" : html`<a class="button" href="/${list.path}/new">New ${list.noun}</a>`}
    </div>`,
    found.length === 0 ? html`<div class="card empty dim">Nothing matches.</div>` : rowsOf(list, found.slice(0, mostRows)),
  ]);
}

function labelOf(entity: Entity): string {
  return memberText(entity["DisplayName"] ?? entity["FullyQualifiedName"]);
}

function emailOf(entity: Entity): string {
  return (entity["PrimaryEmailAddr"] as { Address?: string } | undefined)?.Address ?? "";
}

function textOf(entity: Entity): string {
  return `${labelOf(entity)} ${memberText(entity["Sku"])} ${memberText(entity["CompanyName"])} ${emailOf(entity)}`.toLowerCase();
}

function rowsOf(list: ListPage, entities: Entity[]): Html {
  switch (list.path) {
    case "accounts":
      return table(list.title, ["Name", "Type", "Detail type"], entities.map((one) => html`<tr><td>${labelOf(one)}</td><td>${String(one["AccountType"])}</td><td>${memberText(one["AccountSubType"])}</td></tr>`));
    case "items":
      return table(list.title, ["Name", "SKU", "Type", "Income account", "#Price", "State"], entities.map(itemRow));
    case "customers":
      return table(list.title, ["Name", "Company", "E-mail", "#Open balance", "State"], entities.map(customerRow));
    case "vendors":
      return table(list.title, ["Name", "Company", "E-mail", "State"], entities.map(vendorRow));
  }
}

function itemRow(item: Entity): Html {
  return html`<tr>
    <td class="wrap"><a href="/items/${item.Id}">${labelOf(item)}</a></td>
    <td>${memberText(item["Sku"])}</td><td>${String(item["Type"])}</td><td>${(item["IncomeAccountRef"] as { name?: string } | undefined)?.name ?? ""}</td>
    <td class="num">${money(item["UnitPrice"])}</td><td>${activeBadge(item["Active"] !== false)}</td>
  </tr>`;
}

function customerRow(customer: Entity): Html {
  return html`<tr>
    <td class="wrap"><a href="/customers/${customer.Id}">${labelOf(customer)}</a></td>
    <td>${memberText(customer["CompanyName"])}</td><td>${emailOf(customer)}</td>
    <td class="num">${money(customer["Balance"])}</td><td>${activeBadge(customer["Active"] !== false)}</td>
  </tr>`;
}

function vendorRow(vendor: Entity): Html {
  return html`<tr>
    <td class="wrap"><a href="/vendors/${vendor.Id}">${labelOf(vendor)}</a></td>
    <td>${memberText(vendor["CompanyName"])}</td><td>${emailOf(vendor)}</td><td>${activeBadge(vendor["Active"] !== false)}</td>
  </tr>`;
}

/** One entry to add (no entity) or to change; after a refusal with what was typed and why it was refused. */
export function entryPage(company: Company, list: ListPage, entity: Entity | undefined, refused?: { values: FormValues; problem: string }): Html {
  const values = refused?.values ?? (entity ? valuesOf(entity) : { Type: "Service", UnitPrice: "0.00", IncomeAccountRef: "1" });
  const title = entity ? labelOf(entity) : `New ${String(list.noun)}`;
  const invoices = entity && list.name === "Customer" ? company.ofCustomer("Invoice", entity.Id).reverse() : [];
  return shell(title, `/${list.path}`, [
    html`<p class="small"><a href="/${list.path}">${list.title}</a></p>`,
    notice(refused?.problem),
    html`<form class="card" method="post" action="/${list.path}/${entity?.Id ?? "new"}">
      <div class="fields">${list.name === "Item" ? itemFields(company, values) : personFields(values)}${entity ? activeField(entity) : ""}</div>
      <div class="actions"><button>${entity ? "Save" : `Add ${String(list.noun)}`}</button><a class="button plain" href="/${list.path}">Cancel</a></div>
    </form>`,
    invoices.length === 0 ? html`` : html`<h2>Invoices</h2>${invoiceTable(invoices)}`,
  ]);
}

function valuesOf(entity: Entity): FormValues {
  const texts = Object.entries(entity).filter((entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number");
  return {
    ...Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    Email: emailOf(entity),
    IncomeAccountRef: (entity["IncomeAccountRef"] as { value?: string } | undefined)?.value ?? "",
  };
}

function field(label: string, name: string, values: FormValues, attributes = ""): Html {
  return html`<label>${label}<input name="${name}" value="${values[name] ?? ""}" ${raw(attributes)} /></label>`;
}

function personFields(values: FormValues): Html[] {
  return [
    field("First name", "GivenName", values),
    field("Last name", "FamilyName", values),
    field("Display name (unique among customers, vendors and employees)", "DisplayName", values),
    field("Company", "CompanyName", values),
    field("E-mail", "Email", values, 'type="email"'),
  ];
}

function itemFields(company: Company, values: FormValues): Html[] {
  const accounts = company.all("Account").filter((account) => account["AccountType"] === "Income");
  return [
    field("Name", "Name", values, "required"),
    field("SKU", "Sku", values),
    choice("Type", "Type", values, [["Service", "Service"], ["NonInventory", "Non-inventory"]]),
    field("Price", "UnitPrice", values, 'inputmode="decimal" pattern="[0-9]+([.][0-9]+)?" title="A number such as 120 or 74.50" required'),
    choice("Income account", "IncomeAccountRef", values, accounts.map((account) => [account.Id, labelOf(account)])),
    html`<label class="wide">Description<textarea name="Description" rows="3">${values["Description"] ?? ""}</textarea></label>`,
  ];
}

function choice(label: string, name: string, values: FormValues, options: [string, string][]): Html {
  const current = values[name];
  const known = current === undefined || current === "" || options.some(([value]) => value === current) ? options : [...options, [current, current] as [string, string]];
  return html`<label>${label}<select name="${name}">
    ${known.map(([value, words]) => html`<option value="${value}" ${value === current ? raw("selected") : ""}>${words}</option>`)}
  </select></label>`;
}

function activeField(entity: Entity): Html {
  return html`<label class="check wide"><input type="checkbox" name="Active" value="yes" ${entity["Active"] === false ? "" : raw("checked")} /> Active (inactive names stay taken)</label>`;
}
