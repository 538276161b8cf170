/**
 * Who and what is associated with records, in as few calls as HubSpot allows: the associations of a thousand records per
 * call, then the associated records by the hundred.
 */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { Association, AssociationRole } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { associationsPerCall, batchesOf, compareIds, eachBatch } from "./batches.ts";
import { batchFailure, saysNotFound } from "./faults.ts";
import type { ObjectKind } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { wireBatchError, wireId } from "./wire.ts";

/** An associated record, and how it is associated. */
export interface Associate extends Association {
  id: string;
}

/** Record id -> its associates. */
export type Associates = ReadonlyMap<string, Associate[]>;

/** The associates of some records, the associated records themselves by id, and what is associated but cannot be read. */
export interface Associated<One> {
  associates: Associates;
  byId: ReadonlyMap<string, One>;
  /** Record id -> why its subject would be incomplete: an incomplete invoice is worse than none. */
  absences: ReadonlyMap<string, Failure>;
}

/** What is associated, and how it is read. */
export interface AssociatedKind<One extends { id: string }> {
  plural: string;
  read(ids: readonly string[]): Promise<Result<One[], Failure>>;
  /** What to say of one that is associated but cannot be read. */
  absenceOf(id: string): Failure;
}

const wireAssociationType = z.object({ category: z.string().catch(""), typeId: z.coerce.number().catch(0), label: z.string().nullish() });

const wireAssociations = z.object({
  results: z
    .array(
      z.object({
        from: z.object({ id: wireId }),
        to: z.array(z.object({ toObjectId: wireId, associationTypes: z.array(wireAssociationType).catch([]) })),
        paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
      }),
    )
    .default([]),
  errors: z.array(wireBatchError).default([]),
});
type WireAssociate = z.infer<typeof wireAssociations>["results"][number]["to"][number];

/** Associations of one record come in pages; nobody has this many. */
const mostPages = 50;

/** What HubSpot's own association types make of somebody, by the direction of the association and the type's id. */
const roles: Record<string, Record<number, AssociationRole>> = {
  "deals>companies": { 5: "primary" },
  "quotes>contacts": { 702: "signer", 1226: "billing" },
  "quotes>companies": { 1334: "billing" },
  "contacts>companies": { 1: "primary", 931: "billing" },
};

/** Nothing is associated with any record. */
export function nothingAssociated<One>(): Associated<One> {
  return { associates: new Map(), byId: new Map(), absences: new Map() };
}

/** A record that is associated but cannot be read was perhaps deleted in between, so both are read once more. */
export async function readAssociated<One extends { id: string }>(
  portal: Portal,
  from: ObjectKind,
  to: AssociatedKind<One>,
  ids: readonly string[],
): Promise<Result<Associated<One>, Failure>> {
  const first = await readOnce(portal, from, to, ids);
  return first.ok && first.value.absences.size > 0 ? readOnce(portal, from, to, ids) : first;
}

async function readOnce<One extends { id: string }>(
  portal: Portal,
  from: ObjectKind,
  to: AssociatedKind<One>,
  ids: readonly string[],
): Promise<Result<Associated<One>, Failure>> {
  const associates = await readAssociates(portal, from, to.plural, ids);
  if (!associates.ok) return associates;
  const read = await to.read([...associates.value.values()].flat().map((one) => one.id));
  if (!read.ok) return read;
  const byId = new Map(read.value.map((one) => [one.id, one]));
  const absences = new Map<string, Failure>();
  for (const [recordId, all] of associates.value) {
    const absent = all.find((one) => !byId.has(one.id));
    if (absent !== undefined) absences.set(recordId, to.absenceOf(absent.id));
  }
  return ok({ associates: associates.value, byId, absences });
}

/** The associates of records, each once with all its roles and labels, without reading the associates themselves. */
export async function readAssociates(portal: Portal, from: ObjectKind, to: string, ids: readonly string[]): Promise<Result<Associates, Failure>> {
  const path = portal.paths.associations(from.plural, to);
  const rolesThere = roles[`${from.plural}>${to}`] ?? {};
  const found = new Map<string, Associate[]>();
  let inputs: { id: string; after?: string }[] = [...new Set(ids)].map((id) => ({ id }));
  for (let page = 0; inputs.length > 0; page += 1) {
    if (page === mostPages) return err({ code: "crm-unreachable", detail: `more than ${mostPages} pages of associations` });
    const answers = await eachBatch(batchesOf(inputs, associationsPerCall), (batch) =>
      portal.client.call({ method: "POST", path, body: { inputs: batch } }, wireAssociations),
    );
    inputs = [];
    for (const answer of answers) {
      if (!answer.ok) return answer;
      const other = answer.value.errors.find((error) => !saysNone(error));
      if (other !== undefined) return err(batchFailure(other, portal.now()));
      for (const result of answer.value.results) {
        found.set(result.from.id, [...(found.get(result.from.id) ?? []), ...result.to.map((one) => associateOf(one, rolesThere))]);
        const after = result.paging?.next?.after;
        if (after !== undefined) inputs.push({ id: result.from.id, after });
      }
    }
  }
  return ok(new Map([...found].map(([id, all]) => [id, eachOnce(all)])));
}

/** HubSpot reports a record without associations as an error of the batch. */
function saysNone(error: z.infer<typeof wireBatchError>): boolean {
  return (error.subCategory ?? "").endsWith("NO_ASSOCIATIONS_FOUND") || saysNotFound(error);
}

/** The ids of types that a portal made itself are its own and may be the same as HubSpot's. */
function associateOf({ toObjectId, associationTypes }: WireAssociate, rolesThere: Record<number, AssociationRole>): Associate {
  const ofHubSpot = associationTypes.filter(({ category }) => category === "HUBSPOT_DEFINED");
  return {
    id: toObjectId,
    roles: ofHubSpot.flatMap(({ typeId }) => rolesThere[typeId] ?? []),
    labels: associationTypes.flatMap(({ label }) => label?.trim() || []),
  };
}

/** Labelled associations may come as rows of their own; they are one associate with all roles and labels. */
function eachOnce(associates: readonly Associate[]): Associate[] {
  const all = Map.groupBy(associates, ({ id }) => id);
  return [...all].map(([id, rows]) => ({
    id,
    roles: [...new Set(rows.flatMap((row) => row.roles))],
    labels: [...new Set(rows.flatMap((row) => row.labels))],
  }));
}

/**
 * "First associated contact": HubSpot documents no order of associations and answers in an arbitrary one, so the rule is
 * ours: who is primary, by HubSpot's type or by a label of the portal's, then the oldest record (the lowest id).
 */
export function inOrder(associates: readonly Associate[]): Associate[] {
  return associates.toSorted((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id));
}

function rank({ roles: all, labels }: Associate): number {
  return all.includes("primary") || labels.some((label) => /^primary\b/i.test(label)) ? 0 : 1;
}
