/**
 * HTTP to one company: bearer token, minor version, requestid, pace, one refresh after a refused token. Says of every
 * call what is certain: answered, certainly not sent, or unknown.
 */
import { Agent, errors, request } from "undici";
import { later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { RequestId } from "#domain/ids.ts";
import type { AllowanceLedger, Exchange, WriteAnswer } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Allowance } from "./allowance.ts";
import { meaningOf, retryAtOf } from "./faults.ts";
import type { TokenSource } from "./oauth.ts";

/** The dialect we speak; lower ones are gone and higher ones do not exist (reference: 2.2). */
const minorVersion = "75";
/** QuickBooks itself gives up after 120 seconds. */
const usualTimeoutMs = 125_000;
/** GET statements longer than this go by POST (reference: URLs have a limit near 8 kB). */
const longestGetQuery = 4_000;

export interface ClientOptions {
  baseUrl: string;
  realmId: string;
  tokens: TokenSource;
  allowance: Allowance;
  ledger: AllowanceLedger;
  now: () => Instant;
  requestTimeoutMs?: number | undefined;
  /** How long a throttle answer pauses the company; absent = as the vendor asks. */
  throttlePauseMs?: number | undefined;
}

export interface QuickBooksClient {
  /** Reads; asked once more when the answer is lost, as nothing can be written twice. */
  get(path: string): Promise<Result<unknown, Failure>>;
  query(statement: string): Promise<Result<unknown, Failure>>;
  /** Writes once, under a request id. */
  write(path: string, body: unknown, requestId: RequestId): Promise<WriteAnswer<unknown>>;
}

interface Call {
  method: "GET" | "POST";
  path: string;
  body?: string;
  contentType?: string;
}

/** What is certain of one call. */
type Answer =
  | { certainty: "answered"; body: unknown; exchange: Exchange }
  | { certainty: "refused"; failure: Failure; exchange: Exchange }
  | { certainty: "not-written"; failure: Failure; exchange: Exchange | null }
  | { certainty: "unknown"; failure: Failure; exchange: Exchange };

export function createClient(options: ClientOptions): QuickBooksClient {
  const agent = new Agent({ connections: 10, keepAliveTimeout: 30_000, headersTimeout: options.requestTimeoutMs ?? usualTimeoutMs, bodyTimeout: options.requestTimeoutMs ?? usualTimeoutMs });
  const prefix = `/v3/company/${options.realmId}`;

  async function ask(call: Call): Promise<Answer> {
    const turn = await options.allowance.turn();
    if (!turn.ok) return { certainty: "not-written", failure: { code: "books-busy", retryAt: turn.error }, exchange: null };
    try {
      return await askWithToken(call);
    } finally {
      turn.value.done();
    }
  }

  /** One refresh and one replay after a refused token: a refused token means nothing was done. */
  async function askWithToken(call: Call): Promise<Answer> {
    const token = await options.tokens.token();
    if (!token.ok) return { certainty: "not-written", failure: token.error, exchange: null };
    const answer = await send(call, token.value);
    if (answer.certainty !== "not-written" || answer.failure.code !== "books-disconnected" || answer.exchange?.status !== 401) return answer;
    const renewed = await options.tokens.token(token.value);
    return renewed.ok ? send(call, renewed.value) : { ...answer, failure: renewed.error };
  }

  async function send(call: Call, token: string): Promise<Answer> {
    const started = performance.now();
    const exchange = { method: call.method, path: call.path, request: readable(call.body), status: null, answer: null, traceId: null, durationMs: 0 };
    const separator = call.path.includes("?") ? "&" : "?";
    try {
      const answer = await request(`${options.baseUrl}${prefix}${call.path}${separator}minorversion=${minorVersion}`, {
        dispatcher: agent,
        method: call.method,
        headers: headersOf(call, token),
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      const body = readable(await answer.body.text());
      const traceId = [answer.headers["intuit_tid"]].flat()[0] ?? null;
      countCall(call, answer.statusCode);
      return judge({ ...exchange, status: answer.statusCode, answer: body, traceId, durationMs: Math.round(performance.now() - started) });
    } catch (cause) {
      return lost(cause, { ...exchange, durationMs: Math.round(performance.now() - started) });
    }
  }

  function judge(exchange: Exchange): Answer {
    const status = exchange.status ?? 0;
    const fault = meaningOf({ status, body: exchange.answer, traceId: exchange.traceId, now: options.now() });
    if (!fault && typeof exchange.answer === "object" && exchange.answer !== null) return { certainty: "answered", body: exchange.answer, exchange };
    if (!fault) return { certainty: "unknown", failure: { code: "books-unreachable", detail: "QuickBooks' answer could not be read" }, exchange };
    if (fault.failure.code === "books-busy") {
      const failure = paused(fault.failure);
      void options.ledger.pauseUntil(failure.retryAt);
      return { certainty: "not-written", failure, exchange };
    }
    const certainty = ({ refused: "refused", later: "not-written", unknown: "unknown" } as const)[fault.meaning];
    return { certainty, failure: fault.failure, exchange };
  }

  /** A throttle answer pauses everybody who uses this company, not only this call. */
  function paused(failure: Extract<Failure, { code: "books-busy" }>): Extract<Failure, { code: "books-busy" }> {
    return options.throttlePauseMs === undefined ? failure : { code: "books-busy", retryAt: later(options.now(), options.throttlePauseMs) };
  }

  function countCall(call: Call, status: number): void {
    if (status !== 200) return;
    const metered = call.method === "GET" || /^\/(query|batch|cdc)\b/.test(call.path);
    void options.ledger.count(metered ? { metered: 1, free: 0 } : { metered: 0, free: 1 });
  }

  async function read(call: Call): Promise<Result<unknown, Failure>> {
    const first = await ask(call);
    const answer = first.certainty === "unknown" ? await ask(call) : first;
    return answer.certainty === "answered" ? ok(answer.body) : err(answer.failure);
  }

  return {
    get: (path) => read({ method: "GET", path }),
    query: (statement) =>
      statement.length > longestGetQuery
        ? read({ method: "POST", path: "/query", body: statement, contentType: "application/text" })
        : read({ method: "GET", path: `/query?query=${encodeURIComponent(statement)}` }),
    write: async (path, body, requestId) => {
      const separator = path.includes("?") ? "&" : "?";
      const answer = await ask({ method: "POST", path: `${path}${separator}requestid=${requestId}`, body: JSON.stringify(body), contentType: "application/json" });
      return writeAnswer(answer, options.now());
    },
  };
}

function writeAnswer(answer: Answer, now: Instant): WriteAnswer<unknown> {
  switch (answer.certainty) {
    case "answered":
      return { outcome: "posted", value: answer.body, exchange: answer.exchange };
    case "refused":
      return { outcome: "refused", failures: [answer.failure], exchange: answer.exchange };
    case "not-written": {
      const retryAt = answer.failure.code === "books-disconnected" ? later(now, disconnectedPauseMs) : retryAtOf(answer.failure, now);
      return { outcome: "later", failure: answer.failure, retryAt, exchange: answer.exchange };
    }
    case "unknown":
      return { outcome: "unknown", failure: answer.failure, exchange: answer.exchange };
  }
}

/** A dead connection is asked again now and then: after reconnecting, waiting work goes on by itself. */
const disconnectedPauseMs = 15_000;

/** Only a connection that was never made is certain not to have written anything. */
function lost(cause: unknown, exchange: Exchange): Answer {
  const detail = cause instanceof Error ? cause.message || cause.name : String(cause);
  const failure: Failure = { code: "books-unreachable", detail: detail || "the connection was lost" };
  return neverSent(cause) ? { certainty: "not-written", failure, exchange } : { certainty: "unknown", failure, exchange };
}

function neverSent(cause: unknown): boolean {
  if (cause instanceof errors.ConnectTimeoutError) return true;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = (inner as { code?: string } | undefined)?.code ?? "";
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code);
}

function headersOf(call: Call, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "user-agent": "Ledgerline/0.1 (+https://github.com/ledgerline/ledgerline)",
    ...(call.contentType === undefined ? {} : { "content-type": call.contentType }),
  };
}

function readable(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 2_000);
  }
}
