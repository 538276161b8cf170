import { createHmac } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CrmConnection } from "#domain/connection.ts";
import { instantOf } from "#domain/dates.ts";
import { usualDefinition } from "#domain/workflow.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import { testDatabase, type TestDatabase } from "../test/database.ts";
import { openProduct, type Product } from "./main.ts";

const clientSecret = "the app's client secret";
const connectionId = "crm00000000000000001" as ConnectionId;
const ownWorkflow = "wf000000000000000001" as WorkflowId;
const foreignWorkflow = "wf000000000000000002" as WorkflowId;
const silent = { info: () => undefined, warn: () => undefined, error: (facts: unknown) => console.error(facts) };

let database: TestDatabase;
let product: Product;

beforeAll(async () => {
  database = await testDatabase();
  product = await openProduct({
    dataDirectory: database.directory,
    databaseUrl: database.url,
    secretKey: "for tests only",
    host: "127.0.0.1",
    port: 0,
    role: "web",
    log: silent,
  });
  const now = instantOf(Date.now());
  const foreign = "ws000000000000000002" as WorkspaceId;
  await product.store.createWorkspace({ id: foreign, name: "Somebody else's", now });
  await product.store.saveConnection(portal(product.workspaceId), { accessToken: "token", clientSecret });
  for (const [id, workspaceId] of [
    [ownWorkflow, product.workspaceId],
    [foreignWorkflow, foreign],
  ] as const) {
    await product.store.createWorkflow({
      id,
      workspaceId,
      name: "Won deal to invoice",
      state: "off",
      version: 1,
      pausedBecause: null,
      draft: null,
      definition: {
        objectType: "deal",
        triggerGroups: [{ filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }] }],
        ...usualDefinition,
        steps: [{ id: "inv", action: "create-invoice", settings: { books: "none" } }],
      },
      turnedOnAt: null,
      updatedAt: now,
    });
  }
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

function portal(workspaceId: WorkspaceId): CrmConnection {
  return {
    id: connectionId,
    workspaceId,
    role: "crm",
    vendor: "hubspot",
    name: "Test portal",
    connectionState: "connected",
    externalId: "4242",
    // Nothing listens there: labels cannot be asked for, and pages must do without.
    baseUrl: "http://127.0.0.1:9",
    appUrl: "http://127.0.0.1:9",
    account: { portalId: "4242", name: "Test portal", timeZone: "America/New_York", currency: "USD" },
    settings: { apiVersion: null, notesOnRecords: false },
    createdAt: instantOf(Date.now()),
  };
}

describe("webhooks", () => {
  const path = `/webhooks/hubspot/${connectionId}`;

  function deliver(body: string, change: { secret?: string; at?: number; to?: string; headers?: Record<string, string> } = {}): Promise<Response> {
    const at = String(change.at ?? Date.now());
    const to = change.to ?? path;
    const signature = createHmac("sha256", change.secret ?? clientSecret).update(`POST${product.url}${to}${body}${at}`).digest("base64");
    const headers = { "content-type": "application/json", "x-hubspot-request-timestamp": at, "x-hubspot-signature-v3": signature };
    return fetch(`${product.url}${to}`, { method: "POST", body, headers: { ...headers, ...change.headers } });
  }

  function delivery(eventId: number): string {
    return JSON.stringify([
      {
        eventId,
        subscriptionId: 1,
        portalId: 4242,
        appId: 7,
        occurredAt: Date.now(),
        subscriptionType: "deal.propertyChange",
        attemptNumber: 0,
        objectId: 1001,
        propertyName: "dealstage",
        propertyValue: "closedwon",
        changeSource: "CRM_UI",
      },
    ]);
  }

  async function pending(): Promise<number> {
    return (await product.store.pendingEvents(connectionId, 100, instantOf(Date.now()))).length;
  }

  test("a signed delivery is stored and acknowledged; delivered again it is still one event", async () => {
    const before = await pending();
    const body = delivery(501);
    expect((await deliver(body)).status).toBe(204);
    expect((await deliver(body)).status).toBe(204);
    expect(await pending()).toBe(before + 1);
  });

  test("a delivery signed with another secret is refused and not stored", async () => {
    const before = await pending();
    const answer = await deliver(delivery(502), { secret: "another secret" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: "signature-wrong" } });
    expect(await pending()).toBe(before);
  });

  test("a delivery without a signature is refused", async () => {
    const answer = await fetch(`${product.url}${path}`, { method: "POST", body: delivery(503) });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: "signature-missing" } });
  });

  test("a delivery that was signed ten minutes ago is refused", async () => {
    const answer = await deliver(delivery(504), { at: Date.now() - 10 * 60_000 });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: "webhook-stale" } });
  });

  test("a signed body that is not JSON is refused as unreadable", async () => {
    const answer = await deliver("this is not JSON");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "webhook-unreadable" } });
  });

  test("a body larger than a megabyte is not read", async () => {
    // The server may answer and hang up while the body is still on its way.
    const status = await deliver(" ".repeat(1_200_000)).then((answer) => answer.status, () => 413);
    expect(status).toBe(413);
  });

  test("a connection that does not exist is not found", async () => {
    expect((await deliver(delivery(505), { to: "/webhooks/hubspot/nobody" })).status).toBe(404);
  });

  test("the signature covers our public address, not the Host header", async () => {
    const answer = await deliver(delivery(506), { headers: { "x-forwarded-host": "elsewhere.example" } });
    expect(answer.status).toBe(204);
  });
});

describe("signing in", () => {
  test("a one-time link signs in once, with a cookie scripts and other sites cannot use", async () => {
    const link = await product.signInLink();
    const first = await fetch(link, { redirect: "manual" });
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe("/");
    const cookie = first.headers.getSetCookie().find((one) => one.startsWith("ledgerline.session_token="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const second = await fetch(link, { redirect: "manual" });
    expect(second.status).toBe(401);
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await second.text()).toContain("no longer works");
  });

  test("a made-up token does not sign in", async () => {
    expect((await fetch(`${product.url}/sign-in?token=made-up`, { redirect: "manual" })).status).toBe(401);
  });

  test("without a session the API answers 401 and says how to sign in", async () => {
    const answer = await fetch(`${product.url}/api/v1/workflows`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "UNAUTHORIZED", message: expect.stringContaining("API key") });
  });

  test("after signing out the session is over", async () => {
    const cookie = await signedInCookie();
    expect((await ask("/api/v1/me", cookie)).status).toBe(200);
    const out = await fetch(`${product.url}/sign-out`, { method: "POST", headers: { cookie, origin: product.url } });
    expect(out.status).toBe(204);
    expect((await ask("/api/v1/me", cookie)).status).toBe(401);
  });
});

describe("changes from other sites", () => {
  test("a change with a session from another origin is refused, from our own page it is not", async () => {
    const cookie = await signedInCookie();
    const off = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${product.url}/api/v1/workflows/${ownWorkflow}/off`, { method: "POST", headers: { cookie, ...headers } });
    expect((await off({ origin: "https://evil.example" })).status).toBe(403);
    expect((await off({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await off({})).status).toBe(403);
    expect((await off({ origin: product.url })).status).toBe(200);
    expect((await off({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("a form post is refused even from our own origin", async () => {
    const cookie = await signedInCookie();
    const answer = await fetch(`${product.url}/rpc/workflows/turnOff`, {
      method: "POST",
      body: new URLSearchParams({ json: "{}" }),
      headers: { cookie, origin: product.url },
    });
    expect(answer.status).toBe(415);
  });

  test("pages are sent with a policy that allows only our own scripts and no framing", async () => {
    const policy = (await fetch(product.url)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe("workspaces", () => {
  test("another workspace's workflow is not found, whatever is asked of it", async () => {
    const cookie = await signedInCookie();
    const post = (path: string, body?: object): Promise<Response> =>
      fetch(`${product.url}/api/v1${path}`, {
        method: "POST",
        headers: { cookie, origin: product.url, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await ask(`/api/v1/workflows/${ownWorkflow}`, cookie)).status).toBe(200);
    expect((await ask(`/api/v1/workflows/${foreignWorkflow}`, cookie)).status).toBe(404);
    expect((await ask(`/api/v1/workflows/${foreignWorkflow}/matching`, cookie)).status).toBe(404);
    expect((await ask(`/api/v1/workflows/${foreignWorkflow}/plan/1001`, cookie)).status).toBe(404);
    expect((await post(`/workflows/${foreignWorkflow}/on`, {})).status).toBe(404);
    expect((await post(`/workflows/${foreignWorkflow}/off`)).status).toBe(404);
    expect((await post(`/workflows/${foreignWorkflow}/enroll`, { recordId: "1001" })).status).toBe(404);
    expect((await post(`/enrollments/${foreignWorkflow}/retry`)).status).toBe(404);
    expect((await ask(`/api/v1/documents/${foreignWorkflow}`, cookie)).status).toBe(404);
  });

  test("a list shows only the own workspace's workflows", async () => {
    const rows = (await (await ask("/api/v1/workflows", await signedInCookie())).json()) as { id: string }[];
    expect(rows.map((row) => row.id)).toEqual([ownWorkflow]);
  });

  test("a step with a set of books that is not connected here is not published", async () => {
    const headers = { cookie: await signedInCookie(), origin: product.url, "content-type": "application/json" };
    const send = (method: string, path: string, body: object): Promise<Response> => fetch(`${product.url}/api/v1/workflows/${ownWorkflow}${path}`, { method, headers, body: JSON.stringify(body) });
    const definition = { objectType: "deal", triggerGroups: [], steps: [{ id: "inv", action: "create-invoice", settings: { books: "books-of-somebody-else" } }] };
    expect((await send("PUT", "/draft", { definition, basedOn: null })).status).toBe(200);
    const answer = await send("POST", "/publish", {});
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await answer.json())).toContain('"field":"books"');
  });
});

describe("the command line's token", () => {
  test("only the system user can read it, and it lets in without a cookie", async () => {
    const file = join(database.directory, "cli.token");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const headers = { authorization: `Bearer ${await readFile(file, "utf8")}` };
    expect((await fetch(`${product.url}/api/v1/me`, { headers })).status).toBe(200);
    const link = await fetch(`${product.url}/machine/sign-in-link`, { method: "POST", headers });
    expect(await link.json()).toMatchObject({ link: expect.stringContaining(`${product.url}/sign-in?token=`) });
  });

  test("another token does not, and a session may not make links", async () => {
    expect((await fetch(`${product.url}/api/v1/me`, { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
    const headers = { cookie: await signedInCookie(), origin: product.url };
    expect((await fetch(`${product.url}/machine/sign-in-link`, { method: "POST", headers })).status).toBe(401);
  });
});

test("a port that is in use is said in plain words", async () => {
  const port = Number(new URL(product.url).port);
  const again = openProduct({ dataDirectory: database.directory, databaseUrl: database.url, host: "127.0.0.1", port, role: "web", log: silent });
  await expect(again).rejects.toMatchObject({ problem: `Port ${port} is already used by another program.`, doThis: expect.stringContaining("LEDGERLINE_PORT") });
});

describe("requests that make no sense", () => {
  test.each([
    ["a body that is not JSON", "/attention/retry", "{bad"],
    ["a value of another type", `/workflows/${ownWorkflow}/enroll`, '{"recordId": 7}'],
    ["an empty record id", `/workflows/${ownWorkflow}/enroll`, '{"recordId": "  "}'],
  ])("%s is answered with 400", async (_name, path, body) => {
    const headers = { cookie: await signedInCookie(), origin: product.url, "content-type": "application/json" };
    const answer = await fetch(`${product.url}/api/v1${path}`, { method: "POST", headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "BAD_REQUEST" });
  });

  test("an address the API does not have is not found", async () => {
    expect((await ask("/api/v1/nothing", await signedInCookie())).status).toBe(404);
  });
});

test("the API describes itself", async () => {
  const description = (await (await fetch(`${product.url}/api/openapi.json`)).json()) as { openapi: string; paths: object };
  expect(description.openapi).toMatch(/^3\.1/);
  expect(Object.keys(description.paths)).toContain("/workflows/{id}/plan/{recordId}");
});

test("an open page hears of a change within moments", async () => {
  const stop = new AbortController();
  const stream = await fetch(`${product.url}/api/v1/changes`, { headers: { cookie: await signedInCookie() }, signal: stop.signal });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  await product.store.switchOff(product.workspaceId, ownWorkflow, null, instantOf(Date.now()));
  let heard = "";
  for await (const part of stream.body ?? []) {
    heard += Buffer.from(part).toString();
    if (heard.includes("workflows")) break;
  }
  stop.abort();
  expect(heard).toContain(ownWorkflow);
});

async function signedInCookie(): Promise<string> {
  const answer = await fetch(await product.signInLink(), { redirect: "manual" });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

function ask(path: string, cookie: string): Promise<Response> {
  return fetch(`${product.url}${path}`, { headers: { cookie } });
}
