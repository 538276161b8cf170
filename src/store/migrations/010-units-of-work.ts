/**
 * A step may make several documents, in order and as one unit of work: an attempt has a list of plans, a posting knows of how
 * many it is one, and what a newer plan replaces before it was ever sent is withdrawn. Customers and items to be created say
 * more than they did; plans that are kept get what they meant without it.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const unitsOfWork: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const customerMembers = `'{"phone": null, "address": null, "parent": null}'::jsonb`;
const itemMembers = `'{"type": "service", "isTaxable": true, "category": null}'::jsonb`;

const fullCustomer = `case when plan #>> '{customer,use}' = 'create' and plan -> 'customer' ? 'contactId'
  then jsonb_set(plan, '{customer}', ${customerMembers} || (plan -> 'customer') - 'contactId'
    || jsonb_build_object('crmKey', plan #> '{customer,contactId}')) else plan end`;
const fullLines = `case when jsonb_typeof(plan -> 'lines') = 'array' then jsonb_set(plan, '{lines}', (
  select coalesce(jsonb_agg(case when line #>> '{item,use}' = 'create'
    then jsonb_set(line, '{item}', ${itemMembers} || (line -> 'item')) else line end order by at), '[]'::jsonb)
  from jsonb_array_elements(plan -> 'lines') with ordinality as lines (line, at))) else plan end`;

const statements = [
  `alter table postings drop constraint postings_state_check`,
  `alter table postings add constraint postings_state_check check (state in ('intended', 'sent', 'posted', 'refused', 'unknown', 'withdrawn'))`,
  `create index documents_of_record on documents (record_id, connection_id)`,
  `alter table postings add column unit_size integer not null default 1`,
  `update postings set plan = ${fullCustomer} where plan #>> '{customer,use}' = 'create'`,
  `update postings set plan = ${fullLines} where plan -> 'lines' @? '$[*].item ? (@.use == "create")'`,
  `update step_attempts set plan = ${fullCustomer} where plan #>> '{customer,use}' = 'create'`,
  `update step_attempts set plan = ${fullLines} where plan -> 'lines' @? '$[*].item ? (@.use == "create")'`,
  `alter table step_attempts rename column plan to plans`,
  `update step_attempts set plans = case when plans is null then '[]'::jsonb else jsonb_build_array(plans) end`,
  `alter table step_attempts alter column plans set not null, add column warnings jsonb not null default '[]'`,
  `update step_attempts set outcome = outcome - 'document'
    || jsonb_build_object('documents', case when jsonb_typeof(outcome -> 'document') = 'object' then jsonb_build_array(outcome -> 'document') else '[]'::jsonb end)
    where outcome ? 'document'`,
];
