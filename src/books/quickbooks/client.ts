/**
 * HTTP to one company: bearer token, minor version, requestid, pace, one refresh after a refused token. Says of every
 * call what is certain: answered, certainly not written, or unknown.
 */
import { Agent, request } from "undici";
import { later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { RequestId } from "#domain/ids.ts";
import type { BooksGate, Exchange, Priority, WriteAnswer } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Allowance, Turn } from "./allowance.ts";
import type { Answer } from "./answer.ts";
import { answerText } from "./answer-text.ts";
import { answersOfFailed, type BatchItem, encodeBatch, itemExchanges, unanswered } from "./batch.ts";
import { meaningOf } from "./faults.ts";
import type { Health } from "#domain/health.ts";
import { createHold } from "./hold.ts";
import { lostCall } from "./lost-call.ts";
import { type CallEnd, purposeOf } from "./metering.ts";
import type { TokenSource } from "./oauth.ts";
import { throttlePauseMs } from "./throttle-pause.ts";

/** The dialect we speak; lower ones are gone and higher ones do not exist (reference: 2.2). */
const minorVersion = "75";
/** QuickBooks itself gives up after 120 seconds. */
const usualTimeoutMs = 125_000;
/** Longer GET statements go by POST: addresses have a limit near 8 kB (reference: 4.1). */
const longestGetQuery = 4_000;
/** What is neither throttled nor over is tried again this soon. */
const shortPauseMs = 5_000;
/** QuickBooks may take some seconds to know a token it has just given. */
const usualFreshTokenPauseMs = 3_000;
/** What failed in passing (a wrong cluster, an object that somebody else just saved) is asked again after this. */
const usualAnotherTryPauseMs = 1_500;
/** A dead connection is asked again now and then: after reconnecting, waiting work goes on by itself. */
const disconnectedPauseMs = 15_000;
const heldCodes = new Set(["books-disconnected", "books-not-connected", "books-read-only"]);
/** A spent budget is asked again now and then: a person may raise it long before the month turns. */
const budgetPauseMs = 5 * 60_000;

export interface ClientOptions {
  baseUrl: string;
  realmId: string;
  tokens: TokenSource;
  allowance: Allowance;
  health: Health;
  gate: BooksGate;
  now: () => Instant;
  requestTimeoutMs?: number | undefined;
  /** How long a throttle answer pauses the company; absent = as the vendor asks. */
  throttlePauseMs?: number | undefined;
  /** How long a fresh token that is refused is given to become known. */
  freshTokenPauseMs?: number | undefined;
  /** How long a call waits that is worth another try. */
  anotherTryPauseMs?: number | undefined;
  /** More bytes than this are not read of an answer; absent = enough for the largest. */
  mostAnswerBytes?: number | undefined;
}

export interface QuickBooksClient {
  /** The same way to the company, for calls of another priority than work. */
  withPriority(priority: Priority): QuickBooksClient;
  /** Reads; asked once more when the answer is lost, as nothing can be written twice. */
  get(path: string): Promise<Result<unknown, Failure>>;
  query(statement: string): Promise<Result<unknown, Failure>>;
  /** Writes once, under a request id. */
  write(path: string, body: unknown, requestId: RequestId): Promise<WriteAnswer<unknown>>;
  /** Writes by the path alone, without a body. */
  act(path: string, requestId: RequestId): Promise<WriteAnswer<unknown>>;
  /** Creates many at once, unless the call had to wait until after `sendBy`; one answer per item, in their order. */
  createMany(items: readonly BatchItem[], requestId: RequestId, sendBy: Instant): Promise<WriteAnswer<unknown>[]>;
}

interface Call {
  priority: Priority;
  method: "GET" | "POST";
  path: string;
  body?: string;
  contentType?: string;
  /** What a batch carries; absent = one. */
  items?: number;
  /** The call does not go out any more after that. */
  sendBy?: Instant;
}

/** Opens the way to one company. Connections are kept alive and do not keep the process running. */
export function createClient(options: ClientOptions): QuickBooksClient {
  const timeoutMs = options.requestTimeoutMs ?? usualTimeoutMs;
  const agent = new Agent({ connections: 10, keepAliveTimeout: 30_000, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const prefix = `/v3/company/${options.realmId}`;
  const hold = createHold(options.now);

  async function ask(call: Call): Promise<Answer> {
    const first = await askWithToken(call);
    const answer = isWorthAnotherTry(first, call) ? await askOnceMore(call) : first;
    tellHealth(options.health, answer);
    return answer;
  }

  /** Under the same request id: what was refused was not written, and what was written after all is not written twice. */
  async function askOnceMore(call: Call): Promise<Answer> {
    await new Promise((resume) => setTimeout(resume, options.anotherTryPauseMs ?? usualAnotherTryPauseMs));
    return askWithToken(call);
  }

  /** One refresh and two replays, the second one later, after a refused token: a refused token means nothing was done. */
  async function askWithToken(call: Call): Promise<Answer> {
    const held = hold.reason(isWrite(call));
    if (held) return { certainty: "not-written", failure: held, exchange: null };
    const token = await options.tokens.token();
    if (!token.ok) return { certainty: "not-written", failure: token.error, exchange: null };
    const answer = await askInTurn(call, token.value);
    if (!isTokenRefused(answer)) return answer;
    const renewed = await options.tokens.token(token.value);
    if (!renewed.ok) return { certainty: "not-written", failure: renewed.error, exchange: answer.exchange };
    const second = await askInTurn(call, renewed.value);
    if (!isTokenRefused(second)) return second;
    await new Promise((resume) => setTimeout(resume, options.freshTokenPauseMs ?? usualFreshTokenPauseMs));
    return askInTurn(call, renewed.value);
  }

  /** The token comes before the turn: a turn that waits for a refresh would go out with the turns after it. */
  async function askInTurn(call: Call, token: string): Promise<Answer> {
    const turn = await options.allowance.turn(purposeOf(call.method, call.path, call.priority, call.items));
    if (!turn.ok) return { certainty: "not-written", failure: turn.error, exchange: null };
    let end: CallEnd = "lost";
    try {
      const answer = await send(call, token, turn.value);
      end = endOf(answer);
      return answer;
    } finally {
      turn.value.done(end);
    }
  }

  /** The one way to the wire: what the gate holds back goes nowhere. */
  async function send(call: Call, token: string, turn: Turn): Promise<Answer> {
    const held = await options.gate(isWrite(call) ? "write" : "read");
    if (held) return { certainty: "not-written", failure: held, exchange: null };
    await turn.start();
    if (call.sendBy !== undefined && options.now() > call.sendBy) return { certainty: "not-written", failure: { code: "books-busy", retryAt: options.now() }, exchange: null };
    const started = performance.now();
    const sent = { method: call.method, path: call.path, request: readable(call.body), status: null, answer: null, traceId: null };
    const duration = (): { durationMs: number } => ({ durationMs: Math.round(performance.now() - started) });
    try {
      const reply = await request(`${options.baseUrl}${prefix}${withParameter(call.path, "minorversion", minorVersion)}`, {
        dispatcher: agent,
        method: call.method,
        headers: headersOf(call, token),
        // The other limits are for each part of an answer; one that trickles in must end, too.
        signal: AbortSignal.timeout(timeoutMs),
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      const answer = readable(await answerText(reply.body, options.mostAnswerBytes));
      const traceId = [reply.headers["intuit_tid"]].flat()[0] ?? null;
      const pauseMs = options.throttlePauseMs ?? throttlePauseMs([reply.headers["retry-after"]].flat()[0], options.now());
      return await judge(call, { ...sent, status: reply.statusCode, answer, traceId, ...duration() }, later(options.now(), pauseMs));
    } catch (cause) {
      return { ...lostCall(cause), exchange: { ...sent, ...duration() } };
    }
  }

  async function judge(call: Call, exchange: Exchange, busyUntil: Instant): Promise<Answer> {
    const fault = meaningOf({ status: exchange.status ?? 0, body: exchange.answer, traceId: exchange.traceId, now: options.now(), busyUntil });
    if (!fault && typeof exchange.answer === "object" && exchange.answer !== null) return { certainty: "answered", body: exchange.answer, exchange };
    if (!fault) return { certainty: "unknown", failure: { code: "books-unreachable", detail: "QuickBooks' answer could not be read" }, exchange };
    const { isWorthAnotherTry, holds, failures } = fault;
    const [failure] = failures;
    if (failure.code === "books-busy") await options.allowance.pause(failure.retryAt);
    // What a read may not do says nothing of writes.
    if (holds === "everything" || (holds === "writes" && isWrite(call))) hold.begin(holds, failure);
    if (fault.meaning === "refused") return { certainty: "refused", failures, exchange, isWorthAnotherTry };
    return fault.meaning === "later" ? { certainty: "not-written", failure, exchange, isWorthAnotherTry } : { certainty: "unknown", failure, exchange };
  }

  /** Items have faults of their own, each with what it says of the company. */
  async function judgeItems(call: Call, items: readonly BatchItem[], whole: Answer): Promise<Answer[]> {
    if (whole.certainty !== "answered") return answersOfFailed(items, whole);
    const busyUntil = later(options.now(), options.throttlePauseMs ?? throttlePauseMs(undefined, options.now()));
    return Promise.all(itemExchanges(items, whole.exchange).map(async ({ exchange, answers }) => (answers === 1 ? judge(call, exchange, busyUntil) : unanswered(exchange, answers))));
  }

  async function read(call: Call): Promise<Result<unknown, Failure>> {
    const first = await ask(call);
    const answer = first.certainty === "unknown" ? await ask(call) : first;
    if (answer.certainty === "answered") return ok(answer.body);
    return err(answer.certainty === "refused" ? answer.failures[0] : answer.failure);
  }

  function clientOf(priority: Priority): QuickBooksClient {
    return {
      withPriority: clientOf,
      get: (path) => read({ priority, method: "GET", path }),
      query: (statement) =>
        statement.length > longestGetQuery
          ? read({ priority, method: "POST", path: "/query", body: statement, contentType: "application/text" })
          : read({ priority, method: "GET", path: `/query?query=${encodeURIComponent(statement)}` }),
      write: async (path, body, requestId) => {
        const json = { body: JSON.stringify(body), contentType: "application/json" };
        const call: Call = { priority, method: "POST", path: withParameter(path, "requestid", requestId), ...json };
        return writeAnswer(await ask(call), options.now());
      },
      act: async (path, requestId) => {
        const call: Call = { priority, method: "POST", path: withParameter(path, "requestid", requestId), body: "", contentType: "application/octet-stream" };
        return writeAnswer(await ask(call), options.now());
      },
      createMany: async (items, requestId, sendBy) => {
        const json = { body: JSON.stringify(encodeBatch(items)), contentType: "application/json" };
        const call: Call = { priority, method: "POST", path: withParameter("/batch", "requestid", requestId), ...json, items: items.length, sendBy };
        const answers = await judgeItems(call, items, await ask(call));
        return answers.map((answer) => writeAnswer(answer, options.now()));
      },
    };
  }

  return clientOf("work");
}

/** By what goes over the wire: a POST writes unless it is a query, or a batch of nothing but queries. */
function isWrite({ method, path, body }: Call): boolean {
  if (method === "GET" || path.startsWith("/query")) return false;
  return !path.startsWith("/batch") || !onlyQueries(readable(body));
}

function onlyQueries(batch: unknown): boolean {
  const items = (batch as { BatchItemRequest?: unknown } | null)?.BatchItemRequest;
  return Array.isArray(items) && items.every((item: unknown) => typeof item === "object" && item !== null && "Query" in item);
}

function isTokenRefused(answer: Answer): boolean {
  return answer.certainty === "not-written" && answer.exchange?.status === 401;
}

/** Never an update: it would come with the same outdated version of the object (reference: pitfall 18). */
function isWorthAnotherTry(answer: Answer, call: Call): boolean {
  return "isWorthAnotherTry" in answer && answer.isWorthAnotherTry === true && !(call.body ?? "").includes('"SyncToken"');
}

/** A refusal of one document says nothing of the connection; what we held back ourselves does not either. */
function tellHealth(health: Health, answer: Answer): void {
  if (answer.exchange === null) return;
  const failure = answer.certainty === "refused" ? answer.failures.find((one) => one.code === "books-company-reset") : failureIn(answer);
  if (failure) health.failed(failure, answer.exchange.traceId);
  else health.succeeded();
}

function failureIn(answer: Answer): Failure | undefined {
  return "failure" in answer ? answer.failure : undefined;
}

/** What the vendor makes of a call; only success is charged. */
function endOf({ certainty, exchange }: Answer): CallEnd {
  if (typeof exchange?.status === "number") return exchange.status === 200 ? "succeeded" : "failed";
  return certainty === "not-written" ? "not-sent" : "lost";
}

function writeAnswer(answer: Answer, now: Instant): WriteAnswer<unknown> {
  switch (answer.certainty) {
    case "answered":
      return { outcome: "posted", value: answer.body, exchange: answer.exchange };
    case "refused":
      return { outcome: "refused", failures: answer.failures, exchange: answer.exchange };
    case "not-written":
      return { outcome: "later", failure: answer.failure, retryAt: retryAtOf(answer.failure, now), exchange: answer.exchange };
    case "unknown":
      return { outcome: "unknown", failure: answer.failure, exchange: answer.exchange };
  }
}

/** When to come back after a call that may go through later. */
export function retryAtOf(failure: Failure, now: Instant): Instant {
  if ("retryAt" in failure) return failure.retryAt;
  if (failure.code === "books-budget-spent") return later(now, budgetPauseMs);
  return later(now, heldCodes.has(failure.code) ? disconnectedPauseMs : shortPauseMs);
}

function withParameter(path: string, name: string, value: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}

function headersOf(call: Call, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "user-agent": "Ledgerline/0.1 (+https://github.com/ledgerline/ledgerline)",
    ...(call.contentType === undefined ? {} : { "content-type": call.contentType }),
  };
}

/** JSON as a value; anything else (an edge's HTML) as its beginning. */
function readable(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 2_000);
  }
}
