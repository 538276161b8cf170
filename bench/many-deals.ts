/** A portal of many deals, put straight into the database. */
import { sql } from "kysely";
import type { OpenedStore } from "../src/store/open.ts";

/** So many deals with forty properties, a fifth of them won; every tenth has a contact under a label. */
export async function manyDeals(db: OpenedStore["db"], crmId: string, records: number): Promise<void> {
  const filler = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`custom_property_${n}`, n % 3 === 0 ? null : `value ${n}`]));
  await sql`
    insert into records (connection_id, object_type, id, name, properties, modified_at, url)
    select ${crmId}::text, 'deal', n::text, 'Deal ' || n, ${JSON.stringify(filler)}::jsonb || jsonb_build_object(
      'dealname', case when n % 50 = 0 then 'Deal from Payment Link ' else 'Deal ' end || n, 'dealstage', (array['closedwon', 'contractsent', 'closedlost', 'qualified', 'decision'])[1 + n % 5],
      'amount', ((n::bigint * 7919) % 10000)::text || '.50', 'closedate', to_char(timestamp '2026-11-25' - (n % 700) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'pipeline', 'default', 'hs_object_id', n::text),
      timestamptz '2026-11-25' - n * interval '1 second', ''
    from generate_series(1, ${records}) as n`.execute(db);
  await sql`insert into records (connection_id, object_type, id, name, properties, modified_at, url)
    select ${crmId}::text, 'contact', n::text, 'Contact ' || n, jsonb_build_object('email', 'c' || n || '@example.com'), now(), '' from generate_series(1, ${records / 10}) as n`.execute(db);
  await sql`insert into associated_records (connection_id, object_type, record_id, to_type, to_id, labels)
    select ${crmId}::text, 'deal', (n * 10)::text, 'contact', n::text, array['decision maker'] from generate_series(1, ${records / 10}) as n`.execute(db);
  await sql`analyze records, associated_records, enrollments`.execute(db);
}
