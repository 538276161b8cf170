/** Saved links between the CRM and the books, and what waits for a person's choice. */
import { z } from "zod";
import { choiceOf } from "../domain/choice.ts";
import type { Failure } from "../domain/failure.ts";

export const linkKind = z.enum(["customer", "item"]);

/** What a person may choose; terms and tax codes are kept in the settings of the set of books. */
export const choiceKind = z.enum([...linkKind.options, "term", "tax-code"]);

/**
 * What a link is saved under: of a contact its id, of a company `company:<id>`, of a contact under a company
 * `<id>@company:<id>`; of line items `product:<id>`, `sku:<sku>` or `name:<name>`; of payment terms `term:<name>`, of a tax rate
 * `tax:<percent>` or `tax:<percent>:<label>`.
 */
const crmKey = z.string().trim().min(1).max(600);

/** Names a link; the kind follows from the key. */
export const linkName = z.object({ connectionId: z.string(), crmKey });

export const linkInput = linkName.extend({
  booksId: z.string().trim().min(1),
  /** What the CRM calls it, to be shown in the list. */
  crmName: z.string().trim().min(1).max(600).nullable().default(null),
});

export const linkRow = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  kind: choiceKind,
  crmKey: z.string(),
  crmName: z.string().nullable(),
  booksId: z.string(),
  /** Null = it is gone from the books. */
  booksName: z.string().nullable(),
  isActive: z.boolean(),
  /** A person's e-mail; null = Ledgerline, when it created the customer. */
  savedBy: z.string().nullable(),
  savedAt: z.string().nullable(),
});
export type LinkRow = z.infer<typeof linkRow>;

/** A customer or item that may be meant. */
export const suggestion = z.object({
  booksId: z.string(),
  name: z.string(),
  /** E-mail or SKU. */
  detail: z.string().nullable(),
  /** From 0 to 1; null = it matched equally well, or holds the name. */
  score: z.number().nullable(),
});
export type Suggestion = z.infer<typeof suggestion>;

/** What a failure asks a person to choose; null = no choice settles it. */
export const choiceReply = z.object({ kind: choiceKind, crmKey: z.string(), name: z.string() }).nullable();

/** Puts what a failure asks to choose in a reply. */
export function choiceReplyOf(failure: Failure): z.infer<typeof choiceReply> {
  const choice = choiceOf(failure);
  return choice && { kind: choice.kind, crmKey: choice.crmKey, name: choice.name };
}
