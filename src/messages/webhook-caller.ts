/**
 * Signed calls out. Signed as the Standard Webhooks specification describes: `webhook-id`, `webhook-timestamp` and
 * `webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>`, so that ready-made libraries can check them.
 */
import { createHmac } from "node:crypto";
import { Agent, request } from "undici";
import type { Failure } from "#domain/failure.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Messages, Said } from "#domain/ports/messages.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Outputs } from "#domain/step.ts";
import { ForbiddenAddress, lookupAllowed, refuseForbiddenHost } from "./forbidden-addresses.ts";

const timeoutMs = 15_000;
const largestAnswer = 100_000;
const keptAnswer = 10_000;
const mostOutputs = 50;

/** `secretOf` gives the workspace's signing secret, base64. Redirects are not followed: only the given address is called. */
export function createWebhookCaller(secretOf: (id: WorkspaceId) => Promise<string>, clock: Pick<Clock, "now">): Messages["callWebhook"] {
  const dispatcher = new Agent({ connect: { timeout: timeoutMs, lookup: lookupAllowed } });
  return async ({ workspaceId, url, body, key }) => {
    const began = performance.now();
    const timestamp = String(Math.floor(Date.parse(clock.now()) / 1_000));
    const headers = {
      "content-type": "application/json",
      "user-agent": "Ledgerline",
      "webhook-id": key,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureOf(await secretOf(workspaceId), key, timestamp, body),
    };
    const said = (result: Result<Outputs, Failure>, status: number | null, answer: unknown): Said<Outputs> => ({
      result,
      exchange: { method: "POST", path: url, request: readable(body), status, answer, traceId: null, durationMs: Math.round(performance.now() - began) },
    });
    try {
      refuseForbiddenHost(url);
      const answer = await request(url, { method: "POST", headers, body, dispatcher, signal: AbortSignal.timeout(timeoutMs) });
      const text = await beginningOf(answer.body);
      const isFine = answer.statusCode >= 200 && answer.statusCode < 300;
      return said(isFine ? ok(outputsOf(text)) : err(refusalOf(url, answer.statusCode, text)), answer.statusCode, readable(text.slice(0, keptAnswer)));
    } catch (cause) {
      return said(err(failureOf(url, cause)), null, null);
    }
  };
}

/** The value of `webhook-signature`. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac("sha256", Buffer.from(secret, "base64")).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** As much of an answer as is of use; the rest is not even received. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= largestAnswer) break;
  }
  return Buffer.concat(chunks).subarray(0, largestAnswer).toString("utf8");
}

function failureOf(url: string, cause: unknown): Failure {
  if (cause instanceof ForbiddenAddress) return { code: "webhook-address-forbidden", url, address: cause.address };
  return { code: "webhook-unreachable", url, detail: cause instanceof Error ? cause.message : "no answer" };
}

function refusalOf(url: string, status: number, text: string): Failure {
  if (status === 408 || status === 429 || status >= 500) return { code: "webhook-unreachable", url, detail: `it answered ${status}` };
  return { code: "webhook-refused", url, status, detail: text.slice(0, 300) };
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Texts, numbers and yes/no at the top of a JSON object; anything else has nothing that later steps could use. */
function outputsOf(text: string): Outputs {
  const parsed = readable(text);
  if (typeof parsed !== "object" || parsed === null) return {};
  const plain = Object.entries(parsed).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return Object.fromEntries(plain.slice(0, mostOutputs).map(([name, value]) => [name, String(value).slice(0, 1_000)]));
}
