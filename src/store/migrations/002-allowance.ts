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
    paused_until timestamptz,
    next_turn_at timestamptz
  )`,
  `create table allowance_slots (
    connection_id text not null references connections,
    slot bigint not null,
    granted integer not null,
    primary key (connection_id, slot)
  )`,
  // Whoever holds the row of allowances decides alone; the sum below is read after the lock is held.
  `create function take_turn(books text, per_minute integer, spacing_ms integer, longest_wait_ms integer, at timestamptz,
      out go_at timestamptz, out retry_at timestamptz)
  language plpgsql as $$
  declare
    kept allowances%rowtype;
    earliest timestamptz;
    slot_then bigint;
    used integer;
    oldest bigint;
  begin
    insert into allowances (connection_id) values (books) on conflict do nothing;
    select * into kept from allowances where connection_id = books for update;
    earliest := greatest(at, kept.next_turn_at, kept.paused_until);
    slot_then := floor(extract(epoch from earliest) * 4);
    select coalesce(sum(s.granted), 0), min(s.slot) into used, oldest
      from allowance_slots s where s.connection_id = books and s.slot >= slot_then - 240;
    if used >= per_minute then
      earliest := greatest(earliest, to_timestamp((oldest + 241) / 4.0));
    end if;
    if earliest > at + make_interval(secs => longest_wait_ms / 1000.0) then
      retry_at := earliest;
      return;
    end if;
    go_at := earliest;
    update allowances set next_turn_at = go_at + make_interval(secs => spacing_ms / 1000.0) where connection_id = books;
    insert into allowance_slots as s (connection_id, slot, granted) values (books, floor(extract(epoch from go_at) * 4), 1)
      on conflict (connection_id, slot) do update set granted = s.granted + 1;
    delete from allowance_slots s where s.connection_id = books and s.slot < slot_then - 480;
  end $$`,
];
