import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { DatabaseProblem } from "#store/database-problem.ts";
import { startEmbedded } from "#store/embedded.ts";
import { migrate } from "#store/migrate.ts";
import { openStore } from "#store/open.ts";
import { administer, testDatabase } from "./database.ts";
import { noon } from "./store-samples.ts";
import type { WorkspaceId } from "#domain/ids.ts";

const folders: string[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ledgerline-opening-"));
  folders.push(folder);
});
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })));

/** The problem that opening ends with. */
async function problemOf(opening: Promise<unknown>): Promise<DatabaseProblem> {
  const problem = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(problem instanceof DatabaseProblem)) throw new Error(`expected a DatabaseProblem, got ${String(problem)}`);
  return problem;
}

describe("the embedded database", () => {
  test("is made on the first start, kept for the next, and shared by a second process", async () => {
    const first = await openStore({ dataDirectory: folder });
    await first.store.createWorkspace({ id: "w" as WorkspaceId, name: "Acme", now: noon });
    const beside = await openStore({ dataDirectory: folder });
    expect(await beside.store.workspaces()).toHaveLength(1);
    await beside.close();
    expect(await first.store.workspaces()).toHaveLength(1);
    expect(first.database.kind).toBe("embedded");
    expect(first.database.url).not.toContain(readFileSync(join(folder, "database", "password"), "utf8"));
    await first.close();
    expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
    const again = await openStore({ dataDirectory: folder });
    expect(await again.store.workspaces()).toEqual([{ id: "w", name: "Acme" }]);
    await again.close();
  });

  test("is made once when several processes start first at the same time", async () => {
    const opened = await Promise.all([1, 2, 3].map(() => openStore({ dataDirectory: folder })));
    await opened[1]?.store.createWorkspace({ id: "w" as WorkspaceId, name: "Acme", now: noon });
    for (const { store } of opened) expect(await store.workspaces()).toHaveLength(1);
    await Promise.all(opened.map((one) => one.close()));
  });

  test("goes on with its data after everything was killed", async () => {
    const script = `const { startEmbedded } = await import("#store/embedded.ts");
      const { url } = await startEmbedded(process.argv[1]); console.log(url); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
      cwd: join(import.meta.dirname, ".."),
    });
    const url = await new Promise<string>((resolve) =>
      child.stdout.once("data", (said: Buffer) => resolve(said.toString().trim())),
    );
    await administer(url, "create table kept as select 1 as one");
    child.kill("SIGKILL");
    const again = await startEmbedded(folder);
    expect((await administer(again.url, "select * from kept")).rows).toEqual([{ one: 1 }]);
    await again.stop();
  });

  test("says so when the data folder cannot be written", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const problem = await problemOf(openStore({ dataDirectory: join(file, "data") }));
    expect(problem.problem).toContain(`The data folder ${join(file, "data")} cannot be written`);
  });

  test("says so when its data is damaged", async () => {
    const embedded = await startEmbedded(folder, true);
    await embedded.stop();
    writeFileSync(join(folder, "database", "data", "global", "pg_control"), "garbage");
    const problem = await problemOf(openStore({ dataDirectory: folder }));
    expect(problem.problem).toContain("is damaged or incomplete");
    expect(problem.doThis).toContain("backup");
  });

  test("says so when its folder holds something else", async () => {
    mkdirSync(join(folder, "database", "data"), { recursive: true });
    expect((await problemOf(openStore({ dataDirectory: folder }))).problem).toContain("is damaged or incomplete");
    writeFileSync(join(folder, "database", "data", "PG_VERSION"), "garbage");
    expect((await problemOf(openStore({ dataDirectory: folder }))).problem).toContain("is damaged or incomplete");
  });

  test("says so when its data was made by another PostgreSQL", async () => {
    mkdirSync(join(folder, "database", "data"), { recursive: true });
    writeFileSync(join(folder, "database", "data", "PG_VERSION"), "16\n");
    expect((await problemOf(openStore({ dataDirectory: folder }))).problem).toContain("was made by PostgreSQL 16");
  });

  test("starts anew after a first start that was interrupted", async () => {
    const leftover = join(folder, "database.new-4194305-abcdef");
    mkdirSync(join(leftover, "data"), { recursive: true });
    writeFileSync(join(leftover, "data", "PG_VERSION"), "18\n");
    const embedded = await startEmbedded(folder, true);
    expect(existsSync(leftover)).toBe(false);
    await embedded.stop();
  });

  test("ignores a process id that now belongs to something else", async () => {
    await (await startEmbedded(folder, true)).stop();
    const lines = [String(process.ppid), "", "", "1", "", "", "", "ready   "];
    writeFileSync(join(folder, "database", "data", "postmaster.pid"), lines.join("\n"));
    await (await startEmbedded(folder, true)).stop();
  });
});

describe("an external database", () => {
  const open = (databaseUrl: string) => openStore({ databaseUrl, dataDirectory: folder, secretKey: "for tests only" });
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(inject("postgres").url);
    change(url);
    return url.toString();
  };

  test("must be a PostgreSQL address", async () => {
    for (const address of ["mysql://root:geheim@localhost/db", "localhost:5432", "postgres"]) {
      const problem = await problemOf(open(address));
      expect(problem.problem).toBe("DATABASE_URL is not a PostgreSQL address.");
      expect(problem.message).not.toContain("geheim");
    }
  });

  test("must be reachable", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    await new Promise((resolve) => server.close(resolve));
    const problem = await problemOf(open(`postgres://me:geheim@127.0.0.1:${port}/db`));
    expect(problem.problem).toContain(`The PostgreSQL at 127.0.0.1:${port} cannot be reached`);
    expect(problem.doThis).toContain("DATABASE_URL");
    expect(problem.message).not.toContain("geheim");
  });

  test("must accept the password", async () => {
    const problem = await problemOf(open(changed((url) => (url.password = "geheim"))));
    expect(problem.problem).toContain("does not accept the user");
    expect(problem.message).not.toContain("geheim");
  });

  test("must have the database", async () => {
    const problem = await problemOf(open(changed((url) => (url.pathname = "/nowhere"))));
    expect(problem.problem).toContain('has no database "nowhere"');
  });
});

describe("a database where our user may do too little", () => {
  test("is refused before anything is tried", async () => {
    const database = await testDatabase("empty");
    const role = `visitor_${process.pid}`;
    await administer(database.url, `create role ${role} login password 'geheim'`);
    const url = new URL(database.url);
    url.username = role;
    url.password = "geheim";
    const problem = await problemOf(openStore({ databaseUrl: url.toString(), dataDirectory: folder }));
    expect(problem.problem).toContain(`The user "${role}" may not make tables`);
    await administer(database.url, `drop role ${role}`);
    await database.drop();
  });
});

describe("migrations", () => {
  test("bring older data to this version", async () => {
    const database = await testDatabase("empty");
    const older = new Kysely<never>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url }) }),
    });
    await migrate(older, "001-tables");
    await older.destroy();
    await administer(database.url, `insert into workspaces (id, name, created_at) values ('w', 'Acme', now())`);
    const { store } = await database.open();
    expect(await store.workspaces()).toEqual([{ id: "w", name: "Acme" }]);
    await database.drop();
  });

  test("run once when several processes start at the same time", async () => {
    const database = await testDatabase("empty");
    const opened = await Promise.all([1, 2, 3, 4].map(() => database.open()));
    await Promise.all(opened.map(({ queue }) => queue.signal("run", "w")));
    for (const { store } of opened) expect(await store.workspaces()).toEqual([]);
    await database.drop();
  });

  test("refuse data of a newer version and leave it alone", async () => {
    const database = await testDatabase();
    await administer(
      database.url,
      `insert into kysely_migration values ('999-from-the-future', '2030-01-01T00:00:00Z')`,
    );
    const problem = await problemOf(database.open());
    expect(problem.problem).toContain("newer version of Ledgerline (999-from-the-future)");
    await database.drop();
  });
});

describe("the secret key", () => {
  test("must be the one the secrets were encrypted with", async () => {
    const database = await testDatabase();
    await administer(
      database.url,
      `insert into workspaces values ('w', 'Acme', now());
      insert into connections values ('c', 'w', 'crm', 'hubspot', 'Portal', '1', 'connected', '', '', '{}', null, now());
      insert into connection_secrets values ('c', 'v1.00000000.a.b.c')`,
    );
    expect((await problemOf(database.open())).doThis).toContain("LEDGERLINE_SECRET_KEY");
    await database.drop();
  });

  test("says so when its file was damaged", async () => {
    const database = await testDatabase();
    writeFileSync(join(folder, "secret.key"), "short");
    const problem = await problemOf(openStore({ databaseUrl: database.url, dataDirectory: folder }));
    expect(problem.problem).toContain("secret.key cannot be used");
    await database.drop();
  });
});
