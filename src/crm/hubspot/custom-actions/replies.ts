/** What HubSpot is told: how an action ended, that a record is to wait, and what can be chosen. */
import type { CrmOptions, CrmOutcome } from "#domain/crm-action.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import { documentStatusWords, documentTitle } from "#domain/document/kind.ts";
import { explain } from "#domain/explanation.ts";
import type { Failure } from "#domain/failure.ts";
import { decimalText } from "#domain/money.ts";
import type { CrmReply } from "#domain/ports/crm-actions.ts";

/** Longer texts are cut; HubSpot's own limit is far above. */
const longestText = 3_000;

/** The answer to a call that runs the action. */
export function replyTo(reply: CrmReply, enrollmentUrl: string | null): unknown {
  return { outputFields: reply.outcome === "waiting" ? blocked(reply, enrollmentUrl) : outputsOf(reply, enrollmentUrl) };
}

function blocked({ because, isAsked, untilMs }: Extract<CrmReply, { outcome: "waiting" }>, enrollmentUrl: string | null): Record<string, string> {
  const said = because.length > 0 ? inWords(because) : { errorCode: "", message: isAsked ? "Somebody looks at the document first, under Approvals in Ledgerline." : "It is under way." };
  return { ...said, ...link(enrollmentUrl), hs_execution_state: "BLOCK", hs_expiration_duration: `PT${Math.ceil(untilMs / 60_000)}M` };
}

/** The output fields of an action that ended; they are the same whether they are answered or told later. */
export function outputsOf(outcome: CrmOutcome, enrollmentUrl: string | null): Record<string, string> {
  switch (outcome.outcome) {
    case "done":
      return { ...documentFields(outcome.documents), ...link(enrollmentUrl), hs_execution_state: "SUCCESS" };
    case "failed":
      return { ...inWords(outcome.failures), ...link(enrollmentUrl), hs_execution_state: "FAIL_CONTINUE" };
    case "cancelled":
      return { errorCode: "cancelled", message: "Somebody took the record out of Ledgerline; no document was made.", ...link(enrollmentUrl), hs_execution_state: "FAIL_CONTINUE" };
    case "too-late":
      return { errorCode: "too-late", message: "It was not done in the time the record was to wait. It goes on in Ledgerline.", ...link(enrollmentUrl), hs_execution_state: "FAIL_CONTINUE" };
  }
}

/** Of several documents that one action makes, the first is the one with a customer's number. */
function documentFields(documents: readonly PostedDocument[]): Record<string, string> {
  const [document] = documents;
  if (document === undefined) return { message: "There was nothing to create." };
  const { kind, booksId, number, url, status, total, balance } = document;
  return {
    documentId: booksId,
    documentNumber: number ?? "",
    documentUrl: url,
    documentTotal: decimalText(total),
    documentBalance: decimalText(balance),
    documentCurrency: total.currency,
    documentStatus: documentStatusWords[status],
    message: documents.map((one) => documentTitle(one.kind, one.number)).join(" and ") || documentTitle(kind, number),
  };
}

/** Every reason, each with what a person does about it. */
function inWords(failures: readonly Failure[]): Record<string, string> {
  const message = failures.map((failure) => explain(failure)).map(({ happened, doThis }) => `${happened} ${doThis}`).join(" ");
  return { errorCode: failures[0]?.code ?? "unknown", message: message.length > longestText ? `${message.slice(0, longestText - 1)}…` : message };
}

function link(enrollmentUrl: string | null): Record<string, string> {
  return enrollmentUrl === null ? {} : { ledgerlineUrl: enrollmentUrl };
}

/** The answer to a call that asks for options. */
export function optionsReply({ options, next }: CrmOptions): unknown {
  return {
    options: options.map(({ value, label, detail }) => ({ value, label, description: detail ?? "" })),
    ...(next === null ? {} : { after: String(next) }),
    searchable: true,
  };
}
