/** Estimates: plan -> wire, wire -> posted (reference: 5.14). */
import type { EstimatePlan } from "#domain/document/estimate.ts";
import type { DocumentStatus } from "#domain/document/kind.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { member, type Wire } from "./members.ts";
import { customerIn, posted, seenStatus } from "./posted.ts";
import { salesMembers } from "./sales.ts";

/** The body of a create. */
export function encodeEstimate(document: ReadyDocument<EstimatePlan>, company: BooksCompany): Wire {
  const { expirationDate, acceptance } = document.plan;
  return {
    ...salesMembers(document, company),
    ...member("ExpirationDate", expirationDate),
    ...(acceptance ? { TxnStatus: "Accepted", ...member("AcceptedBy", acceptance.by), ...member("AcceptedDate", acceptance.on) } : {}),
  };
}

/** Whether an invoice leaves an estimate closed or converted is unconfirmed; both are final. */
const statuses: Record<string, DocumentStatus> = { Accepted: "accepted", Rejected: "rejected", Closed: "closed", Converted: "closed" };

/** What QuickBooks says it has. Throws when the answer is not an estimate. */
export function decodeEstimate(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("estimate", wire, company, appUrl, (estimate) => ({
    page: "estimate",
    party: customerIn(estimate),
    status: statuses[estimate.TxnStatus ?? ""] ?? seenStatus(estimate) ?? "pending",
  }));
}
