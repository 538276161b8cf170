import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { companyNews, isSignedWith } from "./webhook.ts";

const bytes = (body: unknown): Uint8Array => new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
const signed = (rawBody: Uint8Array, token: string): string => createHmac("sha256", token).update(rawBody).digest("base64");
const cloud = (type: string, realm: string): Record<string, unknown> => ({ specversion: "1.0", id: "1", source: "intuit.x", type, time: "2026-08-02T18:22:10.123Z", intuitentityid: "145", intuitaccountid: realm, data: {} });

describe("a delivery's signature", () => {
  const rawBody = bytes('[ {"type" : "qbo.customer.updated.v1"} ]');

  test("is made of the body as it came, with the app's verifier token", () => {
    expect(isSignedWith({ rawBody, signature: signed(rawBody, "token") }, "token")).toBe(true);
    expect(isSignedWith({ rawBody: bytes('[{"type":"qbo.customer.updated.v1"}]'), signature: signed(rawBody, "token") }, "token")).toBe(false);
  });

  test.each([
    ["another token", signed(rawBody, "other"), "token"],
    ["none", undefined, "token"],
    ["nonsense", "???", "token"],
    ["an app without a token", signed(rawBody, ""), ""],
  ])("is wrong with %s", (_, signature, token) => {
    expect(isSignedWith({ rawBody, signature }, token)).toBe(false);
  });
});

describe("companies with news", () => {
  const newsIn = (body: unknown) => {
    const news = companyNews(bytes(body));
    return news.ok ? { references: [...news.value.references], documents: [...news.value.documents] } : news.error.code;
  };

  test("are named by CloudEvents, several in one delivery, each once", () => {
    expect(newsIn([cloud("qbo.customer.updated.v1", "1"), cloud("qbo.item.created.v1", "1"), cloud("qbo.preferences.updated.v1", "2")])).toEqual({ references: ["1", "2"], documents: [] });
  });

  test("are named by the older form", () => {
    const entities = [{ name: "Customer", id: "58", operation: "Merge", lastUpdated: "2026-03-01T18:22:11.000Z", deletedId: "57" }];
    const body = { eventNotifications: [{ realmId: "9130357766900456", dataChangeEvent: { entities } }, { realmId: "2", dataChangeEvent: { entities: [{ name: "Invoice", id: "1", operation: "Void" }] } }] };
    expect(newsIn(body)).toEqual({ references: ["9130357766900456"], documents: ["2"] });
  });

  test.each([
    ["qbo.invoice.updated.v1", true],
    ["qbo.invoice.voided.v1", true],
    ["qbo.invoice.emailed.v1", true],
    ["qbo.estimate.deleted.v1", true],
    ["qbo.purchase.updated.v1", true],
    // It may pay an invoice of ours.
    ["qbo.payment.created.v1", true],
    // Whoever made it, it is none that we know.
    ["qbo.invoice.created.v1", false],
    ["qbo.journalentry.updated.v1", false],
  ])("%s is news of documents: %s", (type, isNews) => {
    expect(newsIn([cloud(type, "1")])).toEqual({ references: [], documents: isNews ? ["1"] : [] });
  });

  test.each(["", "{", "{}", '[{"type":1}]', '"text"', "null"])("are not guessed from %s", (body) => {
    expect(companyNews(bytes(body))).toMatchObject({ ok: false, error: { code: "webhook-unreadable" } });
  });
});
