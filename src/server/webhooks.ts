/** Incoming webhooks: checked on the raw body, stored, acknowledged. What follows from them happens at our own pace. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { BooksConnection, CrmConnection, CrmVendor } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

/** HubSpot sends at most 100 events at a time, far below this. */
const largestBody = 1024 * 1024;

/** Refuses a body that no CRM would send, before it is read. */
export function webhookBodyLimit(): MiddlewareHandler {
  return bodyLimit({
    maxSize: largestBody,
    // What is left of the body is not read, so the connection cannot be used again.
    onError: (c) => c.json({ error: explainedReply({ code: "webhook-unreadable", detail: "The body is larger than 1 MB." }) }, 413, { connection: "close" }),
  });
}

/**
 * Handles one delivery. `publicUrl` is the base of the address the CRM called: it is part of what is signed. An address
 * without a connection is that of an app which was deployed before it was connected: whose secret signed is meant.
 */
export async function receiveWebhook(c: Context, parts: ServerParts, vendor: CrmVendor, publicUrl: string): Promise<Response> {
  const named = c.req.param("connectionId");
  const connections = (await parts.store.allConnections()).filter((one): one is CrmConnection => one.role === "crm" && one.vendor === vendor && (named === undefined || one.id === named));
  if (connections.length === 0) return c.json({ error: { code: "NOT_FOUND", message: "There is no such connection." } }, 404);
  const url = new URL(c.req.url);
  const delivery = {
    method: c.req.method,
    url: `${publicUrl}${url.pathname}${url.search}`,
    headers: c.req.header(),
    rawBody: new Uint8Array(await c.req.arrayBuffer()),
  };
  const decoded = await Promise.all(connections.map(async (connection) => ({ connection, events: await parts.decodeWebhook(connection, delivery, parts.clock.now()) })));
  const taken = decoded.flatMap(({ connection, events }) => (events.ok ? [{ connection, events: events.value }] : []));
  if (taken.length === 0) {
    const failures = decoded.flatMap(({ events }) => (events.ok ? [] : [events.error]));
    const failure = failures.find(({ code }) => code !== "signature-wrong") ?? failures[0] ?? { code: "signature-wrong" };
    parts.log.warn({ connectionIds: connections.map(({ id }) => id), failure: failure.code }, "a webhook was refused");
    return c.json({ error: explainedReply(failure) }, statusOf(failure));
  }
  for (const { connection, events } of taken) await parts.engine.receive(connection.id, events);
  return c.body(null, 204);
}

/**
 * A delivery of the accounting system: a hint to look, for one connection or for all of the app. Who sent it is known by
 * the signature; a company that is not connected here is nobody's business.
 */
export async function receiveBooksWebhook(c: Context, parts: ServerParts): Promise<Response> {
  const named = c.req.param("connectionId");
  const books = (await parts.store.allConnections()).filter((one): one is BooksConnection => one.role === "books" && (named === undefined || one.id === named));
  if (books.length === 0) return c.json({ error: { code: "NOT_FOUND", message: "There is no such connection." } }, 404);
  const read = await parts.readBooksDelivery(books, { rawBody: new Uint8Array(await c.req.arrayBuffer()), headers: c.req.header() });
  if (!read.ok) {
    parts.log.warn({ failure: read.error.code }, "a webhook was refused");
    return c.json({ error: explainedReply(read.error) }, statusOf(read.error));
  }
  for (const id of read.value.references) await parts.engine.hintMirror(id);
  for (const id of read.value.documents) await parts.engine.hintDocuments(id);
  return c.body(null, 204);
}

function statusOf(failure: Failure): 400 | 401 {
  return failure.code === "webhook-unreadable" ? 400 : 401;
}
