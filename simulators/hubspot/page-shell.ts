/** What the simulator's pages share. */
import { html, raw } from "hono/html";
import { page } from "../parts/page.ts";

export type Html = ReturnType<typeof html>;

const nav = [
  { href: "/", label: "Deals" },
  { href: "/quotes", label: "Quotes" },
  { href: "/payments", label: "Payments" },
  { href: "/contacts", label: "Contacts" },
  { href: "/companies", label: "Companies" },
  { href: "/products", label: "Products" },
  { href: "/workflows", label: "Workflows" },
  { href: "/deliveries", label: "Webhooks" },
  { href: "/requests", label: "Requests" },
];

const style = `
.board{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(174px,1fr);gap:.6rem;overflow-x:auto;padding-bottom:1rem}
body:has(.board) main{max-width:none}.pipelines a[aria-current]{font-weight:700;text-decoration:none;color:inherit}
.column{background:light-dark(#eceff2,#191d23);border:1px solid var(--line);border-radius:10px;padding:.5rem;min-height:12rem}
.column h2{font-size:.95rem;margin:.1rem .2rem 0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.column p{margin:0 .2rem .6rem;font-size:13px}.column ol+p{margin:.6rem .2rem 0}
.column ol{list-style:none;margin:0;padding:0;display:grid;gap:.5rem;align-content:start}
.column.over{outline:3px dashed var(--accent);outline-offset:-3px}
.deal{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem;display:grid;gap:.3rem;cursor:grab}
.deal[data-moving]{opacity:.45}
.deal a{font-weight:600;text-decoration:none;overflow-wrap:anywhere}.deal a:hover{text-decoration:underline}
.deal select{font-size:13px;padding:.2rem .3rem;width:100%}
.deal .row{display:flex;justify-content:space-between;gap:.5rem;font-size:13px}
dl.facts{grid-template-columns:max-content minmax(0,1fr)}dl.facts select{min-width:0}
.sides{display:grid;align-items:start;gap:1rem;grid-template-columns:minmax(0,2fr) minmax(0,1fr)}@media(max-width:800px){.sides{grid-template-columns:minmax(0,1fr)}}
.card>h2:first-child{margin-top:0}.problem{background:light-dark(#fde8e6,#4d1f1c);border-radius:8px;padding:.6rem .9rem}
.action-fields{display:grid;gap:1.1rem 1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));margin-top:.9rem}.action-fields .wide{grid-column:1/-1}
.action-fields label{align-content:start;min-width:0}.action-fields :is(input,select,textarea){width:100%;min-width:0}
form.inline label{min-width:0}form.inline select{width:100%}
.said{position:absolute;left:-9999px}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px;margin:.5rem 0 0}
`;

/** A page of the simulator. `problem` = why the last change was refused. */
export function shell(title: string, current: string, body: Html | Html[], problem?: string): ReturnType<typeof page> {
  const refused = problem === undefined ? html`` : html`<p class="problem" role="alert">${problem}</p>`;
  return page({ title, product: "HubSpot", nav, current, accent: "#b8400f", body: html`<style>${raw(style)}</style>${refused}${body}` });
}

/** A table that can be scrolled sideways with the keyboard, too. */
export function table(title: string, heads: string[], rows: Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    <table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
}

/** An amount with thousands separators; exact, as the text is not turned into a number. */
export function amount(text: string | undefined): string {
  if (text === undefined) return "–";
  const [whole = "", decimals = ""] = text.split(".");
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals.padEnd(2, "0")}`;
}

/** The name of a contact, or its e-mail. */
export function personName(values: Record<string, string>): string {
  return [values["firstname"], values["lastname"]].filter(Boolean).join(" ") || (values["email"] ?? "(no name)");
}

/** A moment in the portal's zone. */
export function moment(text: string | undefined): string {
  if (text === undefined) return "–";
  return new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "medium", timeZone: "America/Los_Angeles" }).format(new Date(text));
}
