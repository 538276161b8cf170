/** HTTP answers with the vendor's headers. */
import { randomUUID } from "node:crypto";

function headers(contentType: string): Record<string, string> {
  return { "content-type": contentType, intuit_tid: `1-${randomUUID()}`, "qbo-version": "2026.11", "cache-control": "no-cache, no-store" };
}

export function jsonReply(status: number, body: string): Response {
  return new Response(body, { status, headers: headers("application/json;charset=UTF-8") });
}

export function gatewayReply({ status, body }: { status: number; body: Record<string, unknown> }): Response {
  return jsonReply(status, JSON.stringify(body));
}

/** As the edge answers when the API behind it does not. */
export function htmlReply(status: number, words: string): Response {
  const text = `<html><head><title>${status} ${words}</title></head><body><center><h1>${status} ${words}</h1></center></body></html>`;
  return new Response(text, { status, headers: { "content-type": "text/html" } });
}
