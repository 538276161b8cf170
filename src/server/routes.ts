/** Every address the server answers, from top to bottom. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { WorkspaceId } from "#domain/ids.ts";
import { emailKey } from "#domain/member.ts";
import { may } from "#domain/role.ts";
import { type Asking, callerOf } from "./callers.ts";
import { finishConsent, startReconnect } from "./connect.ts";
import { finishCrmConsent, startCrmReconnect } from "./connect-crm.ts";
import type { Caller, ServerParts } from "./context.ts";
import { answerCrmOptions, crmCallBodyLimit, runCrmCall } from "./crm-actions.ts";
import { describeApi } from "./api-description.ts";
import { type ApiHandler, createApiHandlers } from "./handlers.ts";
import type { IsMachineToken } from "./machine-token.ts";
import { inLanguageOf, said, saidWith } from "./language.ts";
import { ownOriginsOf, sameOriginOnly } from "./same-origin.ts";
import { serveSignIn } from "./sign-in.ts";
import { serveWebFiles } from "./web-files.ts";
import { receiveBooksWebhook, receiveWebhook, webhookBodyLimit } from "./webhooks.ts";

export interface RouteOptions {
  parts: ServerParts;
  isMachineToken: IsMachineToken;
  /** Where people and the CRM reach us, without a slash at the end. */
  publicUrl: string;
  /** The workspace the command line works in. */
  workspaceId: WorkspaceId;
  /** Vite's output. */
  webDirectory: string;
}

const largestRequest = 256 * 1024;
/** A thousand records with their line items. */
const largestBatch = 16 * 1024 * 1024;

/** The whole HTTP face of the product. */
export function createRoutes(options: RouteOptions): Hono {
  const { parts, publicUrl } = options;
  const app = new Hono();
  const { rpc, rest } = createApiHandlers(parts.log);
  const description = describeApi(parts.version);

  app.onError((error, c) => {
    parts.log.error({ error, path: c.req.path }, "a request failed inside Ledgerline");
    return c.json({ error: { code: "INTERNAL_SERVER_ERROR", message: "Something went wrong inside Ledgerline; see the server's log." } }, 500);
  });

  app.use("/webhooks/*", webhookBodyLimit());
  app.post("/webhooks/hubspot", (c) => receiveWebhook(c, parts, "hubspot", publicUrl));
  app.post("/webhooks/hubspot/:connectionId", (c) => receiveWebhook(c, parts, "hubspot", publicUrl));
  app.post("/webhooks/quickbooks", (c) => receiveBooksWebhook(c, parts));
  app.post("/webhooks/quickbooks/:connectionId", (c) => receiveBooksWebhook(c, parts));
  app.use("/hubspot/*", crmCallBodyLimit());
  app.post("/hubspot/actions/:kind", (c) => runCrmCall(c, parts, "hubspot"));
  app.post("/hubspot/options/:kind", (c) => answerCrmOptions(c, parts, "hubspot"));
  app.get("/healthz", (c) => health(c, parts));

  app.use((c, next) => inLanguageOf(c.req.raw.headers, next));
  app.use(securityHeaders(publicUrl));
  app.use(largestBodies());
  app.use(sameOriginOnly(ownOriginsOf(publicUrl)));
  app.get("/api/openapi.json", async (c) => c.json(await description));
  app.use("/rpc/*", (c) => answer(c, options, rpc));
  app.use("/api/v1/*", (c) => answer(c, options, rest));

  serveSignIn(app, options);
  app.get("/connect/quickbooks/callback", (c) => asAdmin(c, options, (caller) => finishConsent(c, parts, caller)));
  app.get("/connect/hubspot/callback", (c) => asAdmin(c, options, (caller) => finishCrmConsent(c, parts, caller)));
  app.get("/connect/hubspot/:connectionId", (c) => asAdmin(c, options, (caller) => startCrmReconnect(c, parts, caller)));
  app.get("/connect/quickbooks/:connectionId", (c) => asAdmin(c, options, (caller) => startReconnect(c, parts, caller)));
  app.post("/machine/sign-in-link", (c) => machineSignInLink(c, options));
  serveWebFiles(app, options.webDirectory);
  return app;
}

/** Only batches of records may be large. */
function largestBodies(): MiddlewareHandler {
  const limited = (maxSize: number): MiddlewareHandler =>
    bodyLimit({ maxSize, onError: (c) => c.json({ error: { code: "TOO_LARGE", message: saidWith("The request is too large: at most {size} KiB.", { size: maxSize / 1024 }) } }, 413, { connection: "close" }) });
  const [usual, batch] = [limited(largestRequest), limited(largestBatch)];
  return (c, next) => (/^\/(api\/v1\/own-records\/[a-z-]+\/batch|rpc\/ownRecords\/putMany)$/.test(c.req.path) ? batch(c, next) : usual(c, next));
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
  const asking = await callerOf(c.req.raw.headers, options);
  if (asking !== undefined && "refused" in asking) return turnedAway(c, asking.refused);
  const response = await handle(c.req.raw, { parts: options.parts, caller: asking?.caller });
  if (response === undefined) return c.json({ code: "NOT_FOUND", message: said("The API has no such address.") }, 404);
  for (const cookie of asking?.setCookies ?? []) response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "no-store");
  return c.newResponse(response.body, response);
}

type Refused = Extract<Asking, { refused: unknown }>["refused"];

/** In both styles of the API the body of an error looks alike; our own clients expect it under `json`. */
function turnedAway(c: Context, { status, code, message }: Refused): Response {
  if (status === 429) c.header("retry-after", "60");
  const error = { defined: false, code, status, message };
  return c.json(c.req.path.startsWith("/rpc/") ? { json: error } : error, status);
}

/** For pages outside the API, which connect accounts: whoever is not signed in, or may not, is shown the app. */
async function asAdmin(c: Context, options: RouteOptions, answerTo: (caller: Caller) => Promise<Response>): Promise<Response> {
  const asking = await callerOf(c.req.raw.headers, options);
  return asking === undefined || "refused" in asking || !may(asking.caller.role, "administer") ? c.redirect("/", 303) : answerTo(asking.caller);
}

/** A new one-time link for whoever can read the token file: of the person named, else of the workspace's first admin. */
async function machineSignInLink(c: Context, options: RouteOptions): Promise<Response> {
  const { auth, store } = options.parts;
  const asking = await callerOf(c.req.raw.headers, options);
  if (asking !== undefined && "refused" in asking) return turnedAway(c, asking.refused);
  if (asking?.caller.via !== "command-line") return c.json({ code: "UNAUTHORIZED", message: said("Only this installation's command line may make links.") }, 401);
  const wanted = c.req.query("email");
  const members = await store.members(asking.caller.workspaceId);
  const person = wanted === undefined ? members.find(({ role }) => role === "admin") : members.find(({ email }) => email === emailKey(wanted));
  if (person === undefined) return c.json({ code: "NOT_FOUND", message: `Nobody with the address ${wanted ?? ""} is a member of this workspace.` }, 404);
  return c.json({ link: await auth.signInLink(person.email), email: person.email });
}
