/** What workflows say to people and other systems outside the CRM and the books. */
import type { Failure } from "../failure.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { Outputs } from "../step.ts";
import type { Exchange } from "./books.ts";

export interface Mail {
  to: string[];
  subject: string;
  /** Plain text. */
  text: string;
  /** Stays the same when the mail is sent again after a lost answer. */
  key: string;
}

/** A signed call; `key` stays the same when it is made again after a lost answer. */
export interface WebhookCall {
  workspaceId: WorkspaceId;
  url: string;
  /** JSON. */
  body: string;
  key: string;
}

/** What came of saying something, with what went out and came back for the history. */
export interface Said<T> {
  result: Result<T, Failure>;
  exchange: Exchange;
}

export interface Messages {
  sendMail(mail: Mail): Promise<Said<null>>;
  /** The plain fields of a JSON answer. */
  callWebhook(call: WebhookCall): Promise<Said<Outputs>>;
}
