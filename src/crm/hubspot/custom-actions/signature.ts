/**
 * Who sent a call of a workflow action. HubSpot documents the second version of its signature for these calls and sends the
 * third beside it: the third, with its five minutes, decides where it is there. A call that is sent again changes nothing,
 * as the callback is known by then; so the second version, which does not tell the time, is good enough without it.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { WebhookDelivery } from "#domain/ports/crm.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { checkSignature } from "../webhook.ts";

const headers = { third: "x-hubspot-signature-v3", second: "x-hubspot-signature", version: "x-hubspot-signature-version" };

/** Whether HubSpot signed the call with the app's secret, by version 3 or, where only that is there, version 2; `signature-wrong` otherwise. */
export function checkCallSignature(delivery: WebhookDelivery, secret: string, now: Instant): Result<null, Failure> {
  const header = (name: string): string | undefined => Object.entries(delivery.headers).find(([key]) => key.toLowerCase() === name)?.[1].trim() || undefined;
  const given = header(headers.second);
  if (header(headers.third) !== undefined || given === undefined || header(headers.version)?.toLowerCase() !== "v2") {
    const checked = checkSignature(delivery, secret, now);
    return checked.ok ? ok(null) : checked;
  }
  const right = createHash("sha256").update(secret + delivery.method.toUpperCase() + delivery.url).update(delivery.rawBody).digest("hex");
  const isSame = given.length === right.length && timingSafeEqual(Buffer.from(given.toLowerCase()), Buffer.from(right));
  return secret !== "" && isSame ? ok(null) : err({ code: "signature-wrong" });
}
