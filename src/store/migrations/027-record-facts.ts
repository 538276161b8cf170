/** Lists of records ask where a record stands and what it comes to, in SQL; what people chose to leave unbilled is kept. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const recordFacts: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** A number that a property holds; null when it holds none. */
function numberIn(property: string): string {
  return `case when properties ->> '${property}' ~ '^-?[0-9]+(\\.[0-9]+)?$' then (properties ->> '${property}')::numeric end`;
}

const paymentStanding = `case properties ->> 'hs_latest_status' when 'succeeded' then 'succeeded' when 'failed' then 'failed'
  when 'partially_refunded' then 'partly-refunded' when 'refunded' then 'refunded' when 'processing_refund' then 'refund-pending' else 'pending' end`;

const statements = [
  `alter table records add column standing text, add column amount numeric, add column currency text, add column fee numeric,
    add column refunded numeric, add column is_own_sale boolean`,
  // Every record so far is HubSpot's or, since a moment ago, our own; each gets exact facts when it is next read.
  `update records set amount = ${numberIn("amount")}, currency = upper(properties ->> 'deal_currency_code'), is_own_sale = true,
    standing = case when properties ->> 'hs_is_closed_won' = 'true' or properties ->> 'dealstage' = 'closedwon' or properties ->> 'stage' = 'won' then 'won'
      when properties ->> 'hs_is_closed' = 'true' or properties ->> 'dealstage' = 'closedlost' or properties ->> 'stage' = 'lost' then 'lost' else 'open' end
    where object_type = 'deal'`,
  `update records set amount = ${numberIn("hs_initial_amount")}, currency = upper(properties ->> 'hs_currency_code'), standing = ${paymentStanding},
    fee = ${numberIn("hs_fees_amount")}, refunded = coalesce(${numberIn("hs_refunds_amount")}, 0),
    is_own_sale = coalesce(properties ->> 'hs_payment_source_app', '') <> 'INVOICE' and coalesce(properties ->> 'hs_has_associated_invoice', '') <> 'true'
      and lower(coalesce(properties ->> 'hs_processor_type', '')) not in ('quickbooks', 'xero')
    where object_type = 'payment'`,
  `update records set amount = ${numberIn("hs_quote_amount")}, currency = upper(properties ->> 'hs_currency'), is_own_sale = true,
    standing = case when properties ->> 'hs_esign_date' is not null or properties ->> 'hs_sign_status' = 'ESIGN_COMPLETED' then 'signed' else 'unsigned' end
    where object_type = 'quote'`,
  `create index records_newest on records (connection_id, object_type, modified_at desc, id)`,
  `create index records_by_standing on records (connection_id, object_type, standing, modified_at desc, id)`,
  `create table unbilled_ignored (
    connection_id text not null references connections,
    list text not null,
    record_id text not null,
    amount numeric,
    reason text not null,
    who text not null,
    at timestamptz not null,
    primary key (connection_id, list, record_id)
  )`,
];
