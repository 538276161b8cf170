import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { companiesWithNews, isSignedWith } from "./webhook.ts";

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
  test("are named by CloudEvents, several in one delivery, each once", () => {
    const body = [cloud("qbo.customer.updated.v1", "1"), cloud("qbo.item.created.v1", "1"), cloud("qbo.preferences.updated.v1", "2")];
    expect(companiesWithNews(bytes(body))).toEqual({ ok: true, value: new Set(["1", "2"]) });
  });

  test("are named by the older form", () => {
    const entities = [{ name: "Customer", id: "58", operation: "Merge", lastUpdated: "2026-03-01T18:22:11.000Z", deletedId: "57" }];
    const body = { eventNotifications: [{ realmId: "9130357766900456", dataChangeEvent: { entities } }, { realmId: "2", dataChangeEvent: { entities: [{ name: "Invoice", id: "1", operation: "Create" }] } }] };
    expect(companiesWithNews(bytes(body))).toEqual({ ok: true, value: new Set(["9130357766900456"]) });
  });

  test("have none because of a document, which may well be our own", () => {
    expect(companiesWithNews(bytes([cloud("qbo.invoice.created.v1", "1")]))).toEqual({ ok: true, value: new Set() });
  });

  test.each(["", "{", "{}", '[{"type":1}]', '"text"', "null"])("are not guessed from %s", (body) => {
    expect(companiesWithNews(bytes(body))).toMatchObject({ ok: false, error: { code: "webhook-unreadable" } });
  });
});
