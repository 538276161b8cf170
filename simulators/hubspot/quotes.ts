/** What becomes of a quote that was sent: its signer signs it. */
import { byHand } from "./app.ts";
import { WrongInput } from "./control-input.ts";
import { iso, type Portal, type Source, type StoredRecord } from "./portal.ts";

/** Whether somebody has still to sign the quote. */
export function awaitsSignature({ values }: StoredRecord): boolean {
  return values["hs_sign_status"] === "ESIGN_PENDING";
}

/** Signs the quote; a `WrongInput` says why it cannot be. */
export function sign(portal: Portal, quote: StoredRecord, source: Source = byHand): void {
  if (!awaitsSignature(quote)) throw new WrongInput("The quote awaits no signature.");
  const now = iso(portal.now());
  const signers = quote.values["hs_esign_num_signers_required"] ?? "1";
  const signed = { hs_sign_status: "ESIGN_COMPLETED", hs_quote_esign_status: "SIGNED", hs_esign_date: now, hs_esign_num_signers_completed: signers };
  portal.update("quotes", quote, { ...signed, hs_quote_status: "ACCEPTED", hs_accepted_date: now }, source);
}
