/** The users of the portal who own records. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { CrmRecord, Owner } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import type { HubSpotClient } from "./client.ts";
import { isRefused } from "./faults.ts";
import type { Paths } from "./paths.ts";
import { textOf } from "./property-values.ts";

/** An owner by the id that records name. */
export interface HubSpotOwner extends Owner {
  id: string;
}

const wireOwners = z.object({
  results: z.array(z.object({ id: z.string(), email: z.string().nullish(), firstName: z.string().nullish(), lastName: z.string().nullish() })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** A named limit: of more owners than this the rest is known by number only. */
const mostPages = 20;
/** Owners are looked up again after this long. */
const lifeMs = 5 * 60_000;

/** All of them. Who may not read them gets none. */
export async function readOwners(client: HubSpotClient, paths: Paths): Promise<Result<HubSpotOwner[], Failure>> {
  const owners: HubSpotOwner[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.call({ method: "GET", path: `${paths.owners}?limit=500${after === undefined ? "" : `&after=${encodeURIComponent(after)}`}` }, wireOwners);
    if (!answer.ok) return isRefused(answer.error) ? ok([]) : answer;
    for (const { id, email, firstName, lastName } of answer.value.results) owners.push({ id, name: [firstName, lastName].filter(Boolean).join(" ") || (email ?? id), email: email ?? null });
    after = answer.value.paging?.next?.after;
    if (after === undefined) break;
  }
  return ok(owners);
}

/** The owners of records, asked for when some record has one and remembered for a while. */
export interface OwnerCatalog {
  ofRecords(records: readonly CrmRecord[]): Promise<Result<ReadonlyMap<string, Owner>, Failure>>;
}

/** Asks for all owners at most once in the time they are remembered; a failure is not remembered. */
export function createOwnerCatalog(client: HubSpotClient, paths: Paths): OwnerCatalog {
  let known: { until: number; owners: ReadonlyMap<string, Owner> } = { until: 0, owners: new Map() };
  return {
    ofRecords: async (records) => {
      const ids = records.flatMap((record) => ownerIdOf(record) ?? []);
      const isKnown = performance.now() < known.until || ids.length === 0;
      if (isKnown) return ok(known.owners);
      const read = await readOwners(client, paths);
      if (!read.ok) return read;
      known = { until: performance.now() + lifeMs, owners: new Map(read.value.map(({ id, name, email }) => [id, { name, email }])) };
      return ok(known.owners);
    },
  };
}

/** The owner of the record among these, as a part of it. */
export function ownerIn(owners: ReadonlyMap<string, Owner>, record: CrmRecord): { owner?: Owner } {
  const owner = owners.get(ownerIdOf(record) ?? "");
  return owner === undefined ? {} : { owner };
}

function ownerIdOf({ properties }: CrmRecord): string | null {
  return textOf(properties, "hubspot_owner_id");
}
