/**
 * QuickBooks' webhooks: the signature is checked on the raw body, then it is read which companies have something new. They
 * carry ids only, may come twice, late and in any order: they are a hint to look, not data.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { mirroredEntities } from "./reference-rows.ts";

/** One delivery as it came in. */
export interface Delivery {
  rawBody: Uint8Array;
  /** The header `intuit-signature`. */
  signature: string | undefined;
}

/** Whether a delivery is signed with this verifier token: base64 of HMAC-SHA256 over the raw body (Intuit: "Webhooks"). */
export function isSignedWith({ rawBody, signature }: Delivery, verifierToken: string): boolean {
  // Without a token anybody could sign.
  if (signature === undefined || verifierToken === "") return false;
  const expected = createHmac("sha256", verifierToken).update(rawBody).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Since 2026: an array of CloudEvents. */
const cloudEvents = z.array(z.object({ type: z.string(), intuitaccountid: z.string() }));
/** Before: one object, by company. */
const legacyEvents = z.object({
  eventNotifications: z.array(z.object({ realmId: z.string(), dataChangeEvent: z.object({ entities: z.array(z.object({ name: z.string() })) }) })),
});

const watched = new Set(["preferences", "companyinfo", ...Object.keys(mirroredEntities).map((entity) => entity.toLowerCase())]);

/** The companies (realm ids) whose reference data has something new; documents say nothing of it. */
export function companiesWithNews(rawBody: Uint8Array): Result<Set<string>, Failure> {
  const body = jsonOf(rawBody);
  const events = cloudEvents.safeParse(body);
  if (events.success) return ok(new Set(events.data.filter(({ type }) => watched.has(entityOf(type))).map((event) => event.intuitaccountid)));
  const legacy = legacyEvents.safeParse(body);
  if (!legacy.success) return err({ code: "webhook-unreadable", detail: "The body is neither a list of CloudEvents nor an object with eventNotifications." });
  const news = legacy.data.eventNotifications.filter(({ dataChangeEvent }) => dataChangeEvent.entities.some(({ name }) => watched.has(name.toLowerCase())));
  return ok(new Set(news.map(({ realmId }) => realmId)));
}

/** `qbo.customer.updated.v1` is about a customer. */
function entityOf(type: string): string {
  return type.split(".")[1]?.toLowerCase() ?? "";
}

function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
