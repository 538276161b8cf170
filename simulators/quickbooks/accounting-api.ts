/** The Accounting API: /v3/company/{realm}/... From a call that was let in to its reply. */
import { batch } from "./batch.ts";
import { changesSince } from "./changes.ts";
import { checkSyncToken, type Company, type SingleName } from "./company.ts";
import { faultBody, Refusal } from "./fault-bodies.ts";
import { kindOf } from "./entities/registry.ts";
import { downloadAddress, withDownloads } from "./attachments/download.ts";
import { upload } from "./attachments/upload.ts";
import { pdfOf } from "./print/pdf.ts";
import { sheetLines, sheetTitle } from "./print/sheet.ts";
import { memberText } from "./member-text.ts";
import { readOne, send, writeOne } from "./operations.ts";
import { envelopeTime } from "./pacific-time.ts";
import { readExchangeRate, writeExchangeRate } from "./entities/currencies.ts";
import { createTaxCode } from "./entities/taxes.ts";
import { entityNamed, parseQuery } from "./query-language.ts";
import { runQuery } from "./query-run.ts";
import { checked, parseBody } from "./request-body.ts";
import { isObject, type Members } from "./wire-object.ts";

/** One call, already authorized and let in. `path` = what follows the realm, in lower case. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  /** The body as it came, of uploads. */
  bytes?: Buffer;
  contentType?: string;
  contentLength?: number;
  /** Where the simulator is for this caller: scheme, host and port. */
  origin?: string;
}

/** An answer that is no JSON: a PDF, an address. */
export interface ReplyFile {
  contentType: string;
  base64: string;
}

export interface Reply {
  status: number;
  body: Members;
  file?: ReplyFile;
}

const singles: Record<string, SingleName> = { companyinfo: "CompanyInfo", preferences: "Preferences" };

/** Answers one call: the entity, or a Fault. */
export function answer(company: Company, call: Call, now: Date): Reply {
  try {
    // The tax service answers without an envelope.
    if (call.method === "POST" && call.path === "taxservice/taxcode") return { status: 200, body: createTaxCode(company, unwrapped("TaxService", call.body)) };
    const file = fileAsked(company, call, now);
    if (file) return { status: 200, body: {}, file };
    const body = withDownloads(company, dispatch(company, call, now), call.origin ?? "", now);
    return { status: 200, body: { ...body, time: envelopeTime(now) } };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("10000", `System Failure Error: ${String(error)}`, "", 500);
    return { status: refusal.status, body: faultBody(refusal, now) };
  }
}

/** GET /{entity}/{id}/pdf and GET /download/{id}. */
function fileAsked(company: Company, call: Call, now: Date): ReplyFile | undefined {
  const [segment = "", id, action] = call.path.split("/").filter(Boolean);
  if (call.method !== "GET") return undefined;
  if (segment === "download") return asFile("text/plain", Buffer.from(downloadAddress(company, id, call.origin ?? "", now)));
  const name = action === "pdf" ? entityNamed(segment) : undefined;
  if (!name || !kindOf(name)?.operations.has("pdf")) return undefined;
  const entity = readOne(company, name, id);
  return asFile("application/pdf", pdfOf(`${sheetTitle(name)} ${memberText(entity["DocNumber"])}`, sheetLines(company, name, entity)));
}

function asFile(contentType: string, bytes: Buffer): ReplyFile {
  return { contentType, base64: bytes.toString("base64") };
}

/**
 * What is not an entity takes one method only. The code for operations that are not offered is documented, that it is the answer to a
 * wrong method is unconfirmed.
 */
const methodsOf: Record<string, readonly string[]> = { cdc: ["GET"], download: ["GET"], batch: ["POST"], upload: ["POST"], taxservice: ["POST"] };

function dispatch(company: Company, call: Call, now: Date): Members {
  const [segment = "", id, action] = call.path.split("/").filter(Boolean);
  if (!(methodsOf[segment] ?? ["GET", "POST"]).includes(call.method)) throw new Refusal("500", `Operation ${call.method} is not supported.`, "Operation");
  if (segment === "query") return { QueryResponse: runQuery(company, parseQuery(call.method === "GET" ? (call.query.get("query") ?? "") : call.body), now) };
  if (segment === "cdc") return changesSince(company, call.query, now);
  if (segment === "upload") return upload(company, { bytes: call.bytes ?? Buffer.from(call.body), contentType: call.contentType ?? "", contentLength: call.contentLength }, now);
  if (segment === "batch") return batch(company, parseBody(call.body), call.query.has("requestid"), now);
  if (segment === "exchangerate") return { ExchangeRate: call.method === "GET" ? readExchangeRate(company, call.query, now) : writeExchangeRate(company, unwrapped("ExchangeRate", call.body), now) };
  const single = singles[segment];
  if (single) return { [single]: call.method === "GET" ? company.single(single) : updateSingle(company, single, parseBody(call.body)) };
  const name = entityNamed(segment);
  if (!name) throw new Refusal("2000", `Invalid or unsupported object name : ${segment}`);
  if (call.method === "GET" && action !== undefined) throw new Refusal("500", `Operation ${action} is not supported.`, "Operation");
  if (call.method === "GET") return { [name]: readOne(company, name, id) };
  const odd = call.query.get("operation") === "void" ? kindOf(name)?.oddVoid : undefined;
  if (odd === "empty-batch") return { BatchItemResponse: [] };
  if (odd === "system-fault") throw new Refusal("10000", "System Failure Error: Unexpected Internal Error. (-30000)", "", 200);
  if (action === "send" && id !== undefined) return { [name]: send(company, name, id, call.query.get("sendTo"), now) };
  return { [name]: writeOne(company, name, parseBody(call.body), { operation: call.query.get("operation"), include: call.query.get("include"), now }) };
}

/** The members of a body, wrapped in the entity's name or not, as the schema has them. */
function unwrapped(name: string, body: string): Members {
  const members = parseBody(body);
  const wrapped = members[name];
  return checked(name, isObject(wrapped) ? wrapped : members);
}

/** CompanyInfo and Preferences: what is sent changes, group by group; the rest stays. */
function updateSingle(company: Company, name: SingleName, body: Members): Members {
  const before = company.single(name);
  const wrapped = body[name];
  const { Id: _id, SyncToken: token, sparse: _sparse, MetaData: _meta, ...given } = isObject(wrapped) ? wrapped : body;
  checkSyncToken(before, token);
  const merged = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, isObject(value) && isObject(before[key]) ? { ...before[key], ...value } : value]));
  return company.replaceSingle(name, { ...before, ...merged });
}
