/** Opens the store and the queue on the embedded database, or on the PostgreSQL that DATABASE_URL names. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { OwnRecords } from "#domain/ports/own-records.ts";
import type { RecordLists } from "#domain/ports/record-lists.ts";
import type { Queue } from "#domain/ports/queue.ts";
import type { Store } from "#domain/ports/store.ts";
import type { Instant } from "#domain/dates.ts";
import { openChangeFeed } from "./changes.ts";
import { type DatabaseClock, openClock } from "./clock.ts";
import { RepeatingDatabase, RepeatingDialect } from "./conflicts.ts";
import { secretReplacer } from "./connections.ts";
import { DatabaseProblem } from "./database-problem.ts";
import { startEmbedded } from "./embedded.ts";
import { checkExternal } from "./external.ts";
import { migrate } from "./migrate.ts";
import { ownRecordsOn } from "./own-records.ts";
import { recordListsOn } from "./record-lists.ts";
import { openQueue } from "./queue.ts";
import type { Tables } from "./schema.ts";
import { keyIdOf, openSecretBox, type SecretBox } from "./secrets.ts";
import { storeOn } from "./store.ts";

/** Where the data is, and the key that closes secrets. */
export interface StoreOptions {
  /** An external PostgreSQL; absent or empty = the embedded one in the data directory. */
  databaseUrl?: string | undefined;
  /** Where the embedded database and the key file live. */
  dataDirectory: string;
  /** LEDGERLINE_SECRET_KEY; absent or empty = the key file in the data directory. */
  secretKey?: string | undefined;
  /** Hears of trouble that has no caller, for example a lost connection of the queue. */
  report?: (problem: unknown) => void;
}

/** An open store with its queue. */
export interface OpenedStore {
  store: Store;
  queue: Queue;
  ownRecords: OwnRecords;
  recordLists: RecordLists;
  /** What runs, for people: `url` has no password. */
  database: { kind: "embedded" | "external"; url: string };
  /** The database's time, on which all processes agree. */
  now(): Instant;
  /** The same database for the library that keeps users and sessions. */
  db: Kysely<Tables>;
  /** Stops the queue (active work is finished first), closes every connection and ends an embedded database of ours. */
  close(): Promise<void>;
}

/** The embedded database of a process that just ended may still be there when we come, and gone a moment later. */
const embeddedTries = 3;

/** Opens everything; what a person must fix is thrown as a `DatabaseProblem`. */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await openOnce(options);
    } catch (problem) {
      const isFinal = problem instanceof DatabaseProblem || Boolean(options.databaseUrl) || tries === embeddedTries;
      if (isFinal) throw problem;
    }
  }
}

async function openOnce(options: StoreOptions): Promise<OpenedStore> {
  let isClosing = false;
  const report = (problem: unknown): void => {
    if (!isClosing) options.report?.(problem);
  };
  const external = options.databaseUrl?.trim();
  if (external) await checkExternal(external);
  const embedded = external ? undefined : await startEmbedded(options.dataDirectory);
  const url = external || embedded?.url || "";
  const db = connected(url, "ledgerline", 10, report);
  // Vendors are called while its locks are held, so nothing of it is done twice.
  const locks = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(url, "ledgerline-locks", 3, report) }) });
  const hurried = embedded ? withoutWaitingForDisk(url) : url;
  const pace = connected(hurried, "ledgerline-pace", 2, report);
  const changes = openChangeFeed(db, () => listeningClient(url));
  const queue = openQueue(hurried, report);

  let clock: DatabaseClock | undefined;
  async function close(): Promise<void> {
    await queue.stop();
    isClosing = true;
    clock?.close();
    await changes.close();
    await locks.destroy();
    await pace.destroy();
    await db.destroy();
    await embedded?.stop();
  }

  try {
    await migrate(db);
    clock = await openClock(db, report);
    const box = openSecretBox(options.dataDirectory, options.secretKey);
    await refuseOtherKey(db, box);
    const store = storeOn(db, pace, box, secretReplacer(locks, box), changes);
    return {
      store,
      queue,
      ownRecords: ownRecordsOn(db),
      recordLists: recordListsOn(db),
      database: { kind: external ? "external" : "embedded", url: withoutPassword(url) },
      now: clock.now,
      db,
      close,
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}

function connected(url: string, name: string, max: number, report: (problem: unknown) => void): Kysely<Tables> {
  return new RepeatingDatabase({ dialect: new RepeatingDialect({ pool: poolOf(url, name, max, report) }) });
}

function poolOf(url: string, name: string, max: number, report: (problem: unknown) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, application_name: name, max, types: { getTypeParser } });
  // Without the client that pg attaches to the error: it knows the password.
  pool.on("error", (problem) => report(new Error(`a database connection was lost: ${problem.message}`)));
  return pool;
}

/**
 * For what a power failure may lose without harm: signals (the sweep sends them again) and the pace of calls. Their commits
 * do not wait for the disk; an external server may stand behind a pooler that refuses the setting, so it is left alone.
 */
function withoutWaitingForDisk(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set("options", "-c synchronous_commit=off");
  return changed.toString();
}

/** Counts are numbers and calendar dates stay text; moments are dates, as the users' library expects them. */
function getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number;
  if (oid === pg.types.builtins.DATE) return String;
  return pg.types.getTypeParser(oid, format as "text") as (value: string) => unknown;
}

async function listeningClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "ledgerline-changes", keepAlive: true });
  await client.connect();
  return client;
}

async function refuseOtherKey(db: Kysely<Tables>, box: SecretBox): Promise<void> {
  const kept = await db.selectFrom("connection_secrets").select("ciphertext").limit(1).executeTakeFirst();
  if (kept === undefined || keyIdOf(kept.ciphertext) === box.keyId) return;
  throw new DatabaseProblem(
    "The secrets in the database were encrypted with another key.",
    "Set LEDGERLINE_SECRET_KEY to the key they were encrypted with, or put back the file secret.key of the data folder.",
  );
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = "";
  return shown.toString();
}
