/** A fresh, migrated database for one test file, and the store on it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { type OpenedStore, openStore } from "#store/open.ts";

/** A database of its own: `open` may be called several times, as several processes would. */
export interface TestDatabase {
  url: string;
  /** An empty folder that goes away with the database. */
  directory: string;
  open(): Promise<OpenedStore>;
  /** Closes every store that was opened and drops the database. */
  drop(): Promise<void>;
}

/** Copies the migrated template, or makes an empty database. */
export async function testDatabase(from: "template" | "empty" = "template"): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `ledgerline_test_${randomBytes(6).toString("hex")}`;
  await administer(
    server.url,
    `create database ${name} template ${from === "template" ? server.template : "template0"}`,
  );
  const url = urlOf(server.url, name);
  const directory = mkdtempSync(join(tmpdir(), "ledgerline-test-"));
  const opened: OpenedStore[] = [];
  return {
    url,
    directory,
    async open() {
      const store = await openStore({ databaseUrl: url, dataDirectory: directory, secretKey: "for tests only" });
      opened.push(store);
      return store;
    },
    async drop() {
      await Promise.all(opened.map((store) => store.close()));
      await administer(server.url, `drop database ${name} with (force)`);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a database, outside the store. */
export async function administer(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}
