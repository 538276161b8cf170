/** In words: messages to the outside, and approvals. */
import type { ApprovalFailure, MessageFailure } from "../failure.ts";
import { decimalText, type Money } from "../money.ts";
import type { Words } from "./said.ts";

export const messageWords: Words<MessageFailure> = {
  "mail-not-set-up": () => ({
    happened: "The e-mail was not sent: no mail server is set up.",
    why: "Ledgerline sends mail through a mail server of yours.",
    doThis: "Set LEDGERLINE_SMTP_URL and LEDGERLINE_MAIL_FROM on the server and restart it, then retry.",
    who: "server admin",
  }),
  "mail-refused": (failure) => ({
    happened: "The mail server refused the e-mail.",
    why: `It answered: ${failure.detail}`,
    doThis: "Correct the addresses in the step, or the mail server's settings, then retry.",
  }),
  "mail-unreachable": (failure) => ({
    happened: "The mail server could not be reached.",
    why: `The call did not get through (${failure.detail}).`,
    doThis: "Nothing: it is tried again by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "webhook-refused": (failure) => ({
    happened: `${failure.url} refused the call.`,
    why: `It answered ${failure.status}: ${failure.detail || "nothing"}`,
    doThis: "Correct the address or the receiving side, then retry.",
  }),
  "webhook-unreachable": (failure) => ({
    happened: `${failure.url} could not be reached.`,
    why: `The call did not get a usable answer (${failure.detail}).`,
    doThis: "Nothing: it is tried again by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "message-given-up": (failure) => ({
    happened: `${failure.to} could not be reached in ${failure.tries} tries, about a day long.`,
    why: `The last try came to this: ${failure.detail}`,
    doThis: "See to it that the receiving side is up again, then retry.",
  }),
  "webhook-address-forbidden": (failure) => ({
    happened: `${failure.url} was not called: it leads to ${failure.address}.`,
    why: "Link-local, multicast and cloud metadata addresses are never called: they would let a workflow read this server's own credentials.",
    doThis: "Give the step the address of a server of yours or of a service, then retry.",
  }),
};

function inWords(money: Money): string {
  return `${money.currency} ${decimalText(money)}`;
}

export const approvalWords: Words<ApprovalFailure> = {
  "approval-refused": (failure) => ({
    happened: failure.note === "" ? `${failure.by} did not approve the document.` : `${failure.by} did not approve the document: "${failure.note}".`,
    why: "A document that somebody looks at first is posted only after a yes.",
    doThis: "Correct the record, then enroll it again.",
  }),
  "approval-needed-now": (failure) => ({
    happened: `The document is one that a person looks at first by now: it comes to ${inWords(failure.planned)}.`,
    why: "The record or the books changed after the approving step had let it pass.",
    doThis: "Nothing: the document is shown for approval.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "changed-after-approval": (failure) => ({
    happened: `What would be posted now is not what was approved: ${inWords(failure.planned)} instead of ${inWords(failure.approved)}, or other lines.`,
    why: "The record or the books changed after the approval.",
    doThis: "Nothing: the new document is shown for approval.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "approval-beyond-limit": (failure) => ({
    happened: failure.total === null ? "The document's amount is not known yet." : `The document comes to ${inWords(failure.total)}.`,
    why: `You may approve documents of up to ${inWords(failure.limit)} each, in that currency.`,
    doThis: "Ask an admin, or an approver with a higher limit, to approve it.",
  }),
  "approval-outdated": (failure) => ({
    happened: `The document for ${failure.recordName} that you answered is not the one that waits now.`,
    why: "It was planned again after you opened it.",
    doThis: "Look at the document that is shown now, then approve or reject it.",
  }),
};
