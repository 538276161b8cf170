/** What we need of a CRM to offer our actions in its own workflows. Pure: the vendor's spelling of calls and answers. */
import type { CrmAction, CrmActionCall, CrmOptions, CrmOptionsCall, CrmOutcome } from "../crm-action.ts";
import type { Language } from "../language.ts";
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { Result } from "../result.ts";
import type { WebhookDelivery } from "./crm.ts";

/** What we answer at once: how it ended, or that the record is to wait; `because` = what a person must fix meanwhile, `isAsked` = somebody looks at the document first. */
export type CrmReply = CrmOutcome | { outcome: "waiting"; because: readonly Failure[]; isAsked: boolean; untilMs: number };

/** A file of the app that a person deploys in their CRM account; the path is relative, with slashes. */
export interface AppFile {
  path: string;
  content: string;
}

/** What the app is made for. */
export interface AppWish {
  /** Where the CRM reaches us, without a slash at the end. */
  publicUrl: string;
  /** As people see it in the CRM. */
  name: string;
  /** Each in every language; only their words differ. */
  actions: readonly Readonly<Record<Language, CrmAction>>[];
}

export interface CrmActions {
  /** Checks who signed a call on its raw body. */
  checkSignature(delivery: WebhookDelivery, secret: string, now: Instant): Result<null, Failure>;
  readCall(rawBody: Uint8Array): Result<CrmActionCall, Failure>;
  /** The JSON we answer a call with. `enrollmentUrl` = where people see it here; null = it is nowhere. */
  reply(reply: CrmReply, enrollmentUrl: string | null): unknown;
  readOptionsCall(rawBody: Uint8Array): Result<CrmOptionsCall, Failure>;
  optionsReply(options: CrmOptions): unknown;
  appFiles(wish: AppWish): AppFile[];
}
