/** What every kind's answer is read into. */
import { type LocalDate, parseLocalDate } from "#domain/dates.ts";
import type { BooksRef } from "#domain/document/references.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { DocumentStatus } from "#domain/document/kind.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import { moneyOf } from "../amounts.ts";
import { wireDocument, type WireDocument } from "../wire.ts";

/** What each kind knows of its own answer. */
interface OwnFacts {
  /** The address of the page, without the company's origin and the document's id. */
  page: string;
  number?: string | null | undefined;
  party: WireDocument["CustomerRef"];
  /** What is still open of it. */
  open?: number | null | undefined;
  status: DocumentStatus;
}

/** Reads an answer; throws when it is no document. The pages' addresses are unconfirmed. */
export function posted(kind: PostedDocument["kind"], wire: unknown, company: BooksCompany, appUrl: string, own: (document: WireDocument) => OwnFacts): PostedDocument {
  const document = wireDocument.parse(wire);
  const facts = own(document);
  const currency = document.CurrencyRef?.value ?? company.homeCurrency;
  return {
    kind,
    booksId: document.Id,
    number: (facts.number === undefined ? document.DocNumber : facts.number) || null,
    syncToken: document.SyncToken,
    status: isVoided(document) ? "voided" : facts.status,
    party: facts.party ? refOf(facts.party) : null,
    transactionDate: dateOf(document.TxnDate),
    dueDate: document.DueDate ? dateOf(document.DueDate) : null,
    total: moneyOf(document.TotalAmt, currency),
    balance: moneyOf(facts.open ?? 0, currency),
    url: `${appUrl}/app/${facts.page}?txnId=${document.Id}`,
    privateNote: document.PrivateNote ?? "",
  };
}

/** The customer, of a kind that always has one. */
export function customerIn(document: WireDocument): NonNullable<WireDocument["CustomerRef"]> {
  if (!document.CustomerRef) throw new Error("it has no customer");
  return document.CustomerRef;
}

/**
 * Whether its customer was sent it, or has looked at it; undefined = neither is known. That somebody looked is told only of what
 * QuickBooks shows its customers itself (reference: 5.13, `EInvoiceStatus`).
 */
export function seenStatus({ EmailStatus, EInvoiceStatus }: WireDocument): "sent" | "viewed" | undefined {
  if (EInvoiceStatus?.toLowerCase() === "viewed") return "viewed";
  return EmailStatus === "EmailSent" ? "sent" : undefined;
}

/** A voided document has no amount, and says so first in its note (reference: 5.13). */
function isVoided(document: WireDocument): boolean {
  return document.TotalAmt === 0 && (document.PrivateNote ?? "").startsWith("Voided");
}

function refOf({ value, name }: NonNullable<WireDocument["CustomerRef"]>): BooksRef {
  return { id: value, name: name ?? "" };
}

function dateOf(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (!date) throw new Error(`${text} is not a date`);
  return date;
}
