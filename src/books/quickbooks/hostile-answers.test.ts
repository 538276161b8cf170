/** Answers that no good server gives. A write whose answer cannot be read may have been written; a read is never "nothing there". */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later } from "#domain/dates.ts";
import type { RequestId } from "#domain/ids.ts";
import type { CredentialVault } from "#domain/credential-vault.ts";
import { err } from "#domain/result.ts";
import { createTokenSource } from "./oauth.ts";
import { type HostileServer, hostileServer, httpText, type RawAnswer } from "./hostile-server.ts";
import { type ScriptedCompany, scriptedCompany, scriptedNow, scriptedSecret } from "./scripted-company.ts";
import { scriptedDocument } from "./scripted-samples.ts";
import type { QuickBooksSecret } from "./secret.ts";

const id = "enrollment-s1-0-0" as RequestId;
const invoice = { Id: "145", SyncToken: "0", DocNumber: "1042", TxnDate: "2026-11-23", CustomerRef: { value: "58" }, TotalAmt: 100.01, Balance: 100.01 };
const posted = JSON.stringify({ Invoice: invoice, time: "2026-11-23T02:00:00.000-08:00" });
const html = "<html><head><title>Sorry</title></head><body>Something else answers here</body></html>";
const page = { "content-type": "text/html" };
const refusal = { Error: [{ Message: "Required param missing", Detail: "Required parameter Line is missing in the request", code: "2020", element: "Line" }], type: "ValidationFault" };
const gatewayRefusal = { error: [{ message: "Required param missing", detail: "Required parameter Line is missing in the request", code: "2020", element: "Line" }], type: "SERVICE" };

interface Case {
  name: string;
  answer: RawAnswer;
  /** It never ends, so it is waited for only a moment. */
  hangs?: true | undefined;
  write: { outcome: string; failure?: { code: string }; failures?: { code: string }[] };
}

const mostAnswerBytes = 200_000;
const hurryMs = 100;

const isUnknown = { outcome: "unknown", failure: { code: "books-unreachable" } };

function unknown(name: string, answer: RawAnswer): Case {
  return { name, answer, write: isUnknown };
}

function hanging(name: string, answer: RawAnswer): Case {
  return { ...unknown(name, { ...answer, ending: "stay" }), hangs: true };
}

function refused(name: string, text: string, code: string): Case {
  return { name, answer: { parts: [text] }, write: { outcome: "refused", failures: [{ code }] } };
}

const cases: Case[] = [
  ...[200, 201, 301, 408, 500, 502, 503, 504].map((status) => unknown(`a page with ${status}`, { parts: [httpText(status, html, page)] })),
  ...[200, 502, 504].map((status) => unknown(`an empty body with ${status}`, { parts: [httpText(status, "")] })),
  unknown("no content", { parts: ["HTTP/1.1 204 No Content\r\n\r\n"] }),
  refused("a page with 400", httpText(400, html, page), "books-refused"),
  refused("a page with 403", httpText(403, html, page), "books-refused"),
  refused("a page with 404", httpText(404, html, page), "books-request-faulty"),
  refused("a page with 413", httpText(413, html, page), "books-too-large"),
  refused("an empty body with 400", httpText(400, ""), "books-refused"),
  refused("a fault with 200", httpText(200, JSON.stringify({ Fault: refusal })), "books-value-missing"),
  refused("a fault in lower case with 200", httpText(200, JSON.stringify({ fault: gatewayRefusal })), "books-value-missing"),
  refused("a fault with the type of a page", httpText(400, JSON.stringify({ Fault: refusal }), page), "books-value-missing"),
  unknown("JSON that is cut in the middle", { parts: [httpText(200, posted.slice(0, 60))] }),
  unknown("a length that is too short", { parts: [httpText(200, posted, { "content-length": "60" })] }),
  unknown("a length that is too long", { parts: [httpText(200, posted, { "content-length": "9999" })] }),
  unknown("a connection that is reset in the body", { parts: [httpText(200, posted.slice(0, 60), { "content-length": String(posted.length) })], ending: "reset" }),
  unknown("a connection that is reset before the answer", { parts: [], ending: "reset" }),
  unknown("a connection that is closed before the answer", { parts: [] }),
  unknown("chunks without an end", { parts: ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Inv\r\n"] }),
  unknown("chunks that are none", { parts: ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{\r\n"] }),
  unknown("rubbish that says it is compressed", { parts: [httpText(200, "\u0000\u0007rubbish", { "content-encoding": "gzip" })] }),
  unknown("bytes that are no text", { parts: ["HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n", Uint8Array.of(0xff, 0xfe, 0x00, 0x80)] }),
  unknown("something that is not HTTP", { parts: ["SSH-2.0-OpenSSH_9.6\r\n"] }),
  unknown("headers without end", { parts: [`HTTP/1.1 200 OK\r\n${"x-more: and more\r\n".repeat(3_000)}\r\n${posted}`] }),
  unknown("more than anybody can read", { parts: [`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n`, " ".repeat(300_000)], ending: "stay" }),
  hanging("headers and then nothing", { parts: ["HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n"] }),
  hanging("nothing at all", { parts: [] }),
  hanging("a body that trickles in for ever", { parts: ["HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n", " "], trickleMs: 10 }),
  unknown("an entity of another kind", { parts: [httpText(200, JSON.stringify({ Customer: { Id: "145", SyncToken: "0", DisplayName: "Ada" } }))] }),
  unknown("an entity without its members", { parts: [httpText(200, JSON.stringify({ Invoice: { Id: "145" } }))] }),
  ...["null", "[]", "{}", "145", '"posted"'].map((body) => unknown(`the JSON ${body}`, { parts: [httpText(200, body)] })),
];

describe("a write is answered", () => {
  let company: ScriptedCompany;
  let hurried: ScriptedCompany;
  let hostile: HostileServer;
  let answer: RawAnswer = { parts: [] };

  beforeAll(async () => {
    hostile = await hostileServer(() => answer);
    const options = { baseUrl: hostile.url, mostAnswerBytes, limits: "off" as const };
    company = await scriptedCompany(() => ({ json: {} }), options);
    hurried = await scriptedCompany(() => ({ json: {} }), { ...options, requestTimeoutMs: hurryMs });
  });
  afterAll(async () => {
    await company[Symbol.asyncDispose]();
    await hurried[Symbol.asyncDispose]();
    await hostile[Symbol.asyncDispose]();
  });

  test.for(cases)("with $name: $write.outcome, and asked once", async ({ answer: told, hangs, write }) => {
    answer = told;
    const before = hostile.requests.length;
    expect(await (hangs ? hurried : company).books.postDocument(scriptedDocument(), id)).toMatchObject(write);
    expect(hostile.requests).toHaveLength(before + 1);
  });

  test.for(cases)("with $name: a look for documents fails instead of finding none", async ({ answer: told, hangs, write }) => {
    answer = told;
    const { kind, transactionDate, total } = scriptedDocument().plan;
    const found = await (hangs ? hurried : company).books.findDocuments({ kind, partyId: "58", transactionDate, total });
    expect(found).toMatchObject({ ok: false, error: { code: write.failures?.[0]?.code ?? "books-unreachable" } });
  });

  test("with a good answer of the wrong type, which is good all the same", async () => {
    answer = { parts: [httpText(200, `\uFEFF${posted}`, page)] };
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "145" } });
  });

  test("with two answers, and only the first counts", async () => {
    const other = posted.replace('"145"', '"666"');
    answer = { parts: [httpText(200, posted) + httpText(200, other)], ending: "stay" };
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "145" } });
    answer = { parts: [httpText(200, posted.replace('"145"', '"146"'))] };
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "146" } });
  });
});

describe("a list of another kind", () => {
  test("is no empty list", async () => {
    const json = { QueryResponse: { Customer: [{ Id: "1", DisplayName: "Ada" }], startPosition: 1, maxResults: 1 }, time: "2026-11-23T02:00:00.000-08:00" };
    await using company = await scriptedCompany(() => ({ json }));
    const { kind, transactionDate, total } = scriptedDocument().plan;
    expect(await company.books.findDocuments({ kind, partyId: "58", transactionDate, total })).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });
});

describe("an answer that points elsewhere", () => {
  test.for([301, 302, 303, 307, 308])("is never followed with our token: %i", async (status) => {
    await using elsewhere = await hostileServer(() => ({ parts: [httpText(200, posted)] }));
    await using company = await scriptedCompany(() => ({ status, text: "", headers: { location: `${elsewhere.url}/stolen` } }));
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject(isUnknown);
    expect(await company.books.nameHolders("Ada")).toMatchObject({ ok: false });
    company.secret = { ...company.secret, accessExpiresAt: "2026-11-23T09:00:00.000Z" };
    expect(await company.books.renewPermission(scriptedNow)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe("a token refresh is answered", () => {
  const ended = JSON.stringify({ error: "invalid_grant", error_description: "Token invalid" });
  test.for<Pick<Case, "name" | "answer" | "hangs"> & { code: string }>([
    ...cases.map(({ name, answer, hangs }) => ({ name, answer, hangs, code: "books-unreachable" })),
    { name: "the end of the permission", answer: { parts: [httpText(400, ended)] }, code: "books-disconnected" },
    { name: "keys that are not known", answer: { parts: [httpText(401, JSON.stringify({ error: "invalid_client" }))] }, code: "books-disconnected" },
    { name: "an OAuth error that passes", answer: { parts: [httpText(400, JSON.stringify({ error: "temporarily_unavailable" }))] }, code: "books-unreachable" },
    { name: "a page with 401", answer: { parts: [httpText(401, html, page)] }, code: "books-unreachable" },
    { name: "a throttle", answer: { parts: [httpText(429, html, page)] }, code: "books-unreachable" },
  ])("with $name: $code, and the stored permission stays", async ({ answer, hangs, code }) => {
    await using hostile = await hostileServer(() => answer);
    const vault = keptVault(scriptedSecret(hostile.url));
    const limits = { timeoutMs: hangs ? hurryMs : 30_000, mostAnswerBytes };
    const given = await createTokenSource(vault, () => later(scriptedNow, 3_600_000), undefined, limits).token();
    expect(given).toMatchObject(err({ code }));
    expect(vault.replaced).toEqual([]);
  });
});

/** A vault that keeps what it would have stored. */
function keptVault(stored: QuickBooksSecret): CredentialVault<QuickBooksSecret> & { replaced: QuickBooksSecret[] } {
  const replaced: QuickBooksSecret[] = [];
  return {
    replaced,
    read: async () => stored,
    refreshExclusively: async (refresh) => {
      const refreshed = await refresh(stored);
      if (refreshed.ok) replaced.push(refreshed.value);
      return refreshed;
    },
  };
}
