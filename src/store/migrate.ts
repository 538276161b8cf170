/** Brings the database to our version, whoever starts first; refuses one that a newer Ledgerline has changed. */
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { DatabaseProblem } from "./database-problem.ts";
import { isLostConnection } from "./lost-connection.ts";
import { goneDocuments } from "./migrations/055-gone-documents.ts";
import { dealsAsked } from "./migrations/056-deals-asked.ts";
import { memberLanguages } from "./migrations/052-member-languages.ts";
import { askedRetries } from "./migrations/053-asked-retries.ts";
import { tables } from "./migrations/001-tables.ts";
import { allowance } from "./migrations/002-allowance.ts";
import { connectionLife } from "./migrations/003-connection-life.ts";
import { turns } from "./migrations/004-turns.ts";
import { fairClaims } from "./migrations/005-fair-claims.ts";
import { batches } from "./migrations/006-batches.ts";
import { documentKinds } from "./migrations/007-document-kinds.ts";
import { mirrorLoads } from "./migrations/008-mirror.ts";
import { batchTimes } from "./migrations/009-batch-times.ts";
import { linkOrigins } from "./migrations/011-links.ts";
import { flowSteps } from "./migrations/012-flow-steps.ts";
import { people } from "./migrations/019-people.ts";
import { crmActions } from "./migrations/024-crm-actions.ts";
import { ownRecords } from "./migrations/026-own-records.ts";
import { stoppedAttempts } from "./migrations/028-performance.ts";
import { crmLife } from "./migrations/027-crm-life.ts";
import { triggers } from "./migrations/030-triggers.ts";
import { workflowRuns } from "./migrations/031-workflow-runs.ts";
import { recordsOfCrms } from "./migrations/049-records-of-crms.ts";
import { dateKeys } from "./migrations/048-date-keys.ts";
import { timeLooks } from "./migrations/043-time-looks.ts";
import { documentNotes } from "./migrations/041-document-notes.ts";
import { recordFacts } from "./migrations/027-record-facts.ts";
import { unitsOfWork } from "./migrations/010-units-of-work.ts";
import { keyLimits } from "./migrations/046-key-limits.ts";
import { setup } from "./migrations/047-setup.ts";
import { documentDeals } from "./migrations/050-document-deals.ts";
import { documentNews } from "./migrations/051-document-news.ts";
import { notices } from "./migrations/044-notices.ts";
import { outdatedFilters } from "./migrations/050-outdated-filters.ts";
import { workflowLife } from "./migrations/025-workflow-life.ts";

/** Every migration, oldest first. One that was released never changes. */
const migrations: Record<string, Migration> = {
  "001-tables": tables,
  "002-allowance": allowance,
  "003-connection-life": connectionLife,
  "004-turns": turns,
  "005-fair-claims": fairClaims,
  "006-batches": batches,
  "007-document-kinds": documentKinds,
  "008-mirror": mirrorLoads,
  "009-batch-times": batchTimes,
  "010-units-of-work": unitsOfWork,
  "011-links": linkOrigins,
  "012-flow-steps": flowSteps,
  "019-people": people,
  "024-crm-actions": crmActions,
  "025-workflow-life": workflowLife,
  "026-own-records": ownRecords,
  "027-crm-life": crmLife,
  "028-performance": stoppedAttempts,
  "030-triggers": triggers,
  "031-workflow-runs": workflowRuns,
  "041-document-notes": documentNotes,
  "027-record-facts": recordFacts,
  "043-time-looks": timeLooks,
  "044-notices": notices,
  "046-key-limits": keyLimits,
  "047-setup": setup,
  "048-date-keys": dateKeys,
  "049-records-of-crms": recordsOfCrms,
  "050-document-deals": documentDeals,
  "050-outdated-filters": outdatedFilters,
  "051-document-news": documentNews,
  "052-member-languages": memberLanguages,
  "053-asked-retries": askedRetries,
  "055-gone-documents": goneDocuments,
  "056-deals-asked": dealsAsked,
};

/** Migrates to the latest version, or to the one named (tests start from older data). Safe to call from many processes. */
export async function migrate<Schema>(db: Kysely<Schema>, upTo = Object.keys(migrations).sort().at(-1) ?? ""): Promise<void> {
  const loose = db as unknown as Kysely<unknown>;
  await refuseNewer(loose);
  const migrator = new Migrator({ db: loose, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(upTo);
  if (error === undefined) return;
  if (isLostConnection(error)) throw error;
  await refuseNewer(loose);
  throw new DatabaseProblem(
    `The database could not be brought to this version: ${error instanceof Error ? error.message : JSON.stringify(error)}.`,
    "Nothing was changed. Restore the backup if the database was altered by hand, or report this with the message above.",
    error,
  );
}

async function refuseNewer(db: Kysely<unknown>): Promise<void> {
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => migrations[name] === undefined);
  if (unknown.length === 0) return;
  throw new DatabaseProblem(
    `The database was changed by a newer version of Ledgerline (${unknown.join(", ")}).`,
    "Start that newer version, or restore the backup made before the upgrade. Nothing was changed.",
  );
}

async function appliedMigrations(db: Kysely<unknown>): Promise<string[]> {
  const table = await sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (table.rows[0]?.name == null) return [];
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return applied.rows.map((row) => row.name);
}
