/**
 * What stands before the Accounting API: planned faults, latency, the bearer token, throttles, metering, requestid and
 * the request log; in the order in which the vendor's edge meets a call.
 */
import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Fault } from "../parts/fault-plan.ts";
import { answer } from "./accounting-api.ts";
import { gatewayFault } from "./fault-bodies.ts";
import type { StoredReply } from "./idempotency.ts";
import { logRequest, type Simulator } from "./simulator.ts";
import { isMetered } from "./throttle.ts";

type ApiContext = Context<{ Bindings: HttpBindings }>;

const longestRequestId = 50;

/** Handles one Accounting API call from the socket to the answer. */
export async function handle(simulator: Simulator, context: ApiContext): Promise<Response> {
  const started = performance.now();
  const url = new URL(context.req.url);
  const { method } = context.req;
  const path = url.pathname;
  const fault = simulator.faults.next({ method, path: path + url.search });
  if (fault) simulator.counters.faults += 1;
  const outcome = await outcomeOf(simulator, context, url, fault);
  logRequest(simulator, {
    at: simulator.clock.now().toISOString(),
    method,
    path: path + url.search,
    status: outcome === "dropped" ? "dropped" : outcome.status,
    ms: Math.round((performance.now() - started) * 10) / 10,
    metered: isMetered(method, path.toLowerCase()),
    requestId: url.searchParams.get("requestid"),
    fault: fault?.kind ?? null,
  });
  if (outcome === "dropped") {
    context.env.incoming.socket.destroy();
    return new Response(null, { status: 500 });
  }
  return outcome;
}

async function outcomeOf(simulator: Simulator, context: ApiContext, url: URL, fault: Fault | null): Promise<Response | "dropped"> {
  if (fault?.kind === "drop-before-commit") return "dropped";
  await wait(simulator.settings.latencyMs + (fault?.kind === "slow" ? fault.ms : 0));
  const refused = faultAnswer(simulator, fault) ?? authorize(simulator, context, url);
  if (refused) return refused;
  const isBatch = url.pathname.toLowerCase().endsWith("/batch");
  const leave = simulator.throttle.enter(isBatch, simulator.settings.throttles);
  if (!leave) return throttled(simulator);
  try {
    const reply = await replyTo(simulator, context, url);
    count(simulator, context.req.method, url.pathname, reply.status);
    return fault?.kind === "drop-after-commit" ? "dropped" : json(reply.status, reply.body);
  } finally {
    leave();
  }
}

function faultAnswer(simulator: Simulator, fault: Fault | null): Response | null {
  switch (fault?.kind) {
    case "429":
      return throttled(simulator);
    case "500":
      return json(500, JSON.stringify({ Fault: { Error: [{ Message: "An application error has occurred while processing your request", Detail: "System Failure Error: Something went wrong", code: "10000", element: "" }], type: "SystemFault" }, time: simulator.clock.now().toISOString() }));
    case "503":
      return new Response("<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503 Service Temporarily Unavailable</h1></body></html>", { status: 503, headers: { "content-type": "text/html" } });
    case "expired-token":
      return unauthorized(simulator, "Token expired");
    default:
      return null;
  }
}

function authorize(simulator: Simulator, context: ApiContext, url: URL): Response | null {
  const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  if (!bearer) return unauthorized(simulator, "Malformed bearer token: too short or too long");
  const realm = simulator.oauth.realmOf(bearer);
  if (realm === "unknown" || realm === "expired") return unauthorized(simulator, realm === "expired" ? "Token expired" : "Token revoked");
  const asked = url.pathname.split("/")[3];
  if (asked === realm && asked === simulator.company.realmId) return null;
  return json(403, JSON.stringify(gatewayFault("ApplicationAuthorizationFailed", "The app is not authorized for this company", simulator.clock.now())));
}

function unauthorized(simulator: Simulator, detail: string): Response {
  const response = json(401, JSON.stringify(gatewayFault("AuthenticationFailed", detail, simulator.clock.now())));
  response.headers.set("www-authenticate", 'Bearer realm="Intuit", error="invalid_token"');
  return response;
}

function throttled(simulator: Simulator): Response {
  simulator.counters.throttled += 1;
  return json(429, JSON.stringify(gatewayFault("ThrottleExceeded", "The request limit was reached. Try again later", simulator.clock.now())));
}

async function replyTo(simulator: Simulator, context: ApiContext, url: URL): Promise<StoredReply> {
  const body = await bodyOf(context);
  const path = url.pathname.split("/").slice(4).join("/").toLowerCase();
  const run = (): StoredReply => {
    const reply = answer(simulator.company, { method: context.req.method, path, query: url.searchParams, body }, simulator.clock.now());
    return { status: reply.status, body: JSON.stringify(reply.body) };
  };
  const requestId = url.searchParams.get("requestid");
  if (requestId === null) return run();
  if (requestId.length > longestRequestId || requestId === "") {
    const error = { Message: "Invalid Request Id Format", Detail: "Invalid request id format : at most 50 characters.", code: "2130", element: "requestid" };
    return { status: 400, body: JSON.stringify({ Fault: { Error: [error], type: "ValidationFault" }, time: simulator.clock.now().toISOString() }) };
  }
  return simulator.idempotency.once(requestId, simulator.settings.requestIdRetentionSeconds, run);
}

async function bodyOf(context: ApiContext): Promise<string> {
  if (context.req.method === "GET") return "";
  if (context.req.header("content-encoding") !== "gzip") return context.req.text();
  return gunzipSync(Buffer.from(await context.req.arrayBuffer())).toString("utf8");
}

/** Only successful calls are counted by the vendor. */
function count(simulator: Simulator, method: string, path: string, status: number): void {
  if (status !== 200) return;
  const endpoint = `${method} ${path.split("/")[4]?.toLowerCase() ?? ""}`;
  simulator.counters.byEndpoint[endpoint] = (simulator.counters.byEndpoint[endpoint] ?? 0) + 1;
  if (isMetered(method, path.toLowerCase())) simulator.counters.metered += 1;
  else simulator.counters.free += 1;
}

function json(status: number, body: string): Response {
  return new Response(body, { status, headers: { "content-type": "application/json;charset=UTF-8", intuit_tid: `1-${randomUUID()}`, "qbo-version": "2026.11" } });
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((done) => setTimeout(done, ms)) : Promise.resolve();
}
