/** What stands before the API: planned faults, latency, the bearer token, rate limits and the request log. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { Fault } from "../parts/fault-plan.ts";
import { isStatic } from "./oauth.ts";
import { neededScopes } from "./scopes.ts";
import { logRequest, type Simulator } from "./simulator.ts";
import { missingScopes, Refusal, tooMany, unauthorized } from "./vendor-errors.ts";

export interface SimulatorEnv {
  Bindings: HttpBindings;
}

type ApiContext = Context<SimulatorEnv>;

/** Calls in ten seconds of one app, on HubSpot's Professional and Enterprise plans. */
const callsPerTenSeconds = 190;
/** Calls a day of the whole account on the Professional plan; the day begins at midnight of the account's zone. */
const callsPerDay = 625_000;
const searchesPerSecond = 5;

/**
 * Whose credentials a call brings: `bearer` = the CRM API, with limits, counters and all faults; `own` = paths that check
 * their credentials themselves, where only fault rules that name a path strike, so that chance never ends a connection.
 */
type GateKind = "bearer" | "own";

/** Lets a call through to the API, or answers in its place. */
export function gate(simulator: () => Simulator, kind: GateKind = "bearer"): MiddlewareHandler<SimulatorEnv> {
  return async (context, next) => {
    const one = simulator();
    const started = performance.now();
    const url = new URL(context.req.url);
    const isBearer = kind === "bearer";
    // Queries and paths of the others may hold secrets.
    const path = isBearer ? url.pathname + url.search : url.pathname.replace(/-tokens\/[^/]+/, "-tokens/{token}");
    const call = { method: context.req.method, path };
    const fault = isBearer ? one.faults.next(call) : one.faults.byRule(call);
    if (fault) one.counters.faults += 1;
    const dropped = (await answer(one, context, url.pathname, kind, fault, next)) === "dropped";
    if (isBearer) count(one, context.req.method, url.pathname);
    logRequest(one, {
      at: one.clock.now().toISOString(),
      method: context.req.method,
      path,
      status: dropped ? "dropped" : context.res.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      fault: fault?.kind ?? null,
    });
    if (dropped) {
      context.env.incoming.socket.destroy();
      context.res = new Response(null, { status: 500 });
    }
  };
}

async function answer(simulator: Simulator, context: ApiContext, path: string, kind: GateKind, fault: Fault | null, next: () => Promise<void>): Promise<"answered" | "dropped"> {
  if (fault?.kind === "drop-before-commit") return "dropped";
  const wait = simulator.settings.latencyMs + (fault?.kind === "slow" ? fault.ms : 0);
  if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  const refused = faultAnswer(fault, kind) ?? (kind === "bearer" ? (unauthorizedAnswer(simulator, context) ?? scopeAnswer(simulator, context, path) ?? throttledAnswer(simulator, context, path, fault)) : null);
  if (refused) {
    context.res = refused;
    return "answered";
  }
  await next();
  return fault?.kind === "drop-after-commit" ? "dropped" : "answered";
}

function faultAnswer(fault: Fault | null, kind: GateKind): Response | null {
  switch (fault?.kind) {
    case "500":
      return json(500, new Refusal(500, "INTERNAL_ERROR", "internal error").body);
    case "503":
      return new Response("<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503 Service Temporarily Unavailable</h1></body></html>", { status: 503, headers: { "content-type": "text/html" } });
    case "429":
      // On the CRM API the limits answer.
      return kind === "bearer" ? null : json(429, tooMany("TEN_SECONDLY_ROLLING"));
    case "expired-token":
      if (kind === "own") return json(400, { error: "invalid_grant", error_description: revoked, status: "BAD_REFRESH_TOKEN", message: revoked });
      return json(401, unauthorized("expired").body);
    case "missing-scope":
      return json(403, missingScopes().body);
    default:
      return null;
  }
}

const revoked = "refresh token is invalid, expired or revoked";

function unauthorizedAnswer({ oauth }: Simulator, context: ApiContext): Response | null {
  const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  if (bearer === undefined) return json(401, unauthorized("missing").body);
  const verdict = oauth.verdict(bearer);
  return verdict === "valid" ? null : json(401, unauthorized(verdict === "expired" ? "expired" : "invalid").body);
}

function scopeAnswer({ oauth }: Simulator, context: ApiContext, path: string): Response | null {
  const scopes = new Set(oauth.scopesOf(/^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? ""));
  const lacking = neededScopes(context.req.method, path).filter((scope) => !scopes.has(scope));
  return lacking.length === 0 ? null : json(403, missingScopes(lacking).body);
}

/** Search has an allowance of its own, and answers without headers about it. */
function throttledAnswer(simulator: Simulator, context: ApiContext, path: string, fault: Fault | null): Response | null {
  const { recent, settings, counters, clock } = simulator;
  const now = clock.now().getTime();
  const isSearch = /\/search\/?$/.test(path);
  const window = isSearch ? recent.searches : recent.calls;
  const most = isSearch ? searchesPerSecond : callsPerTenSeconds;
  const since = now - (isSearch ? 1_000 : 10_000);
  // The clock may have been set back.
  while (window[0] !== undefined && (window[0] <= since || window[0] > now)) window.shift();
  const isOver = fault?.kind === "429" || (settings.throttles && window.length >= most);
  if (!isOver) window.push(now);
  const token = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
  // Apps with OAuth are not told of the day.
  const daily = isStatic(token) ? dailyHeaders(callsToday(simulator)) : {};
  const headers = isSearch ? {} : { ...limitHeaders(isOver ? 0 : most - window.length), ...daily };
  if (!isOver) {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    return null;
  }
  counters.throttled += 1;
  return json(429, tooMany(isSearch ? "SECONDLY" : "TEN_SECONDLY_ROLLING"), headers);
}

function limitHeaders(remaining: number): Record<string, string> {
  return {
    "x-hubspot-ratelimit-interval-milliseconds": "10000",
    "x-hubspot-ratelimit-max": String(callsPerTenSeconds),
    "x-hubspot-ratelimit-remaining": String(Math.max(0, remaining)),
  };
}

/** Search counts, too. */
function callsToday({ recent, clock, portal }: Simulator): number {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: portal.timeZone }).format(clock.now());
  recent.today = recent.today.day === day ? { day, calls: recent.today.calls + 1 } : { day, calls: 1 };
  return recent.today.calls;
}

function dailyHeaders(calls: number): Record<string, string> {
  return { "x-hubspot-ratelimit-daily": String(callsPerDay), "x-hubspot-ratelimit-daily-remaining": String(Math.max(0, callsPerDay - calls)) };
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...headers, "content-type": "application/json;charset=utf-8" } });
}

function count(simulator: Simulator, method: string, path: string): void {
  const { counters } = simulator;
  const endpoint = `${method} ${path.replace(/\/\d{3,}(?=\/|$)/g, "/{id}")}`;
  counters.calls += 1;
  if (path.endsWith("/search")) counters.searches += 1;
  counters.byEndpoint[endpoint] = (counters.byEndpoint[endpoint] ?? 0) + 1;
}
