/** The CRM port on HubSpot: one value is bound to one portal and one credential. */
import type { CredentialVault } from "#domain/credential-vault.ts";
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { createHealth, type HealthLedger } from "#domain/health.ts";
import type { ConnectionId, EnrollmentId } from "#domain/ids.ts";
import type { Decimal } from "#domain/money.ts";
import type { Crm, CrmAccount } from "#domain/ports/crm.ts";
import { err, ok } from "#domain/result.ts";
import { readPermissions } from "./access.ts";
import { readAccount } from "./account.ts";
import { changesSince, listIds } from "./changes.ts";
import { createClient } from "./client.ts";
import { completeActions } from "./custom-actions/completions.ts";
import { writeLinks, writeProperties } from "./link-back.ts";
import { findByName } from "./name-search.ts";
import { createNote } from "./notes.ts";
import { smallestLimits, type Limits } from "./pacing.ts";
import { refundedOf } from "./payment-facts.ts";
import { pathsOf, usualVersion, type ApiVersion } from "./paths.ts";
import { echoMarks } from "./link-back-properties.ts";
import { createOwnerCatalog } from "./owners.ts";
import type { Portal } from "./portal.ts";
import { createPropertyCatalog, readProperties, readWonStages, rememberedProperties } from "./properties.ts";
import { mergedIdsOf, readRecords } from "./records.ts";
import { lacking, unknownReferences } from "./references.ts";
import type { HubSpotSecret } from "./secret.ts";
import { readSubjects } from "./subjects.ts";
import { occurrencesOf, readAssociatedTypes, readTriggerFacts } from "./trigger-facts.ts";
import { createTokenSource } from "./tokens.ts";
import { findWellKnown } from "./well-known.ts";

export interface HubSpotOptions {
  connectionId: ConnectionId;
  /** `https://api.hubapi.com`, or a simulator. */
  baseUrl: string;
  /** Where people open records, for example `https://app-eu1.hubspot.com`. */
  appUrl: string;
  portalId: string;
  /** Read when the first call is made and again when HubSpot refuses the token. A vault that cannot refresh keeps what it has. */
  credentials: Pick<CredentialVault<HubSpotSecret>, "read"> & Partial<CredentialVault<HubSpotSecret>>;
  gate?: () => Promise<Failure | null>;
  health?: HealthLedger;
  now: () => Instant;
  /** What is known of the account; asked for when it is needed and not given. */
  account?: CrmAccount;
  /** Where people see an enrollment here; HubSpot's workflows are told. */
  enrollmentUrl?: (id: EnrollmentId) => string;
  apiVersion?: ApiVersion;
  requestTimeoutMs?: number;
  /** The allowances to keep: those of the smallest portal unless told otherwise. */
  limits?: "off" | Limits;
  /** How long after a write search may still miss it. HubSpot speaks of seconds; two minutes is safe. */
  indexLagMs?: number;
}

/** Opens a portal. Keep one value per connection: it remembers the token, the property names and its pace. */
export function openHubSpot(options: HubSpotOptions): Crm {
  const portal = portalOf(options);
  const { client, paths, catalog } = portal;
  return {
    account: () => readAccount(client, paths),
    permissions: async () => {
      const secret = await options.credentials.read();
      return secret === null ? err({ code: "crm-not-connected", crmName: "HubSpot" }) : readPermissions(client, paths, secret);
    },
    readRecords: (objectType, ids) => readRecords(portal, objectType, ids),
    findByName: (objectType, text, limit) => findByName(portal, objectType, text, limit),
    readSubjects: (records) => readSubjects(portal, records),
    readTriggerFacts: (objectType, ids, wish) => readTriggerFacts(portal, objectType, ids, wish),
    associatedTypes: (objectType) => readAssociatedTypes(portal, objectType),
    occurrences: occurrencesOf,
    refunded: (record) => (record.objectType === "payment" ? refundedOf(record) : ("0" as Decimal)),
    mergedIds: mergedIdsOf,
    echoMarks,
    listIds: (objectType, afterId) => listIds(portal, objectType, afterId),
    changesSince: (objectType, cursor, now) => changesSince(portal, objectType, cursor, now),
    properties: (objectType) => readProperties(catalog, client, paths, objectType),
    wellKnown: (objectType, meaning) => findWellKnown((type) => rememberedProperties(catalog, type), () => readWonStages(client, paths), objectType, meaning),
    lacking,
    unknownReferences: (references) => unknownReferences(portal, references),
    writeProperties: (objectType, writes) => writeProperties(portal, objectType, writes),
    createNote: (objectType, recordId, text) => createNote(portal, objectType, recordId, text),
    linkBack: (objectType, links) => writeLinks(portal, objectType, links),
    completeActions: (completions) => completeActions(portal, options.enrollmentUrl, completions),
  };
}

function portalOf(options: HubSpotOptions): Portal {
  const paths = pathsOf(options.apiVersion ?? usualVersion);
  const vault: CredentialVault<HubSpotSecret> = { refreshExclusively: async () => err({ code: "crm-disconnected", crmName: "HubSpot" }), ...options.credentials };
  let known = options.account;
  const client = createClient({
    baseUrl: options.baseUrl,
    tokens: createTokenSource(vault, paths.oauth, options.now),
    ...(options.gate === undefined ? {} : { gate: options.gate }),
    ...(options.health === undefined ? {} : { health: createHealth(options.health, options.now) }),
    now: options.now,
    timeZone: () => known?.timeZone ?? "America/New_York",
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    limits: options.limits ?? smallestLimits,
  });
  return {
    client,
    paths,
    catalog: createPropertyCatalog(client, paths),
    owners: createOwnerCatalog(client, paths),
    address: options,
    account: async () => {
      if (known !== undefined) return ok(known);
      const account = await readAccount(client, paths);
      if (account.ok) known = account.value;
      return account;
    },
    now: options.now,
    indexLagMs: options.indexLagMs ?? 120_000,
  };
}
