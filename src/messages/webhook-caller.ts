/**
 * Signed calls out. Signed as the Standard Webhooks specification describes: `webhook-id`, `webhook-timestamp` and
 * `webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>`, so that ready-made libraries can check them.
 */
import { createHmac } from "node:crypto";
import { request } from "undici";
import type { Failure } from "#domain/failure.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Messages } from "#domain/ports/messages.ts";
import { err, ok } from "#domain/result.ts";
import type { Outputs } from "#domain/step.ts";

const timeoutMs = 15_000;
const largestAnswer = 100_000;
const mostOutputs = 50;

/** `secretOf` gives the workspace's signing secret, base64. Redirects are not followed: only the given address is called. */
export function createWebhookCaller(secretOf: (id: WorkspaceId) => Promise<string>, clock: Pick<Clock, "now">): Messages["callWebhook"] {
  return async ({ workspaceId, url, body, key }) => {
    const timestamp = String(Math.floor(Date.parse(clock.now()) / 1_000));
    const headers = {
      "content-type": "application/json",
      "user-agent": "Ledgerline",
      "webhook-id": key,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureOf(await secretOf(workspaceId), key, timestamp, body),
    };
    try {
      const answer = await request(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
      const text = (await answer.body.text()).slice(0, largestAnswer);
      if (answer.statusCode >= 200 && answer.statusCode < 300) return ok(outputsOf(text));
      return err(refusalOf(url, answer.statusCode, text));
    } catch (cause) {
      return err({ code: "webhook-unreachable", url, detail: cause instanceof Error ? cause.message : "no answer" });
    }
  };
}

/** The value of `webhook-signature`. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac("sha256", Buffer.from(secret, "base64")).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

function refusalOf(url: string, status: number, text: string): Failure {
  if (status === 408 || status === 429 || status >= 500) return { code: "webhook-unreachable", url, detail: `it answered ${status}` };
  return { code: "webhook-refused", url, status, detail: text.slice(0, 300) };
}

/** Texts, numbers and yes/no at the top of a JSON object; anything else has nothing that later steps could use. */
function outputsOf(text: string): Outputs {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof parsed !== "object" || parsed === null) return {};
  const plain = Object.entries(parsed).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return Object.fromEntries(plain.slice(0, mostOutputs).map(([name, value]) => [name, String(value).slice(0, 1_000)]));
}
