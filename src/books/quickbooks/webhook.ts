/**
 * QuickBooks' webhooks: the signature is checked on the raw body, then it is read which companies have something new. They
 * carry ids only, may come twice, late and in any order: they are a hint to look, not data.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { documentKinds } from "#domain/document/kind.ts";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { encodingOf } from "./documents/documents.ts";
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
  eventNotifications: z.array(z.object({ realmId: z.string(), dataChangeEvent: z.object({ entities: z.array(z.object({ name: z.string(), operation: z.string().optional() })) }) })),
});

/** The companies (realm ids) of which something is new, by what it is. */
export interface CompanyNews {
  references: Set<string>;
  documents: Set<string>;
}

const references = new Set(["preferences", "companyinfo", ...Object.keys(mirroredEntities).map((entity) => entity.toLowerCase())]);
const documents = new Set(documentKinds.map((kind) => encodingOf(kind).entity.toLowerCase()));

/** Which companies have news. That a document was made says nothing of those we know, but a payment may settle one of them. */
export function companyNews(rawBody: Uint8Array): Result<CompanyNews, Failure> {
  const told = toldIn(jsonOf(rawBody));
  if (told === undefined) return err({ code: "webhook-unreadable", detail: "The body is neither a list of CloudEvents nor an object with eventNotifications." });
  const realms = (isNews: (one: Told) => boolean) => new Set(told.filter(isNews).map(({ realm }) => realm));
  return ok({
    references: realms(({ entity }) => references.has(entity)),
    documents: realms(({ entity, isMade }) => documents.has(entity) && (!isMade || entity === "payment")),
  });
}

interface Told {
  realm: string;
  entity: string;
  isMade: boolean;
}

/** `qbo.customer.updated.v1` is about a customer. */
function toldIn(body: unknown): Told[] | undefined {
  const events = cloudEvents.safeParse(body);
  if (events.success) {
    return events.data.map(({ type, intuitaccountid: realm }) => {
      const [, entity = "", operation = ""] = type.toLowerCase().split(".");
      return { realm, entity, isMade: operation === "created" };
    });
  }
  const legacy = legacyEvents.safeParse(body);
  if (!legacy.success) return undefined;
  return legacy.data.eventNotifications.flatMap(({ realmId: realm, dataChangeEvent }) =>
    dataChangeEvent.entities.map(({ name, operation }) => ({ realm, entity: name.toLowerCase(), isMade: operation?.toLowerCase() === "create" })),
  );
}

function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
