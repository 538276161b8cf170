import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import type { WebhookDelivery } from "#domain/ports/crm.ts";
import { decodeHubSpotWebhook } from "./webhook.ts";

const secret = "11111111-2222-3333-4444-555555555555";
const url = "https://hooks.example.test/hubspot/webhooks";
const timestamp = 1_760_000_000_500;
const now = instantOf(timestamp + 1_000);
const body =
  '[{"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":1760000000000,"subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":5,"propertyName":"dealstage","propertyValue":"closedwon","changeSource":"CRM_UI"}]';
const bodySignature = "BcWvR6jYCD0SXHftkSOpVpAGf6hVCWiJt8gPo8iWVmU=";

function delivery(changes: Partial<{ method: string; url: string; body: string; signature: string; timestamp: string }> = {}): WebhookDelivery {
  return {
    method: changes.method ?? "POST",
    url: changes.url ?? url,
    headers: { "X-HubSpot-Signature-v3": changes.signature ?? bodySignature, "X-HubSpot-Request-Timestamp": changes.timestamp ?? String(timestamp) },
    rawBody: new TextEncoder().encode(changes.body ?? body),
  };
}

/** A delivery signed as HubSpot would; `signedUrl` is the URL as HubSpot decodes it. */
function signed(text: string, changes: { method?: string; url?: string; signedUrl?: string; timestamp?: string } = {}): WebhookDelivery {
  const at = changes.timestamp ?? String(timestamp);
  const signature = createHmac("sha256", secret).update(`${changes.method ?? "POST"}${changes.signedUrl ?? changes.url ?? url}${text}${at}`).digest("base64");
  return delivery({ ...changes, body: text, signature, timestamp: at });
}

const decode = decodeHubSpotWebhook("3");

describe("the signature", () => {
  test("is accepted when it is HubSpot's own, computed with a known secret", () => {
    expect(decode(delivery(), secret, now)).toEqual({
      ok: true,
      value: [
        {
          objectType: "deal",
          recordId: "5",
          kind: "changed",
          property: "dealstage",
          occurredAt: "2025-10-09T08:53:20.000Z",
          source: "webhook",
          sourceKey: "3|deal.propertyChange|0-3|5|dealstage|1|1760000000000",
        },
      ],
    });
  });

  test("of a GET with escapes in its query is HubSpot's own", () => {
    const get = delivery({ method: "GET", url: "https://hooks.example.test/actions/options?portal=3&q=a%20b", body: "", signature: "SRg4s+5dUJoyIKy/hwg6Kbe8+Cskgsrugxr9PNfy4PY=" });
    expect(decode(get, secret, now)).toEqual({ ok: false, error: { code: "webhook-unreadable", detail: "The body is not JSON." } });
  });

  test("counts decoded exactly the escapes that HubSpot decodes", () => {
    const escaped = signed("[]", { url: `${url}?a=%3a%2F%3F%40%21%24%27%28%29%2A%2C%3B%20%26`, signedUrl: `${url}?a=:/?@!$'()*,;%20%26` });
    expect(decode(escaped, secret, now)).toEqual({ ok: true, value: [] });
  });

  test.each([
    ["a changed byte in the body", delivery({ body: body.replace("closedwon", "closedwin") })],
    ["another URL", delivery({ url: `${url}/` })],
    ["another method", delivery({ method: "PUT" })],
    ["another timestamp", delivery({ timestamp: String(timestamp + 1) })],
    ["a shorter signature", delivery({ signature: "BcWv" })],
    ["a timestamp that is no number", signed("[]", { timestamp: "yesterday" })],
  ])("is wrong with %s", (_, wrong) => {
    expect(decode(wrong, secret, now)).toEqual({ ok: false, error: { code: "signature-wrong" } });
  });

  test("is wrong under another secret, and always under an empty one", () => {
    expect(decode(delivery(), "another", now)).toEqual({ ok: false, error: { code: "signature-wrong" } });
    const byNobody = delivery({ signature: createHmac("sha256", "").update(`POST${url}${body}${timestamp}`).digest("base64") });
    expect(decode(byNobody, "", now)).toEqual({ ok: false, error: { code: "signature-wrong" } });
  });

  test.each(["X-HubSpot-Signature-v3", "X-HubSpot-Request-Timestamp"])("is missing without %s", (name) => {
    const { [name]: _, ...headers } = delivery().headers;
    expect(decode({ ...delivery(), headers }, secret, now)).toEqual({ ok: false, error: { code: "signature-missing" } });
  });

  test.each([
    ["five minutes old", 300_000, true],
    ["a moment older", 300_001, false],
    ["five minutes ahead", -300_000, true],
    ["a moment further ahead", -300_001, false],
  ])("that is %s", (_, age, isFresh) => {
    const answer = decode(delivery(), secret, instantOf(timestamp + age));
    expect(answer.ok).toBe(isFresh);
    if (!answer.ok) expect(answer.error).toEqual({ code: "webhook-stale", sentAt: instantOf(timestamp) });
  });
});

describe("the events", () => {
  const event = { eventId: 9, portalId: 3, occurredAt: 1_760_000_000_000, objectId: 77, attemptNumber: 0 };
  function read(...events: unknown[]) {
    const answer = decode(signed(JSON.stringify(events)), secret, now);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value.map(({ objectType, recordId, kind, property }) => `${objectType} ${recordId} ${kind} ${property ?? "-"}`);
  }

  test.each([
    [{ subscriptionType: "deal.creation" }, ["deal 77 created -"]],
    [{ subscriptionType: "deal.restore" }, ["deal 77 created -"]],
    [{ subscriptionType: "deal.deletion" }, ["deal 77 deleted -"]],
    [{ eventType: "deal.propertyChange", propertyName: "amount" }, ["deal 77 changed amount"]],
    [{ subscriptionType: "contact.privacyDeletion" }, ["contact 77 deleted -"]],
    [{ subscriptionType: "line_item.propertyChange", propertyName: "price" }, ["line-item 77 changed price"]],
    [{ subscriptionType: "company.creation" }, ["company 77 created -"]],
    [{ subscriptionType: "object.propertyChange", objectTypeId: "0-14", propertyName: "hs_sign_status" }, ["quote 77 changed hs_sign_status"]],
    [{ subscriptionType: "object.creation", objectTypeId: "0-101" }, ["payment 77 created -"]],
    [{ subscriptionType: "deal.associationChange", objectId: undefined, fromObjectId: 5, toObjectId: 6, fromObjectTypeId: "0-3" }, ["deal 5 changed -"]],
    [{ subscriptionType: "contact.merge", primaryObjectId: 1, mergedObjectIds: [2], newObjectId: 3 }, ["contact 3 changed -", "contact 1 deleted -", "contact 2 deleted -"]],
    [{ subscriptionType: "object.creation", objectTypeId: "0-5" }, []],
    [{ subscriptionType: "conversation.newMessage" }, []],
    [{ subscriptionType: "deal.constructor" }, []],
    [{ subscriptionType: "deal.creation", portalId: 4 }, []],
    [{}, []],
  ])("%j", (fields, expected) => {
    expect(read({ ...event, ...fields })).toEqual(expected);
  });

  test("repeated with another attempt number have the same key", () => {
    const change = { ...event, subscriptionType: "deal.propertyChange", propertyName: "amount" };
    const answer = decode(signed(JSON.stringify([change, { ...change, attemptNumber: 3 }])), secret, now);
    if (!answer.ok) throw new Error(answer.error.code);
    expect(new Set(answer.value.map((one) => one.sourceKey)).size).toBe(1);
  });

  test.each([
    ["no JSON", "[{", "The body is not JSON."],
    ["an object", "{}", "The body is not a list of events."],
    ["a list of texts", '["deal"]', "Event 1 is not as expected at its top."],
    ["an object id that is no id", '[{"portalId":3,"subscriptionType":"deal.creation","objectId":{}}]', "Event 1 is not as expected at objectId."],
    ["no object", '[{"portalId":3,"subscriptionType":"deal.creation"}]', "Event 1 names no object."],
    ["too many events", JSON.stringify(Array.from({ length: 100_001 }, () => 0)), "The body has 100001 events, more than the 100000 we read."],
  ])("that are %s are unreadable", (_, text, detail) => {
    expect(decode(signed(text), secret, now)).toEqual({ ok: false, error: { code: "webhook-unreadable", detail } });
  });
});
