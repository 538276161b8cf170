/** What a person was sent to a vendor's consent page for: kept encrypted for some minutes, handed out once. */
import { randomBytes } from "node:crypto";
import { later } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { Caller, ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

const consentLastsMs = 10 * 60_000;

/** What comes back with the answer, and what nobody can guess. */
export function newState(): string {
  return randomBytes(24).toString("base64url");
}

/** Keeps it under the state. */
export function keepErrand({ store, clock }: ServerParts, caller: Caller, state: string, errand: unknown): Promise<void> {
  const now = clock.now();
  return store.keepConsent({ id: state, workspaceId: caller.workspaceId, secret: errand, expiresAt: later(now, consentLastsMs) }, now);
}

/** What is said when there is no such errand (any more). */
export const noErrand = "This answer does not belong to a connection you started here in the last ten minutes. Start it again on the Connections page.";

/** A failure as one paragraph, for pages outside the web app. */
export function inWords(failure: Failure): string {
  const { happened, why, doThis } = explainedReply(failure);
  return `${happened} ${why} ${doThis}`;
}
