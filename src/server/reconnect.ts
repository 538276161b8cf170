/** Reconnecting a set of books: to the vendor's consent page and back, for the signed-in person's own connection only. */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { BooksConnection } from "#domain/connection.ts";
import { explain } from "#domain/explanation.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Caller, ServerParts } from "./context.ts";
import { reconnectRefused } from "./reconnect-page.ts";

/** What the person was sent with; the answer must bring it back, or it is not an answer to us. */
const stateCookie = "ledgerline_reconnect";
const stateLastsSeconds = 600;
const callbackPath = "/connect/quickbooks/callback";

/** Sends the person to the consent page. */
export async function startReconnect(c: Context, parts: ServerParts, caller: Caller, publicUrl: string): Promise<Response> {
  const connection = await booksOf(parts, caller, c.req.param("connectionId") ?? "");
  if (connection === undefined) return c.html(reconnectRefused("There is no such connection in this workspace."), 404);
  const state = `${connection.id}.${randomBytes(24).toString("base64url")}`;
  const secure = publicUrl.startsWith("https:");
  setCookie(c, stateCookie, state, { httpOnly: true, sameSite: "Lax", secure, path: "/connect", maxAge: stateLastsSeconds });
  return c.redirect(await parts.booksConsent.pageOf(connection, publicUrl + callbackPath, state), 303);
}

/** The person comes back with a code, or without one. */
export async function finishReconnect(c: Context, parts: ServerParts, caller: Caller, publicUrl: string): Promise<Response> {
  const { state = "", code = "", realmId: externalId = "" } = c.req.query();
  const sentWith = getCookie(c, stateCookie);
  deleteCookie(c, stateCookie, { path: "/connect" });
  if (sentWith === undefined || sentWith !== state) return c.html(reconnectRefused("This answer does not belong to a reconnection you started here. Start it again on the Connections page."), 400);
  const connection = await booksOf(parts, caller, state.split(".")[0] ?? "");
  if (connection === undefined) return c.html(reconnectRefused("There is no such connection in this workspace."), 404);
  if (code === "") return c.html(reconnectRefused("QuickBooks was not given permission. Nothing has changed."), 400);
  const accepted = await parts.booksConsent.accept(connection, { code, externalId, redirectUri: publicUrl + callbackPath });
  if (!accepted.ok) return c.html(reconnectRefused(`${explain(accepted.error).happened} ${explain(accepted.error).doThis}`), 400);
  await parts.store.audit({ workspaceId: caller.workspaceId, who: caller.email, did: "reconnected", about: connection.id, now: parts.clock.now() });
  return c.redirect("/connections", 303);
}

async function booksOf(parts: ServerParts, caller: Caller, id: string): Promise<BooksConnection | undefined> {
  const connection = await parts.store.connection(id as ConnectionId);
  return connection?.role === "books" && connection.workspaceId === caller.workspaceId ? connection : undefined;
}
