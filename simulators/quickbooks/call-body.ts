/** The body of a call, as it came or unpacked. */
import { gunzipSync } from "node:zlib";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { mostUploadBytes } from "./attachments/upload.ts";

const mostBodyBytes = 20_000_000;

export interface CallBody {
  bytes: Buffer;
  /** Empty for uploads, which are no text. */
  text: string;
}

/** Whether the path, what follows the realm, is that of uploads. */
function isUpload(path: string): boolean {
  return /^upload\b/.test(path);
}

/** Null when it is too large. Some SDKs send it compressed. */
export async function bodyOf(context: Context<{ Bindings: HttpBindings }>, path: string): Promise<CallBody | null> {
  if (context.req.method === "GET") return { bytes: Buffer.alloc(0), text: "" };
  // An upload that is too large is read far enough to refuse it in the vendor's words.
  const most = isUpload(path) ? mostUploadBytes + mostBodyBytes : mostBodyBytes;
  if (Number(context.req.header("content-length") ?? 0) > most) return null;
  const sent = Buffer.from(await context.req.arrayBuffer());
  const bytes = context.req.header("content-encoding")?.toLowerCase() === "gzip" ? unpacked(sent, most) : sent;
  return { bytes, text: isUpload(path) ? "" : bytes.toString("utf8") };
}

/** Bytes that are no gzip although they say so are taken as they are. */
function unpacked(bytes: Buffer, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch {
    return bytes;
  }
}
