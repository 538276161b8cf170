/**
 * What stands before the Accounting API: planned faults, the bearer token, throttles, latency, requestid, metering and the
 * request log; in the order in which the vendor's edge meets a call.
 */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Fault } from "../parts/fault-plan.ts";
import { answer, type Call } from "./accounting-api.ts";
import type { Company } from "./company.ts";
import { bodyOf, type CallBody } from "./call-body.ts";
import { faultBody, gatewayFault, Refusal } from "./fault-bodies.ts";
import { faultReply, throttledReply, unauthorizedReply } from "./faults.ts";
import type { StoredReply } from "./idempotency.ts";
import { emailOf, isSend } from "./mailbox.ts";
import { formatOf, type ReplyFormat } from "./reply-format.ts";
import { countCall, isBlocked, isMetered } from "./metering.ts";
import { apiReply, fileReply, htmlReply } from "./replies.ts";
import { logRequest, type Simulator } from "./simulator.ts";

type ApiContext = Context<{ Bindings: HttpBindings }>;

/** A call on its way through the gate. `path` = what follows the realm, in lower case. */
interface Passing {
  context: ApiContext;
  method: string;
  url: URL;
  realmId: string;
  path: string;
  /** What the caller wants to read. */
  format: ReplyFormat;
  /** The app that calls, once it is known. */
  clientId: string;
  fault: Fault | null;
}

const longestRequestId = 50;
/** Characters of an address; queries that are longer are posted. */
const longestUrl = 8_192;

/** Handles one Accounting API call from the socket to the answer. */
export async function handle(simulator: Simulator, context: ApiContext): Promise<Response> {
  const started = performance.now();
  const passing = passingOf(simulator, context);
  const outcome = await outcomeOf(simulator, passing);
  record(simulator, passing, outcome === "dropped" ? "dropped" : outcome.status, performance.now() - started);
  if (outcome !== "dropped") return outcome;
  context.env.incoming.socket.destroy();
  return new Response(null, { status: 500 });
}

function passingOf(simulator: Simulator, context: ApiContext): Passing {
  const url = new URL(context.req.url);
  const [, , , realmId = "", ...rest] = url.pathname.split("/");
  const { method } = context.req;
  const fault = simulator.faults.next({ method, path: url.pathname + url.search });
  return { context, method, url, realmId, path: rest.join("/").toLowerCase(), format: formatOf(context.req.header("accept")), clientId: "", fault };
}

async function outcomeOf(simulator: Simulator, passing: Passing): Promise<Response | "dropped"> {
  if (passing.url.href.length > longestUrl) return htmlReply(414, "Request-URI Too Large");
  const { fault } = passing;
  if (fault) simulator.counters.faults += 1;
  if (fault?.kind === "drop-before-commit") return "dropped";
  const refused = faultReply(simulator, fault, passing.format) ?? authorized(simulator, passing);
  if (refused) return refused;
  if (isMetered(passing.method, passing.path) && isBlocked(simulator.counters, simulator.settings.metering, simulator.clock.now())) return throttledReply(simulator, passing.format);
  const leave = simulator.throttleOf(passing.realmId).enter(passing.clientId, /^batch\b/.test(passing.path), simulator.settings.throttles);
  if (!leave) return throttledReply(simulator, passing.format);
  try {
    const reply = await replyTo(simulator, passing);
    if (reply.status === 200) countCall(simulator.counters, passing.method, passing.path, simulator.clock.now(), weightOf(simulator, reply));
    if (fault?.kind === "drop-after-commit") return "dropped";
    if (fault?.kind === "504-after-commit") return htmlReply(504, "Gateway Time-out");
    if (fault?.kind === "truncated") return truncated(reply);
    if (reply.file) return fileReply(reply.file);
    return reply.status === 413 ? htmlReply(413, "Request Entity Too Large") : apiReply(passing.format, reply.status, reply.body);
  } finally {
    leave();
  }
}

/** A batch may count as many calls as it has items. */
function weightOf({ settings }: Simulator, { body }: StoredReply): number {
  const items = body["BatchItemResponse"];
  return settings.metering.batchCountsItems && Array.isArray(items) ? items.length : 1;
}

/** The answer breaks off in the middle, though its length promised more. */
function truncated({ status, body, file }: StoredReply): Response {
  const text = file ? file.base64 : JSON.stringify(body);
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers: { "content-type": "application/json;charset=UTF-8" } });
}

/** Null when the token is good for this company. */
function authorized(simulator: Simulator, passing: Passing): Response | null {
  const { context, realmId, format } = passing;
  const now = simulator.clock.now();
  const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  if (!bearer) return unauthorizedReply("Malformed bearer token: too short or too long", now, format);
  const grant = simulator.oauth.grantOf(bearer);
  if (typeof grant === "string") return unauthorizedReply(grant === "expired" ? "Token expired" : "Token revoked", now, format);
  passing.clientId = grant.clientId;
  if (realmId === grant.realmId && simulator.companies.has(realmId)) return null;
  const { status, body } = gatewayFault("ApplicationAuthorizationFailed", "The app is not authorized for this company", now);
  return apiReply(format, status, body);
}

async function replyTo(simulator: Simulator, passing: Passing): Promise<StoredReply> {
  const body = await bodyOf(passing.context, passing.path);
  if (body === null) return { status: 413, body: {} };
  const run = async (): Promise<StoredReply> => {
    await wait(simulator.settings.latencyMs + (passing.fault?.kind === "slow" ? passing.fault.ms : 0));
    return isSend(passing.path) ? mailed(simulator, passing, body) : answered(simulator, passing, body);
  };
  if (!isReadable(passing, body)) return refusedType(simulator);
  const requestId = passing.url.searchParams.get("requestid");
  if (requestId === null) return run();
  if (requestId === "" || requestId.length > longestRequestId) return badRequestId(simulator);
  const { requestIdRetentionSeconds: retentionSeconds, replaysFaults } = simulator.settings;
  return simulator.idempotency.once(`${passing.realmId}/${requestId}`, { retentionSeconds, replaysFaults }, run);
}

/** What bodies may be: queries are text, uploads are parts, the rest JSON or XML. */
const bodyTypes = /^(application\/(json|xml|text|octet-stream|x-www-form-urlencoded)|text\/(plain|xml)|multipart\/form-data)\b/i;

/** Clients that say nothing of what they send are believed, and an empty body is nothing to be read. */
function isReadable({ context }: Passing, { bytes }: CallBody): boolean {
  const type = context.req.header("content-type");
  return type === undefined || bytes.length === 0 || bodyTypes.test(type.trim());
}

function refusedType(simulator: Simulator): StoredReply {
  const refusal = new Refusal("1050", "Invalid content type : Content-Type must be application/json or application/xml.");
  return { status: refusal.status, body: faultBody(refusal, simulator.clock.now()) };
}

function companyOf(simulator: Simulator, { realmId }: Passing): Company {
  return simulator.companies.get(realmId) ?? simulator.company;
}

function answered(simulator: Simulator, passing: Passing, body: CallBody): StoredReply {
  return answer(companyOf(simulator, passing), callOf(passing, body), simulator.clock.now());
}

/** The vendor lists its limit of e-mails with the throttles, so it is answered like them. */
function mailed(simulator: Simulator, passing: Passing, body: CallBody): StoredReply {
  const { settings: { throttles }, mailbox, clock } = simulator;
  if (throttles.on && mailbox.isFull(passing.realmId, throttles.emailsPerDay)) {
    simulator.counters.throttled += 1;
    return gatewayFault("ThrottleExceeded", "The limit of e-mails a day was reached.  Try again later", clock.now());
  }
  const reply = answered(simulator, passing, body);
  const email = reply.status === 200 ? emailOf(companyOf(simulator, passing), passing.path, passing.url.searchParams.get("sendTo")) : undefined;
  if (email) mailbox.add(email);
  return reply;
}

function callOf({ context, method, path, url }: Passing, body: CallBody): Call {
  const length = context.req.header("content-length");
  return {
    method,
    path,
    query: url.searchParams,
    body: body.text,
    bytes: body.bytes,
    contentType: context.req.header("content-type") ?? "",
    ...(length === undefined ? {} : { contentLength: Number(length) }),
    origin: url.origin,
  };
}

function badRequestId(simulator: Simulator): StoredReply {
  const refusal = new Refusal("2130", `Invalid Request Id Format : requestid can have at most ${longestRequestId} characters.`, "requestid");
  return { status: 400, body: faultBody(refusal, simulator.clock.now()) };
}

function record(simulator: Simulator, { method, url, path, fault }: Passing, status: number | "dropped", ms: number): void {
  logRequest(simulator, {
    at: simulator.clock.now().toISOString(),
    method,
    path: url.pathname + url.search,
    status,
    ms: Math.round(ms * 10) / 10,
    metered: isMetered(method, path) && (status === 200 || (status === "dropped" && fault?.kind === "drop-after-commit")),
    requestId: url.searchParams.get("requestid"),
    fault: fault?.kind ?? null,
  });
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((done) => setTimeout(done, ms)) : Promise.resolve();
}
