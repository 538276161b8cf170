/** Refuses what another site could make a signed-in browser send. */
import type { MiddlewareHandler } from "hono";
import { said } from "./language.ts";

const foreign =
  "Changes are only accepted from this product's own pages. If this is one of them, set LEDGERLINE_PUBLIC_URL to the address you open it under.";
const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * State changes with a session cookie must come from our own pages (Origin, or Sec-Fetch-Site where there is none) and
 * carry JSON; so must signing in, or another site could sign somebody in as somebody else. Requests without cookies that no
 * browser sent have nothing a foreign page could misuse and pass to the sign-in check.
 */
export function sameOriginOnly(ownOrigins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (readingMethods.has(c.req.method) || (c.req.header("cookie") === undefined && origin === undefined)) return next();
    const isOwn = origin === undefined ? c.req.header("sec-fetch-site") === "same-origin" : ownOrigins.includes(origin);
    if (!isOwn) return c.json({ error: { code: "FOREIGN_ORIGIN", message: said(foreign) } }, 403);
    if (!isJsonOrEmpty(c.req.header("content-type"), c.req.header("content-length"))) {
      return c.json({ error: { code: "NOT_JSON", message: said("Send the request as application/json.") } }, 415);
    }
    return next();
  };
}

function isJsonOrEmpty(contentType: string | undefined, contentLength: string | undefined): boolean {
  if (contentType === undefined) return contentLength === undefined || contentLength === "0";
  return /^application\/json\b/i.test(contentType);
}

/** The origins under which people open us: the public one, and on this machine both of its names. */
export function ownOriginsOf(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  const names = url.hostname === "127.0.0.1" || url.hostname === "localhost" ? ["127.0.0.1", "localhost"] : [url.hostname];
  return names.map((name) => `${url.protocol}//${name}${url.port === "" ? "" : `:${url.port}`}`);
}
