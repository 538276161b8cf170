/** HTTP answers with the vendor's headers. */
import { randomUUID } from "node:crypto";
import type { ReplyFormat } from "./reply-format.ts";
import { writeXmlReply } from "./xml/reply.ts";

function headers(contentType: string): Record<string, string> {
  return { "content-type": contentType, intuit_tid: `1-${randomUUID()}`, "qbo-version": "2026.11", "cache-control": "no-cache, no-store" };
}

export function jsonReply(status: number, body: string): Response {
  return new Response(body, { status, headers: headers("application/json;charset=UTF-8") });
}

/** The API's answer in the form that the caller wants. */
export function apiReply(format: ReplyFormat, status: number, body: Record<string, unknown>): Response {
  if (format === "json") return jsonReply(status, JSON.stringify(body));
  return new Response(writeXmlReply(body), { status, headers: headers("application/xml;charset=UTF-8") });
}

/** A PDF or another file. */
export function fileReply({ contentType, base64 }: { contentType: string; base64: string }): Response {
  return new Response(new Uint8Array(Buffer.from(base64, "base64")), { status: 200, headers: headers(contentType) });
}

/** As the edge answers when the API behind it does not. */
export function htmlReply(status: number, words: string, more: Record<string, string> = {}): Response {
  const text = `<html><head><title>${status} ${words}</title></head><body><center><h1>${status} ${words}</h1></center></body></html>`;
  return new Response(text, { status, headers: { "content-type": "text/html", ...more } });
}
