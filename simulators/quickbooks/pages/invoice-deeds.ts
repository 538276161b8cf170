/** What people do with an invoice on its page: the same writes as the API's, so the same rules. */
import { html } from "hono/html";
import type { Company, Entity } from "../company.ts";
import { viewInvoice } from "../entities/invoice.ts";
import { Refusal } from "../fault-bodies.ts";
import { send, writeOne } from "../operations.ts";
import { isVoid } from "./invoices.ts";
import type { Html } from "./shell.ts";

/** What came of it: said on the page, or the vendor's words when it was refused. */
export type DeedOutcome = { said: string } | { problem: string };

const deeds: Readonly<Record<string, { label: string; isOffered: (invoice: Entity) => boolean; act: (company: Company, invoice: Entity, now: Date) => string }>> = {
  pay: {
    label: "Receive payment",
    isOffered: (invoice) => Number(invoice["Balance"]) > 0,
    act: (company, invoice, now) => {
      const open = Number(invoice["Balance"]);
      writeOne(company, "Payment", { CustomerRef: invoice["CustomerRef"], ...(invoice["CurrencyRef"] ? { CurrencyRef: invoice["CurrencyRef"] } : {}), TotalAmt: open, Line: [{ Amount: open, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }] }, { now });
      return "The payment was received.";
    },
  },
  send: {
    label: "Send by e-mail",
    isOffered: (invoice) => !isVoid(invoice),
    act: (company, invoice, now) => {
      send(company, "Invoice", invoice.Id, null, now);
      return "The invoice was sent.";
    },
  },
  view: {
    label: "Look at it as its customer",
    isOffered: (invoice) => invoice["EmailStatus"] === "EmailSent",
    act: (company, invoice, now) => {
      viewInvoice(company, invoice, now);
      return "Its customer has looked at it.";
    },
  },
  void: {
    label: "Void",
    isOffered: (invoice) => !isVoid(invoice),
    act: (company, invoice, now) => {
      writeOne(company, "Invoice", { Id: invoice.Id, SyncToken: invoice.SyncToken }, { operation: "void", now });
      return "The invoice was voided.";
    },
  },
  delete: {
    label: "Delete",
    isOffered: () => true,
    act: (company, invoice, now) => {
      writeOne(company, "Invoice", { Id: invoice.Id, SyncToken: invoice.SyncToken }, { operation: "delete", now });
      return "The invoice was deleted.";
    },
  },
};

/** Does it; undefined = there is no such deed. */
export function doWithInvoice(company: Company, invoice: Entity, name: string, now: Date): DeedOutcome | undefined {
  const deed = deeds[name];
  if (!deed) return undefined;
  if (!deed.isOffered(invoice)) return { problem: "The invoice is not one that this can be done with any more." };
  try {
    return { said: deed.act(company, invoice, now) };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.detail };
    throw error;
  }
}

/** The buttons that fit the invoice as it is. */
export function deedButtons(invoice: Entity): Html {
  const offered = Object.entries(deeds).filter(([, { isOffered }]) => isOffered(invoice));
  return html`<div class="actions noprint">
    ${offered.map(([name, { label }]) => html`<form method="post" action="/app/invoice/${invoice.Id}/${name}"><button class="plain">${label}</button></form>`)}
  </div>`;
}
