/** How HubSpot calls the app of a custom action: signed, with a time limit, and what it reads of the answer. */
import type { SimulatorClock } from "../parts/clock.ts";
import { app } from "./app.ts";
import { signatureV2, signatureV3 } from "./webhook-signature.ts";

export interface ActionAnswer {
  /** The status, or why there was none. */
  outcome: number | string;
  ms: number;
  /** What a 429 asks for. */
  retryAfterMs: number | null;
  outputFields: Record<string, string>;
  /** The whole body, when it is an object. */
  body?: Record<string, unknown>;
}

export type Sender = (url: string, body: string) => Promise<ActionAnswer>;

const timeoutMs = 30_000;

/** Sends with the app's secret; nothing is ever sent off this machine. */
export function senderOf(clock: SimulatorClock): Sender {
  return async (url, body) => {
    const started = performance.now();
    const passed = (): number => Math.round(performance.now() - started);
    if (!isOnThisMachine(url)) return { outcome: "not on this machine: the simulator sends nothing elsewhere", ms: 0, retryAfterMs: null, outputFields: {} };
    try {
      const answer = await fetch(url, { method: "POST", headers: headersOf(url, body, clock.now().getTime()), body, signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
      const read = objectIn(await answer.text());
      return { outcome: answer.status, ms: passed(), retryAfterMs: retryAfterOf(answer), outputFields: textsIn(read?.["outputFields"]), ...(read && { body: read }) };
    } catch (cause) {
      return { outcome: cause instanceof Error && cause.name === "TimeoutError" ? "timed out" : "no connection", ms: passed(), retryAfterMs: null, outputFields: {} };
    }
  };
}

function headersOf(url: string, body: string, timestamp: number): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - AutomationPlatform",
    "x-hubspot-signature": signatureV2(app.clientSecret, "POST", url, body),
    "x-hubspot-signature-version": "v2",
    "x-hubspot-signature-v3": signatureV3(app.clientSecret, "POST", url, body, timestamp),
    "x-hubspot-request-timestamp": String(timestamp),
  };
}

function isOnThisMachine(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

function retryAfterOf(answer: Response): number | null {
  const seconds = Number(answer.headers.get("retry-after") ?? "");
  return answer.status === 429 && seconds > 0 ? seconds * 1_000 : null;
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The app said nothing that HubSpot reads.
    return undefined;
  }
}

function textsIn(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (one === null || one === undefined ? [] : [[name, typeof one === "object" ? JSON.stringify(one) : String(one as string | number | boolean)]])));
}

/** An ISO 8601 duration such as P1WT1H; undefined = it is none. */
export function durationMs(text: string | undefined): number | undefined {
  const found = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text ?? "");
  if (found === null) return undefined;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
