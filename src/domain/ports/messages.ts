/** What workflows say to people and other systems outside the CRM and the books. */
import type { Failure } from "../failure.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { Outputs } from "../step.ts";

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

export interface Messages {
  sendMail(mail: Mail): Promise<Result<null, Failure>>;
  /** The plain fields of a JSON answer. */
  callWebhook(call: WebhookCall): Promise<Result<Outputs, Failure>>;
}
