/** POST /upload: files with or without what is to be said of them, as numbered pairs of parts. */
import type { Company, Entity } from "../company.ts";
import { faultOf, missing, Refusal } from "../fault-bodies.ts";
import { writeOne } from "../operations.ts";
import { parseBody } from "../request-body.ts";
import { isObject, type Members } from "../wire-object.ts";
import { contentTypeOf, isAccepted } from "./file-types.ts";
import { multipart, type Part } from "./multipart.ts";

/** 100 MB (reference: limits). */
export const mostUploadBytes = 104_857_600;

export interface Upload {
  bytes: Buffer;
  contentType: string;
  /** Undefined = not said. */
  contentLength: number | undefined;
}

interface Pair {
  metadata: Part | undefined;
  content: Part | undefined;
}

/** The AttachableResponse; one that fails has its Fault there, and when all fail the upload is refused. */
export function upload(company: Company, { bytes, contentType, contentLength }: Upload, now: Date): Members {
  if (contentLength === undefined && bytes.length === 0) throw new Refusal("6020", "Content length missing : The Content-Length header is missing.", "Content-Length");
  if (bytes.length > mostUploadBytes) throw new Refusal("6030", `Upload too large : An upload can have at most ${mostUploadBytes} bytes.`);
  const pairs = pairsOf(multipart(bytes, contentType));
  if (pairs.length === 0) throw missing("file_content_01");
  const outcomes = pairs.map((pair) => attempt(() => attach(company, pair, now)));
  const [first] = outcomes;
  if (first instanceof Refusal && outcomes.every((one) => one instanceof Refusal)) throw first;
  return { AttachableResponse: outcomes.map((one) => (one instanceof Refusal ? { Fault: faultOf(one) } : { Attachable: one })) };
}

/** file_metadata_01 goes with file_content_01, whatever the number looks like. */
function pairsOf(parts: Part[]): Pair[] {
  const numbered = new Map<string, Pair>();
  for (const part of parts) {
    const [, kind, number = ""] = /^file_(metadata|content)_?(\w*)$/i.exec(part.name) ?? [];
    if (kind === undefined) continue;
    const pair = numbered.get(number) ?? { metadata: undefined, content: undefined };
    numbered.set(number, { ...pair, [kind.toLowerCase()]: part });
  }
  return [...numbered.values()];
}

function attempt<T>(run: () => T): T | Refusal {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function attach(company: Company, { metadata, content }: Pair, now: Date): Entity {
  const said = metadata ? metadataOf(metadata) : {};
  if (!content) return writeOne(company, "Attachable", said, { now }) as Entity;
  const fileName = typeof said["FileName"] === "string" ? said["FileName"] : content.fileName;
  if (fileName === undefined || !isAccepted(fileName)) throw new Refusal("6041", `Invalid uploaded file : Files of this type cannot be uploaded: ${fileName ?? "no name"}`, "FileName");
  const contentType = typeof said["ContentType"] === "string" ? said["ContentType"] : (content.contentType ?? contentTypeOf(fileName));
  const made = writeOne(company, "Attachable", { ...said, FileName: fileName, ContentType: contentType }, { now }) as Entity;
  return company.keepFile(made, { contentType, base64: content.bytes.toString("base64"), size: content.bytes.length });
}

function metadataOf({ bytes }: Part): Members {
  const body = attempt(() => parseBody(bytes.toString("utf8").trim()));
  const members = body instanceof Refusal ? undefined : (body["Attachable"] ?? body);
  if (isObject(members)) return members;
  throw new Refusal("6040", "Metadata must be Attachable : The metadata part of an upload must be an Attachable.");
}
