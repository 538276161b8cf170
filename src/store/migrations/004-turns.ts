/**
 * Turns with a purpose: a part of the minute is kept for people, batches have a ceiling, calls under way hold a place
 * that a dead process loses, a slowed-down company grows back, and metered calls are counted before they go out.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Extends the tables of the allowance and replaces its function. */
export const turns: Migration = { up: extendAllowance };

async function extendAllowance(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table allowances
    add per_minute integer,
    add slowed_to integer,
    add slowed_at timestamptz,
    add under_way jsonb not null default '{}'`,
  `alter table allowance_slots add batches integer not null default 0`,
  `drop function take_turn`,
  // Whoever holds the row of allowances decides alone; the sums below are read after the lock is held. A turn is booked
  // ahead for the spacing only: what waits for anything else comes back, so that a person's call can go before it.
  `create function take_turn(books text, at timestamptz, most_per_minute integer, kept_for_people integer, spacing_ms integer,
      longest_wait_ms integer, most_under_way integer, lease_ms integer, regained_per_minute integer, for_person boolean,
      is_batch boolean, batches_per_minute integer, cost bigint, budget bigint, lease text, ended text[],
      out go_at timestamptz, out retry_at timestamptz, out because text)
  language plpgsql as $$
  declare
    kept allowances%rowtype;
    at_ms bigint := floor(extract(epoch from at) * 1000);
    earliest timestamptz;
    slot_then bigint;
    allowed integer;
    used integer;
    used_batches integer;
    free_at timestamptz;
    spent bigint;
    month_then text;
  begin
    select * into kept from allowances where connection_id = books for update;
    if not found then
      insert into allowances (connection_id) values (books) on conflict do nothing;
      select * into kept from allowances where connection_id = books for update;
    end if;
    select coalesce(jsonb_object_agg(one.key, one.value), '{}') into kept.under_way
      from jsonb_each(kept.under_way) one where one.key <> all(ended) and one.value::bigint > at_ms;
    earliest := greatest(at, kept.next_turn_at);
    slot_then := floor(extract(epoch from earliest) * 4);
    month_then := to_char(earliest at time zone 'UTC', 'YYYY-MM');
    allowed := least(most_per_minute, kept.slowed_to
      + floor(greatest(0, extract(epoch from earliest - kept.slowed_at)) / 60 * regained_per_minute)::integer);
    if not for_person then allowed := allowed - kept_for_people; end if;
    select coalesce(sum(s.granted), 0), coalesce(sum(s.batches), 0) into used, used_batches
      from allowance_slots s where s.connection_id = books and s.slot >= slot_then - 240;

    if cost > 0 and not for_person then
      select coalesce(max(c.metered), 0) into spent from call_counts c where c.connection_id = books and c.month = month_then;
    end if;
    if spent + cost > budget then
      retry_at := (date_trunc('month', earliest at time zone 'UTC') + interval '1 month') at time zone 'UTC';
      because := 'budget';
    elsif kept.paused_until > earliest then
      retry_at := kept.paused_until;
      because := 'paused';
    elsif used >= allowed or (is_batch and used_batches >= batches_per_minute) then
      select to_timestamp((f.slot + 241) / 4.0) into free_at from (
        select s.slot, sum(s.granted) over (order by s.slot) as freed, sum(s.batches) over (order by s.slot) as freed_batches
        from allowance_slots s where s.connection_id = books and s.slot >= slot_then - 240) f
      where used - f.freed < allowed and (not is_batch or used_batches - f.freed_batches < batches_per_minute)
      order by f.slot limit 1;
      retry_at := coalesce(free_at, earliest + interval '1 minute');
      because := 'minute';
    elsif earliest > at + make_interval(secs => longest_wait_ms / 1000.0) then
      retry_at := earliest;
      because := 'minute';
    elsif (select count(*) from jsonb_object_keys(kept.under_way)) >= most_under_way then
      retry_at := at + make_interval(secs => spacing_ms / 1000.0);
      because := 'places';
    elsif not for_person and allowed < most_per_minute - kept_for_people and kept.next_turn_at is not null then
      -- Slowed down, work spreads over the minute instead of using it up and waiting.
      free_at := kept.next_turn_at + make_interval(secs => greatest(0, 60.0 / allowed - spacing_ms / 1000.0));
      if free_at > earliest then
        retry_at := free_at;
        because := 'minute';
      end if;
    end if;

    if retry_at is not null then
      if cardinality(ended) > 0 then update allowances set under_way = kept.under_way where connection_id = books; end if;
      return;
    end if;
    go_at := earliest;
    update allowances set next_turn_at = go_at + make_interval(secs => spacing_ms / 1000.0), per_minute = most_per_minute,
      under_way = kept.under_way || jsonb_build_object(lease, floor(extract(epoch from go_at) * 1000)::bigint + lease_ms)
      where connection_id = books;
    insert into allowance_slots as s (connection_id, slot, granted, batches) values (books, slot_then, 1, is_batch::integer)
      on conflict (connection_id, slot) do update set granted = s.granted + 1, batches = s.batches + excluded.batches;
    delete from allowance_slots s where s.connection_id = books and s.slot < slot_then - 480;
    if cost > 0 then
      insert into call_counts as c (connection_id, month, metered, free) values (books, month_then, cost, 0)
        on conflict (connection_id, month) do update set metered = c.metered + excluded.metered;
    end if;
  end $$`,
];
