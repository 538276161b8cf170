/** Two that wait for each other in the database: one is done again, and neither is lost nor done twice. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedStore } from "#store/open.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

let database: TestDatabase;
let opened: OpenedStore;

beforeAll(async () => {
  database = await testDatabase();
  opened = await database.open();
  await sql`create table counters (id integer primary key, count integer not null)`.execute(opened.db);
});
afterAll(() => database.drop());

async function fromZero(): Promise<void> {
  await sql`truncate counters`.execute(opened.db);
  await sql`insert into counters values (1, 0), (2, 0)`.execute(opened.db);
}

const add = (id: number) => sql`update counters set count = count + 1 where id = ${id}`;
const counts = async () => (await sql<{ count: number }>`select count from counters order by id`.execute(opened.db)).rows.map(({ count }) => count);
const slowly = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

test("transactions that lock the same rows in opposite order both happen, once", async () => {
  await fromZero();
  let begun = 0;
  const inOrder = (ids: readonly number[]) =>
    opened.db.transaction().execute(async (trx) => {
      begun += 1;
      for (const id of ids) {
        await add(id).execute(trx);
        await slowly(200);
      }
    });
  await Promise.all([inOrder([1, 2]), inOrder([2, 1])]);
  expect(await counts()).toEqual([2, 2]);
  expect(begun).toBeGreaterThan(2);
});

test("a statement that is ended for a transaction's sake is done again by itself", async () => {
  await fromZero();
  const opposite = sql`with first as (update counters set count = count + 1 where id = 2 returning pg_sleep(0.3)), waited as (select count(*) from first)
    update counters set count = counters.count + 1 from waited where id = 1`;
  await Promise.all([
    opposite.execute(opened.db),
    opened.db.transaction().execute(async (trx) => {
      await add(1).execute(trx);
      await slowly(400);
      await add(2).execute(trx);
    }),
  ]);
  expect(await counts()).toEqual([2, 2]);
});

test("other trouble is told at once", async () => {
  let tries = 0;
  const failing = opened.db.transaction().execute(async (trx) => {
    tries += 1;
    await sql`insert into counters values (1, 0), (1, 0)`.execute(trx);
  });
  await expect(failing).rejects.toMatchObject({ code: "23505" });
  expect(tries).toBe(1);
});
