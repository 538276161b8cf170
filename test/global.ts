/**
 * One PostgreSQL for all tests, with a migrated database that each test file copies: the embedded one, or the server
 * named by LEDGERLINE_TEST_DATABASE_URL (its user must be allowed to create databases).
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#store/embedded.ts";
import { openStore } from "#store/open.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server, and the name of the migrated database to copy. */
    postgres: { url: string; template: string };
  }
}

/** Starts the server; vitest calls what it returns at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), "ledgerline-tests-"));
  const external = process.env["LEDGERLINE_TEST_DATABASE_URL"];
  const server = external ? undefined : await startEmbedded(directory, true);
  const url = external || server?.url || "";
  const template = `ledgerline_template_${randomBytes(4).toString("hex")}`;
  await administer(url, `create database ${template}`);
  await migrateTemplate(withDatabase(url, template), directory);
  project.provide("postgres", { url, template });
  return async () => {
    await administer(url, `drop database ${template} with (force)`);
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

async function migrateTemplate(databaseUrl: string, dataDirectory: string): Promise<void> {
  const opened = await openStore({ databaseUrl, dataDirectory, secretKey: "for tests only" });
  await opened.queue.signal("run", "makes the queue's tables");
  await opened.db.deleteFrom("pgboss.job" as never).execute();
  await opened.close();
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
