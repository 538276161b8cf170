/** Change data capture: what changed and what was deleted since a moment, per entity. */
import type { Company, Entity, SingleName } from "./company.ts";
import { missing, Refusal } from "./fault-bodies.ts";
import { kindOf } from "./entities/registry.ts";
import { entityNamed } from "./query-language.ts";
import { parseTime } from "./pacific-time.ts";
import type { Members } from "./wire-object.ts";

const mostObjects = 1_000;
const daysBack = 30;
const singles: SingleName[] = ["CompanyInfo", "Preferences"];

/** The CDCResponse; more than 1000 objects are silently cut, as the vendor does. */
export function changesSince(company: Company, query: URLSearchParams, now: Date): Members {
  const since = sinceOf(query.get("changedSince"), now);
  const asked = (query.get("entities") ?? "").split(",").map((one) => one.trim()).filter(Boolean);
  if (asked.length === 0) throw missing("entities");
  let room = mostObjects;
  const responses = asked.map((text) => {
    const single = singles.find((one) => one.toLowerCase() === text.toLowerCase());
    if (single) return changedSingle(company, single, since);
    const name = entityNamed(text);
    if (!name || kindOf(name)?.isCaptured !== true) throw new Refusal("2000", `Invalid or unsupported object name : ${text}`);
    const changed: Members[] = company.all(name).filter((entity) => changedAt(entity) >= since);
    const deleted = company
      .deleted(name)
      .filter((one) => Date.parse(one.at) >= since)
      .map((one) => ({ status: "Deleted", domain: "QBO", Id: one.id, MetaData: { LastUpdatedTime: one.at } }));
    const rows = [...changed, ...deleted].slice(0, room);
    room -= rows.length;
    return rows.length === 0 ? {} : { [name]: rows, startPosition: 1, maxResults: rows.length, totalCount: rows.length };
  });
  return { CDCResponse: [{ QueryResponse: responses }] };
}

/** The company's one object of a kind, when it changed. */
function changedSingle(company: Company, name: SingleName, since: number): Members {
  const entity = company.single(name);
  return changedAt(entity) < since ? {} : { [name]: [entity], startPosition: 1, maxResults: 1, totalCount: 1 };
}

function sinceOf(text: string | null, now: Date): number {
  if (text === null || text === "") throw missing("changedSince");
  const since = parseTime(text);
  if (Number.isNaN(since)) throw new Refusal("2060", `Invalid date format : ${text}`, "changedSince");
  if (since < now.getTime() - daysBack * 86_400_000) throw new Refusal("6000", "Business Validation Error: The changedSince value can be at most 30 days ago.", "changedSince");
  return since;
}

function changedAt(entity: Entity): number {
  return Date.parse((entity["MetaData"] as { LastUpdatedTime: string }).LastUpdatedTime);
}
