/** Another system that takes our webhooks, and what it was sent. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface WebhookCall {
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

export interface Receiver {
  url: string;
  calls: WebhookCall[];
  /** Whether a call is signed with the secret, as the workspace's admins see it. */
  isSigned(call: WebhookCall, secret: string): boolean;
  stop(): void;
}

/** Answers the first calls with these statuses, and all others with 200. */
export async function startReceiver(...statuses: number[]): Promise<Receiver> {
  const calls: WebhookCall[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      calls.push({ headers: request.headers, text, body: JSON.parse(text) as Record<string, unknown> });
      response.writeHead(statuses[calls.length - 1] ?? 200).end(statuses[calls.length - 1] === undefined ? "thank you" : "not now");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
    calls,
    isSigned({ headers, text }, secret) {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`;
      return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
    },
    stop: () => void server.close(),
  };
}
