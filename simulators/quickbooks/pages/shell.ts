/** What all pages of this simulator share: the frame, tables, notices. */
import { html } from "hono/html";
import { page } from "../../parts/page.ts";

export type Html = ReturnType<typeof html>;

const nav = [
  { href: "/", label: "Company" },
  { href: "/invoices", label: "Invoices" },
  { href: "/transactions", label: "Transactions" },
  { href: "/customers", label: "Customers" },
  { href: "/vendors", label: "Vendors" },
  { href: "/items", label: "Products" },
  { href: "/accounts", label: "Accounts" },
  { href: "/requests", label: "Requests" },
  { href: "/deliveries", label: "Webhooks" },
];

export function shell(title: string, current: string, body: Html | Html[]): Html {
  return page({ title, product: "QuickBooks Online", nav, current, body });
}

/** For an address that leads nowhere. */
export function noSuchPage(): Html {
  return shell("Nothing is here", "", html`<div class="card empty"><p>No such page, or it was deleted.</p><p><a href="/">To the company</a></p></div>`);
}

/** A page of its own, outside the company. */
export function plainPage(title: string, body: Html): Html {
  return page({ title, product: "QuickBooks Online", nav: [], current: "", body });
}

/** A heading that starts with # is a number column. */
export function table(caption: string, headings: string[], rows: Html[]): Html {
  const heads = headings.map((heading) => (heading.startsWith("#") ? html`<th scope="col" class="num">${heading.slice(1)}</th>` : html`<th scope="col">${heading}</th>`));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <thead><tr>${heads}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
}

export function notice(problem: string | undefined): Html {
  return problem === undefined ? html`` : html`<p class="notice" role="alert"><strong>QuickBooks refused this.</strong> ${problem}</p>`;
}

export function done(words: string | undefined): Html {
  return words === undefined ? html`` : html`<p class="notice good" role="status">${words}</p>`;
}

export function activeBadge(isActive: boolean): Html {
  return isActive ? html`<span class="badge good">Active</span>` : html`<span class="badge bad">Inactive</span>`;
}

/** 2026-11-23 as 23 Nov 2026. */
export function day(date: unknown): string {
  const parsed = new Date(`${String(date)}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) ? "" : parsed.toLocaleDateString("en-US", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}
