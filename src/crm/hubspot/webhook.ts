/** HubSpot's webhooks: the signature (version 3) is checked on the raw body, then the events are read. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { instantOf, type Instant } from "#domain/dates.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { Failure } from "#domain/failure.ts";
import type { DecodeWebhook, WebhookDelivery } from "#domain/ports/crm.ts";
import { objectTypes, type ObjectType } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { objectKinds } from "./object-kinds.ts";
import { wireId } from "./wire.ts";

/** A delivery signed longer ago, or further ahead, than this is refused. */
const freshMs = 5 * 60_000;
/** HubSpot sends at most 100 events; far more is not HubSpot. */
const mostEvents = 100_000;

const signatureHeader = "x-hubspot-signature-v3";
const timestampHeader = "x-hubspot-request-timestamp";

/** Decodes deliveries of one portal: an app's webhooks may speak of every portal the app is installed in. */
export function decodeHubSpotWebhook(portalId: string | null): DecodeWebhook {
  return (delivery, secret, now) => {
    const sentAt = checkSignature(delivery, secret, now);
    return sentAt.ok ? readEvents(delivery.rawBody, sentAt.value, portalId) : sentAt;
  };
}

/** The moment of signing, when the signature is right and fresh. */
export function checkSignature(delivery: WebhookDelivery, secret: string, now: Instant): Result<Instant, Failure> {
  const signature = headerOf(delivery, signatureHeader);
  const timestamp = headerOf(delivery, timestampHeader);
  if (signature === undefined || timestamp === undefined) return err({ code: "signature-missing" });
  // Without a secret anybody could sign.
  if (secret === "" || !isSame(signature, signatureOf(delivery, secret, timestamp))) return err({ code: "signature-wrong" });
  if (!/^\d{1,15}$/.test(timestamp)) return err({ code: "signature-wrong" });
  const sentAt = instantOf(Number(timestamp));
  const age = Math.abs(Date.parse(now) - Number(timestamp));
  return age > freshMs ? err({ code: "webhook-stale", sentAt }) : ok(sentAt);
}

function headerOf(delivery: WebhookDelivery, name: string): string | undefined {
  const found = Object.entries(delivery.headers).find(([key]) => key.toLowerCase() === name);
  return found?.[1].trim() || undefined;
}

/** Base64 of HMAC-SHA256 over method, URI, raw body and timestamp (HubSpot: "Validate requests", version 3). */
function signatureOf(delivery: WebhookDelivery, secret: string, timestamp: string): string {
  return createHmac("sha256", secret)
    .update(delivery.method.toUpperCase() + decodedUri(delivery.url))
    .update(delivery.rawBody)
    .update(timestamp)
    .digest("base64");
}

/** HubSpot signs the URI with exactly these characters decoded; every other escape stays. */
const decodedEscapes: Record<string, string> = {
  "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$",
  "%27": "'", "%28": "(", "%29": ")", "%2A": "*", "%2C": ",", "%3B": ";",
};

function decodedUri(url: string): string {
  return url.replace(/%[0-9a-f]{2}/gi, (escape) => decodedEscapes[escape.toUpperCase()] ?? escape);
}

function isSame(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The fields of an event that we use. The wire says `subscriptionType`, the documentation also `eventType`. */
const wireEvent = z.object({
  subscriptionType: z.string().optional(),
  eventType: z.string().optional(),
  portalId: wireId.optional(),
  eventId: wireId.optional(),
  occurredAt: z.number().optional(),
  objectId: wireId.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().nullish(),
  fromObjectId: wireId.optional(),
  fromObjectTypeId: z.string().optional(),
  primaryObjectId: wireId.optional(),
  mergedObjectIds: z.array(wireId).optional(),
  newObjectId: wireId.nullish(),
});
type WireEvent = z.infer<typeof wireEvent>;

function readEvents(rawBody: Uint8Array, sentAt: Instant, portalId: string | null): Result<CrmEvent[], Failure> {
  const body = parseBody(rawBody);
  if (!Array.isArray(body)) return err(unreadable(body === undefined ? "The body is not JSON." : "The body is not a list of events."));
  if (body.length > mostEvents) return err(unreadable(`The body has ${body.length} events, more than the ${mostEvents} we read.`));
  const events: CrmEvent[] = [];
  for (const [index, entry] of body.entries()) {
    const parsed = wireEvent.safeParse(entry);
    if (!parsed.success) return err(unreadable(`Event ${index + 1} is not as expected at ${parsed.error.issues[0]?.path.join(".") || "its top"}.`));
    if (portalId !== null && parsed.data.portalId !== portalId) continue;
    const read = eventsOf(parsed.data, sentAt);
    if (read === undefined) return err(unreadable(`Event ${index + 1} names no object.`));
    events.push(...read);
  }
  return ok(events);
}

function parseBody(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    // Neither text nor JSON; undefined is no JSON value.
    return undefined;
  }
}

function unreadable(detail: string): Failure {
  return { code: "webhook-unreadable", detail };
}

const kinds: Record<string, CrmEvent["kind"]> = {
  creation: "created",
  restore: "created",
  propertyChange: "changed",
  associationChange: "changed",
  merge: "changed",
  deletion: "deleted",
  privacyDeletion: "deleted",
};

/** One HubSpot event as ours; [] when it is of no concern, undefined when it names no object. */
function eventsOf(wire: WireEvent, sentAt: Instant): CrmEvent[] | undefined {
  const subscriptionType = wire.subscriptionType ?? wire.eventType ?? "";
  const [family = "", what = ""] = subscriptionType.split(".");
  const kind = Object.hasOwn(kinds, what) ? kinds[what] : undefined;
  const objectType = objectTypeOf(family, wire.objectTypeId ?? wire.fromObjectTypeId);
  if (kind === undefined || objectType === undefined) return [];
  const event = (recordId: string, ofKind: CrmEvent["kind"]): CrmEvent => ({
    objectType,
    recordId,
    kind: ofKind,
    property: what === "propertyChange" ? (wire.propertyName ?? null) : null,
    occurredAt: wire.occurredAt === undefined ? sentAt : instantOf(wire.occurredAt),
    source: "webhook",
    sourceKey: sourceKeyOf(wire, subscriptionType, objectType, recordId),
  });
  if (what === "merge") return mergeEvents(wire, event);
  // An association change names its two ends; HubSpot sends the other direction as an event of its own.
  const recordId = wire.objectId ?? wire.fromObjectId;
  return recordId === undefined ? undefined : [event(recordId, kind)];
}

/** A merge leaves one record, which may be a new one, and removes the others. */
function mergeEvents(wire: WireEvent, event: (recordId: string, kind: CrmEvent["kind"]) => CrmEvent): CrmEvent[] | undefined {
  const winner = wire.newObjectId ?? wire.primaryObjectId ?? wire.objectId;
  if (winner === undefined) return undefined;
  const gone = [wire.primaryObjectId ?? winner, ...(wire.mergedObjectIds ?? [])].filter((id) => id !== winner);
  return [event(winner, "changed"), ...[...new Set(gone)].map((id) => event(id, "deleted"))];
}

function objectTypeOf(family: string, typeId: string | undefined): ObjectType | undefined {
  return objectTypes.find((type) => (family === "object" ? objectKinds[type].typeId === typeId : objectKinds[type].singular === family));
}

/** HubSpot's event ids are not unique alone; a repeated delivery of an event differs only in its attempt number. */
function sourceKeyOf(wire: WireEvent, subscriptionType: string, objectType: ObjectType, recordId: string): string {
  const typeId = objectKinds[objectType].typeId;
  return [wire.portalId ?? "", subscriptionType, typeId, recordId, wire.propertyName ?? "", wire.eventId ?? "", wire.occurredAt ?? ""].join("|");
}
