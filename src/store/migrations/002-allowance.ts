/**
 * The shared allowance of a set of books, kept in slots of a quarter of a second. A slot counts for as long as any
 * moment in it is less than a minute old, so no rolling minute ever sees more than was allowed.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Makes the tables and the function of the allowance. */
export const allowance: Migration = { up: createAllowance };

async function createAllowance(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table allowances (
    connection_id text primary key references connections,
    paused_until timestamptz
  )`,
  `create table allowance_slots (
    connection_id text not null references connections,
    slot bigint not null,
    granted integer not null,
    primary key (connection_id, slot)
  )`,
  // Whoever holds the row of allowances decides alone; the sums below are read after the lock is held.
  `create function take_allowance(books text, wanted integer, per_minute integer, at timestamptz,
      out granted integer, out retry_at timestamptz)
  language plpgsql as $$
  declare
    slot_now bigint := floor(extract(epoch from at) * 4);
    paused timestamptz;
    used integer;
    oldest bigint;
  begin
    granted := 0;
    insert into allowances (connection_id) values (books) on conflict do nothing;
    select paused_until into paused from allowances where connection_id = books for update;
    if paused > at then
      retry_at := paused;
      return;
    end if;
    select coalesce(sum(s.granted), 0), min(s.slot) into used, oldest
      from allowance_slots s where s.connection_id = books and s.slot >= slot_now - 240;
    granted := greatest(0, least(wanted, per_minute - used));
    if granted = 0 then
      retry_at := to_timestamp((coalesce(oldest, slot_now) + 241) / 4.0);
      return;
    end if;
    insert into allowance_slots as s (connection_id, slot, granted) values (books, slot_now, granted)
      on conflict (connection_id, slot) do update set granted = s.granted + excluded.granted;
    delete from allowance_slots s where s.connection_id = books and s.slot < slot_now - 480;
  end $$`,
];
