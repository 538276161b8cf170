/**
 * HTTP to one HubSpot portal: bearer token, time limit, pace, one more try. Everything we send may be sent twice (reads,
 * and writes of the same values), so a lost answer is simply asked for again.
 */
import { Agent, request } from "undici";
import type { z } from "zod";
import { later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { Health } from "#domain/health.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { failureOf, type Fault } from "./faults.ts";
import { createPace, noPace, type Limits, type Pace } from "./pacing.ts";
import type { TokenSource } from "./tokens.ts";

/** One call. `isSearch` calls have an allowance of their own. */
interface Call {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: unknown;
  isSearch?: boolean;
}

/** Calls HubSpot and reads the answer by its schema; any 2xx is a success, because status codes differ by version. */
export interface HubSpotClient {
  call<T>(call: Call, reply: z.ZodType<T>): Promise<Result<T, Failure>>;
}

export interface ClientOptions {
  baseUrl: string;
  tokens: TokenSource;
  /** Why the portal may not be asked now; null = go on. Asked right before every call, so that a switch works at once. */
  gate?: () => Promise<Failure | null>;
  /** Hears of every call's outcome. */
  health?: Health;
  now: () => Instant;
  /** The portal's zone, in which its day of requests ends. */
  timeZone: () => string;
  requestTimeoutMs: number;
  limits: "off" | Limits;
}

/** Shared by all connections of the process, so that opening one anew keeps the open sockets. */
const agent = new Agent({ keepAliveTimeout: 30_000, keepAliveMaxTimeout: 60_000, connections: 32 });

const tries = 2;
const betweenTriesMs = 100;

interface Answer extends Fault {
  contentType: string;
}

/** Opens a client. A token that HubSpot refuses is asked for once more, as it may have been replaced or have expired. */
export function createClient(options: ClientOptions): HubSpotClient {
  const paces = pacesOf(options.limits);
  return { call };

  async function call<T>(one: Call, reply: z.ZodType<T>): Promise<Result<T, Failure>> {
    const answer = await answerTo(one);
    if (!answer.ok) {
      if (answer.error.code !== "crm-busy" && answer.error.code !== "crm-not-connected") options.health?.failed(answer.error, null);
      return answer;
    }
    if (isSuccess(answer.value)) {
      options.health?.succeeded();
      return decode(answer.value, reply);
    }
    const failure = failureOf(answer.value, { now: options.now(), timeZone: options.timeZone() });
    note(failure);
    if (failure.code === "crm-busy" && answer.value.status === 429) pauseUntil(failure.retryAt, one);
    return err(failure);
  }

  async function answerTo(one: Call): Promise<Result<Answer, Failure>> {
    for (let attempt = 1; ; attempt += 1) {
      const turn = await turnFor(one);
      if (!turn.ok) return err({ code: "crm-busy", retryAt: later(options.now(), turn.error) });
      // A call may have waited long for its turn.
      const held = await options.gate?.();
      if (held) return err(held);
      const used = await options.tokens.token();
      if (!used.ok) return used;
      const answer = await send(options, one, used.value);
      if (attempt === tries) return ok(answer);
      if (isRefusal(answer)) {
        const other = await options.tokens.another(used.value, answer.status === 401);
        if (!other.ok) return other;
        if (other.value === used.value) return ok(answer);
      } else if (isPassing(answer)) await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
      else return ok(answer);
    }
  }

  /** That a record or a scope is missing says nothing of the connection. */
  function note(failure: Failure): void {
    if (failure.code === "crm-disconnected" || failure.code === "crm-unreachable") options.health?.failed(failure, null);
    else options.health?.succeeded();
  }

  async function turnFor(one: Call): Promise<Result<null, number>> {
    const turn = one.isSearch ? await paces.search.turn() : ok(null);
    return turn.ok ? paces.all.turn() : turn;
  }

  function pauseUntil(retryAt: Instant, one: Call): void {
    const ms = Date.parse(retryAt) - Date.parse(options.now());
    (one.isSearch ? paces.search : paces.all).pause(ms);
  }
}

function pacesOf(limits: "off" | Limits): { all: Pace; search: Pace } {
  if (limits === "off") return { all: noPace, search: noPace };
  return { all: createPace(limits.all), search: createPace(limits.search) };
}

async function send(options: ClientOptions, one: Call, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  try {
    const response = await request(new URL(one.path, options.baseUrl), {
      method: one.method,
      headers: one.body === undefined ? headers : { ...headers, "content-type": "application/json" },
      body: one.body === undefined ? null : JSON.stringify(one.body),
      dispatcher: agent,
      signal: AbortSignal.timeout(options.requestTimeoutMs),
    });
    const text = await response.body.text();
    return { status: response.statusCode, text, contentType: header(response.headers, "content-type") ?? "", retryAfter: header(response.headers, "retry-after") };
  } catch (cause) {
    return { status: null, text: connectionTrouble(cause, options.requestTimeoutMs), contentType: "", retryAfter: null };
  }
}

function header(headers: Record<string, string | string[] | undefined>, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** A lost connection in words. What is no trouble of the connection is a bug and is thrown on. */
function connectionTrouble(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) throw new Error("the request failed with something that is no error", { cause });
  if (cause.name === "TimeoutError" || cause.name === "AbortError") return `no answer within ${timeoutMs / 1000} s`;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  if (code === undefined || code === "UND_ERR_INVALID_ARG" || code.startsWith("ERR_INVALID")) throw cause;
  return cause.message === "" ? code : `${code}: ${cause.message}`;
}

function isSuccess(answer: Answer): boolean {
  return answer.status !== null && answer.status >= 200 && answer.status < 300;
}

function isRefusal(answer: Answer): boolean {
  return answer.status === 401 || answer.status === 403;
}

function isPassing(answer: Answer): boolean {
  return answer.status === null || answer.status >= 500;
}

/** A success that is not the JSON we know (a proxy's page, for example) is no usable answer. */
function decode<T>(answer: Answer, reply: z.ZodType<T>): Result<T, Failure> {
  let body: unknown;
  try {
    body = answer.text === "" ? {} : JSON.parse(answer.text);
  } catch {
    return err({ code: "crm-unreachable", detail: `HubSpot answered ${answer.status} with ${answer.contentType || "a body"} that is not JSON` });
  }
  const parsed = reply.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ code: "crm-unreachable", detail: `HubSpot's answer is not as expected at ${issue?.path.join(".") || "its top"}: ${issue?.message ?? ""}` });
}
