/** Our actions inside HubSpot's workflow editor. */
import type { CrmActions } from "#domain/ports/crm-actions.ts";
import { appFiles } from "./app-files.ts";
import { readCall, readOptionsCall } from "./calls.ts";
import { optionsReply, replyTo } from "./replies.ts";
import { checkCallSignature } from "./signature.ts";

export const hubSpotActions: CrmActions = { checkSignature: checkCallSignature, readCall, reply: replyTo, readOptionsCall, optionsReply, appFiles };
