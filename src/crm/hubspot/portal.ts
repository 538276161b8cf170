/** What the parts of the adapter share about one connected portal. */
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import type { Result } from "#domain/result.ts";
import type { HubSpotClient } from "./client.ts";
import type { OwnerCatalog } from "./owners.ts";
import type { Paths } from "./paths.ts";
import type { PropertyCatalog } from "./properties.ts";
import type { RecordAddress } from "./record-url.ts";

export interface Portal {
  client: HubSpotClient;
  paths: Paths;
  address: RecordAddress;
  catalog: PropertyCatalog;
  owners: OwnerCatalog;
  /** The account, asked for once. */
  account: () => Promise<Result<CrmAccount, Failure>>;
  now: () => Instant;
  /** How long a write may take to be found by search, at most. */
  indexLagMs: number;
}
