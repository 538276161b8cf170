/** POST /batch: up to 30 independent writes and queries; each item has its own answer or Fault. */
import type { Company } from "./company.ts";
import { faultOf, missing, Refusal } from "./fault-bodies.ts";
import { writeOne } from "./operations.ts";
import { entityNamed, parseQuery } from "./query-language.ts";
import { runQuery } from "./query-run.ts";
import { isObject, type Members } from "./wire-object.ts";
import { memberText } from "./member-text.ts";

const mostItems = 30;
const longestBatchId = 10;

/** The BatchItemResponse. With a requestid, item ids are limited because the server derives an id per item. */
export function batch(company: Company, body: Members, hasRequestId: boolean, now: Date): Members {
  const items = body["BatchItemRequest"];
  if (!Array.isArray(items)) throw missing("BatchItemRequest");
  if (items.length > mostItems) throw new Refusal("1040", `Batch size exceeds allowed limit : at most ${mostItems} items.`);
  return { BatchItemResponse: items.filter(isObject).map((item) => ({ bId: item["bId"], ...answerItem(company, item, hasRequestId, now) })) };
}

function answerItem(company: Company, item: Members, hasRequestId: boolean, now: Date): Members {
  try {
    return runItem(company, item, hasRequestId, now);
  } catch (error) {
    if (error instanceof Refusal) return { Fault: faultOf(error) };
    throw error;
  }
}

function runItem(company: Company, item: Members, hasRequestId: boolean, now: Date): Members {
  if (hasRequestId && memberText(item["bId"]).length > longestBatchId) throw new Refusal("2130", `Invalid Request Id Format : bId can have at most ${longestBatchId} characters with a requestid.`, "bId");
  if (typeof item["Query"] === "string") return { QueryResponse: runQuery(company, parseQuery(item["Query"]), now) };
  const entry = Object.entries(item).find(([key]) => entityNamed(key) !== undefined);
  const name = entry && entityNamed(entry[0]);
  if (!name || !isObject(entry[1])) throw new Refusal("2000", "Invalid or unsupported object name : the batch item has no known entity");
  const operation = item["operation"] === "delete" ? "delete" : item["optionsData"] === "void" ? "void" : null;
  return { [name]: writeOne(company, name, entry[1], { operation, now }) };
}
