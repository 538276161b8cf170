/**
 * Documents of other kinds than invoices: whom they are with may be a payee or nobody, they have a status, and the plans of
 * invoices that are kept get the members that plans have now, saying what those invoices said without them.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Changes the table of documents, and the plans in the ledger and in the history. */
export const documentKinds: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const planMembers = {
  exchangeRate: null,
  discount: null,
  shipping: null,
  tax: { mode: "none" },
  number: null,
  billEmailCc: [],
  billEmailBcc: [],
  customerMemo: "",
  billingAddress: null,
  shippingAddress: null,
  class: null,
  location: null,
  customFields: [],
  emailing: "leave",
  prepayment: null,
  fromEstimate: null,
};
const lineMembers = { kind: "item", isTaxable: false, taxCode: null, includedTax: null, class: null, serviceDate: null };

/** The plan with its new members; what it says already stays as it is. */
const fullPlan = `'${JSON.stringify(planMembers)}'::jsonb || plan || jsonb_build_object('lines', (
  select coalesce(jsonb_agg('${JSON.stringify(lineMembers)}'::jsonb || line order by at), '[]'::jsonb)
  from jsonb_array_elements(plan -> 'lines') with ordinality as lines (line, at)))`;
const isOlder = `plan ->> 'kind' = 'invoice' and not plan ? 'tax'`;

function statusOf(total: string, balance: string): string {
  return `case when ${balance} = 0 then 'paid' when ${balance} < ${total} then 'partly-paid' else 'open' end`;
}

const posted = `outcome -> 'document'`;
const postedStatus = statusOf(`(${posted} #>> '{total,amountMinor}')::bigint`, `(${posted} #>> '{balance,amountMinor}')::bigint`);

const statements = [
  `alter table documents rename column customer_id to party_id`,
  `alter table documents rename column customer_name to party_name`,
  `alter table documents alter column party_id drop not null, alter column party_name drop not null, add column status text`,
  `update documents set status = ${statusOf("total_minor", "balance_minor")}`,
  `alter table documents alter column status set not null`,
  `update postings set plan = ${fullPlan} where ${isOlder}`,
  `update step_attempts set plan = ${fullPlan} where ${isOlder}`,
  `update step_attempts set outcome = jsonb_set(outcome, '{document}', (${posted}) - 'customer'
    || jsonb_build_object('party', ${posted} -> 'customer', 'status', ${postedStatus}))
    where ${posted} ? 'customer'`,
];
