/** Every address the server answers, from top to bottom. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { WorkspaceId } from "#domain/ids.ts";
import { may } from "#domain/role.ts";
import type { Auth } from "./auth.ts";
import { finishConsent, startReconnect } from "./connect.ts";
import type { Caller, ServerParts } from "./context.ts";
import { type ApiHandler, createApiHandlers, describeApi } from "./handlers.ts";
import type { IsMachineToken } from "./machine-token.ts";
import { ownOriginsOf, sameOriginOnly } from "./same-origin.ts";
import { signInRefused } from "./sign-in-page.ts";
import { serveWebFiles } from "./web-files.ts";
import { receiveBooksWebhook, receiveWebhook, webhookBodyLimit } from "./webhooks.ts";

export interface RouteOptions {
  parts: ServerParts;
  auth: Auth;
  isMachineToken: IsMachineToken;
  /** Where people and the CRM reach us, without a slash at the end. */
  publicUrl: string;
  /** The workspace the command line works in. */
  workspaceId: WorkspaceId;
  /** Vite's output. */
  webDirectory: string;
}

const largestRequest = 256 * 1024;

/** The whole HTTP face of the product. */
export function createRoutes(options: RouteOptions): Hono {
  const { parts, auth, publicUrl } = options;
  const app = new Hono();
  const { rpc, rest } = createApiHandlers(parts.log);
  const description = describeApi(parts.version);

  app.onError((error, c) => {
    parts.log.error({ error, path: c.req.path }, "a request failed inside Ledgerline");
    return c.json({ error: { code: "INTERNAL_SERVER_ERROR", message: "Something went wrong inside Ledgerline; see the server's log." } }, 500);
  });

  app.use("/webhooks/*", webhookBodyLimit());
  app.post("/webhooks/hubspot/:connectionId", (c) => receiveWebhook(c, parts, "hubspot", publicUrl));
  app.post("/webhooks/quickbooks", (c) => receiveBooksWebhook(c, parts));
  app.post("/webhooks/quickbooks/:connectionId", (c) => receiveBooksWebhook(c, parts));
  app.get("/healthz", (c) => health(c, parts));

  app.use(securityHeaders(publicUrl));
  app.use(bodyLimit({ maxSize: largestRequest, onError: (c) => c.json({ error: { code: "TOO_LARGE", message: "The request is too large." } }, 413, { connection: "close" }) }));
  app.use(sameOriginOnly(ownOriginsOf(publicUrl)));
  app.get("/api/openapi.json", async (c) => c.json(await description));
  app.use("/rpc/*", (c) => answer(c, options, rpc));
  app.use("/api/v1/*", (c) => answer(c, options, rest));

  app.get("/sign-in", (c, next) => (c.req.query("token") === undefined ? next() : signIn(c, auth)));
  app.get("/connect/quickbooks/callback", (c) => asAdmin(c, options, (caller) => finishConsent(c, parts, caller)));
  app.get("/connect/quickbooks/:connectionId", (c) => asAdmin(c, options, (caller) => startReconnect(c, parts, caller)));
  app.post("/sign-out", (c) => signOut(c, auth));
  app.post("/machine/sign-in-link", (c) => machineSignInLink(c, options));
  serveWebFiles(app, options.webDirectory);
  return app;
}

function securityHeaders(publicUrl: string): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // The component library sets styles from script.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
    // Other services of the same machine or domain may not have https.
    strictTransportSecurity: publicUrl.startsWith("https:") ? "max-age=15552000" : false,
  });
}

async function health(c: Context, parts: ServerParts): Promise<Response> {
  try {
    await parts.store.workspaces();
    return c.json({ ok: true, version: parts.version });
  } catch (error) {
    parts.log.error({ error }, "the database does not answer");
    return c.json({ ok: false, version: parts.version, said: "The database does not answer." }, 503);
  }
}

async function answer(c: Context, options: RouteOptions, handle: ApiHandler): Promise<Response> {
  const asking = await callerOf(c, options);
  const response = await handle(c.req.raw, { parts: options.parts, caller: asking?.caller });
  if (response === undefined) return c.json({ code: "NOT_FOUND", message: "The API has no such address." }, 404);
  for (const cookie of asking?.setCookies ?? []) response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "no-store");
  return c.newResponse(response.body, response);
}

/** A bearer token is this installation's command line; otherwise the session cookie says who it is. */
async function callerOf(c: Context, options: RouteOptions): Promise<{ caller: Caller; setCookies: string[] } | undefined> {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (bearer === undefined) return options.auth.signedIn(c.req.raw.headers);
  if (!options.isMachineToken(bearer)) return undefined;
  return { caller: { name: "Command line", email: "command line", workspaceId: options.workspaceId, role: "admin", via: "command-line" }, setCookies: [] };
}

/** For pages outside the API, which connect accounts: whoever is not signed in, or may not, is shown the app. */
async function asAdmin(c: Context, options: RouteOptions, answerTo: (caller: Caller) => Promise<Response>): Promise<Response> {
  const asking = await callerOf(c, options);
  return asking === undefined || !may(asking.caller.role, "administer") ? c.redirect("/", 303) : answerTo(asking.caller);
}

async function signIn(c: Context, auth: Auth): Promise<Response> {
  c.header("cache-control", "no-store");
  const cookies = await auth.signIn(c.req.query("token") ?? "", c.req.raw.headers);
  if (cookies === undefined) return c.html(signInRefused, 401);
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect("/", 303);
}

async function signOut(c: Context, auth: Auth): Promise<Response> {
  for (const cookie of await auth.signOut(c.req.raw.headers)) c.header("set-cookie", cookie, { append: true });
  return c.body(null, 204);
}

/** A new one-time link for the workspace's first person, for whoever can read the token file. */
async function machineSignInLink(c: Context, options: RouteOptions): Promise<Response> {
  const asking = await callerOf(c, options);
  const isMachine = c.req.header("authorization") !== undefined && asking !== undefined;
  const person = isMachine ? await options.auth.firstPerson(asking.caller.workspaceId) : undefined;
  if (person === undefined) return c.json({ code: "UNAUTHORIZED", message: "Only this installation's command line may make links." }, 401);
  return c.json({ link: await options.auth.signInLink(person.email), email: person.email });
}
