/**
 * Writes what a posted document leaves on the record it came from, as properties of our own group. Writing the same
 * values again changes nothing, so a link is written as often as needed.
 */
import { z } from "zod";
import type { Instant } from "#domain/dates.ts";
import type { Failure, VendorFault } from "#domain/failure.ts";
import { linkBackWrites } from "#domain/link-back.ts";
import type { LinkBack, PropertyWrite } from "#domain/ports/crm.ts";
import type { ObjectType } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { batchesOf, eachBatch, recordsPerCall } from "./batches.ts";
import { batchFailure, isNotFound, isNotPermitted, isRefused, saysNotFound } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { linkBackGroup, linkBackProperties, type WantedProperty } from "./link-back-properties.ts";
import { creatingScopeOf } from "./scopes.ts";
import { wireBatch, type WireBatchError } from "./wire.ts";

/** A record that was not written, and why. */
export interface Unwritten {
  recordId: string;
  failure: Failure;
}

/** Writes the links. An error means that nothing is known to be written; otherwise what is not listed is written. */
export async function writeLinks(portal: Portal, objectType: ObjectType, links: readonly LinkBack[]): Promise<Result<Unwritten[], Failure>> {
  const writes = linkBackWrites(links);
  const answers = await eachBatch(batchesOf(writes, recordsPerCall), (batch) => writeBatch(portal, objectType, batch));
  const unwritten: Unwritten[] = [];
  let lost: Failure | undefined;
  for (const [index, answer] of answers.entries()) {
    if (answer.ok) unwritten.push(...answer.value);
    else {
      lost ??= answer.error;
      const batch = writes.slice(index * recordsPerCall, (index + 1) * recordsPerCall);
      unwritten.push(...batch.map(({ recordId }) => ({ recordId, failure: answer.error })));
    }
  }
  return lost !== undefined && answers.every((answer) => !answer.ok) ? err(lost) : ok(unwritten);
}

async function writeBatch(portal: Portal, objectType: ObjectType, writes: readonly PropertyWrite[]): Promise<Result<Unwritten[], Failure>> {
  const first = await writeProperties(portal, objectType, writes);
  if (first.ok || first.error.code !== "crm-property-missing") return first;
  const { vendor } = first.error;
  const wanted = new Set(writes.flatMap((write) => Object.keys(write.properties)));
  const created = await createMissingProperties(portal, objectType, linkBackProperties.filter(({ name }) => wanted.has(name)));
  if (created.ok) return writeProperties(portal, objectType, writes);
  if (!isNotPermitted(created.error)) return created;
  return err(mayNotCreate(objectType, created.error, { property: created.property, vendor }));
}

/** HubSpot names the scope that lacks, but not always. */
function mayNotCreate(objectType: ObjectType, refusal: Failure, missing: { property: string; vendor: VendorFault }): Failure {
  if (refusal.code === "crm-permission-missing") return refusal;
  const scope = creatingScopeOf(objectType);
  return scope === undefined || refusal.code !== "crm-refused" ? { code: "crm-property-missing", ...missing } : { code: "crm-permission-missing", permissions: [scope], vendor: refusal.vendor };
}

/**
 * Writes the properties of up to a hundred records. HubSpot may refuse a whole batch for one bad record. Then the batch is halved until the bad ones stand alone, so that
 * nobody goes without a link because of somebody else.
 */
export async function writeProperties(portal: Portal, objectType: ObjectType, writes: readonly PropertyWrite[]): Promise<Result<Unwritten[], Failure>> {
  const inputs = writes.map(({ recordId, properties }) => ({ id: recordId, objectWriteTraceId: recordId, properties }));
  const path = portal.paths.batchUpdate(objectKinds[objectType].plural);
  const answer = await portal.client.call({ method: "POST", path, body: { inputs } }, wireBatch);
  if (answer.ok) return unwrittenOf(objectType, writes, answer.value, portal.now());
  if (!isRefused(answer.error) || isNotPermitted(answer.error)) return answer;
  const [only] = writes;
  if (only !== undefined && writes.length === 1) {
    const failure: Failure = isNotFound(answer.error) ? { code: "record-not-found", objectType, recordId: only.recordId } : answer.error;
    return ok([{ recordId: only.recordId, failure }]);
  }
  return updateHalves(portal, objectType, writes);
}

async function updateHalves(portal: Portal, objectType: ObjectType, writes: readonly PropertyWrite[]): Promise<Result<Unwritten[], Failure>> {
  const middle = Math.ceil(writes.length / 2);
  const first = await writeProperties(portal, objectType, writes.slice(0, middle));
  if (!first.ok) return first;
  const second = await writeProperties(portal, objectType, writes.slice(middle));
  return second.ok ? ok([...first.value, ...second.value]) : second;
}

/** What a success, maybe a partial one, did not write. A missing property concerns the whole batch. */
function unwrittenOf(objectType: ObjectType, writes: readonly PropertyWrite[], answer: z.infer<typeof wireBatch>, now: Instant): Result<Unwritten[], Failure> {
  const written = new Set(answer.results.map((record) => record.id));
  const missing = writes.filter((write) => !written.has(write.recordId));
  const unwritten = missing.map(({ recordId }) => ({ recordId, failure: reasonOf(objectType, recordId, answer.errors, now) }));
  const property = unwritten.find(({ failure }) => failure.code === "crm-property-missing");
  return property === undefined ? ok(unwritten) : err(property.failure);
}

/** Errors name records in `context`; one that names none is about all. */
function reasonOf(objectType: ObjectType, recordId: string, errors: readonly WireBatchError[], now: Instant): Failure {
  const named = errors.find((error) => Object.values(error.context).some((values) => values.includes(recordId)));
  const error = named ?? errors.find((one) => Object.keys(one.context).length === 0) ?? errors[0];
  if (error === undefined || saysNotFound(error)) return { code: "record-not-found", objectType, recordId };
  return batchFailure(error, now);
}

/** Creates our property group and those of the wanted properties that the kind does not have. */
async function createMissingProperties(
  portal: Portal,
  objectType: ObjectType,
  wanted: readonly WantedProperty[],
): Promise<{ ok: true } | { ok: false; error: Failure; property: string }> {
  portal.catalog.forget(objectType);
  const definitions = await portal.catalog.definitions(objectType);
  const existing = new Set(definitions.ok ? definitions.value.map((property) => property.name) : []);
  const missing = wanted.filter((property) => !existing.has(property.name));
  const [first] = missing;
  if (first === undefined) return { ok: true };

  const kind = objectKinds[objectType].plural;
  const grouped = await portal.client.call({ method: "POST", path: portal.paths.propertyGroups(kind), body: linkBackGroup }, z.unknown());
  if (!grouped.ok && !saysExists(grouped.error)) return { ...grouped, property: first.name };
  const inputs = missing.map((property) => ({ ...property, groupName: linkBackGroup.name, formField: false, description: "Written by Ledgerline." }));
  const created = await portal.client.call({ method: "POST", path: portal.paths.propertyBatchCreate(kind), body: { inputs } }, z.unknown());
  portal.catalog.forget(objectType);
  // Somebody else may have created them at the same moment; writing again shows.
  return created.ok || saysExists(created.error) ? { ok: true } : { ...created, property: first.name };
}

function saysExists(failure: Failure): boolean {
  return failure.code === "crm-refused" && (failure.vendor.status === 409 || /already exists|ALREADY_EXISTS/i.test(`${failure.vendor.code} ${failure.vendor.message}`));
}
