/** Deliveries of webhooks and mails: tried until they arrive, about a day long. */
import { type Instant, later } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { WorkspaceId } from "../ids.ts";
import type { NoticeKind } from "./notice.ts";
import { backoffMs, mostMessageTries } from "../step.ts";

export const deliveryStates = ["pending", "delivered", "given-up"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One notice on its way to one receiver. */
export interface WebhookDelivery {
  /** The `webhook-id`: the same each time it is sent. */
  id: string;
  workspaceId: WorkspaceId;
  receiverId: string;
  url: string;
  kind: NoticeKind | "test";
  body: string;
  state: DeliveryState;
  tries: number;
  createdAt: Instant;
  /** When it is sent next; null = not any more. */
  dueAt: Instant | null;
  lastTriedAt: Instant | null;
  /** The status of the last answer; null = there was none. */
  status: number | null;
  /** The last answer, or why there was none. */
  answer: string | null;
}

/** What comes of a try. */
export interface Tried {
  state: DeliveryState;
  dueAt: Instant | null;
}

/** These do not change by waiting; 410 = the receiver says that it is gone for good. */
function isFinal(failure: Failure): boolean {
  return failure.code === "webhook-address-forbidden" || failure.code === "mail-not-set-up" || failure.code === "mail-refused" || (failure.code === "webhook-refused" && failure.status === 410);
}

/** Where it stands after so many tries, this one included. `failure` null = it arrived. */
export function afterTry(failure: Failure | null, tries: number, now: Instant): Tried {
  if (failure === null) return { state: "delivered", dueAt: null };
  if (isFinal(failure) || tries >= mostMessageTries) return { state: "given-up", dueAt: null };
  return { state: "pending", dueAt: later(now, backoffMs(tries - 1)) };
}
