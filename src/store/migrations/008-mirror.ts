/**
 * The mirror is loaded in parts and goes on where it was; it knows when the books last had news and when somebody hinted at
 * some. There are more kinds of rows and more facts than before, so every mirror is read anew.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const mirrorLoads: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What a company was taken for before it is read anew. */
const usualCompany = {
  tax: "automated",
  allows: { discounts: false, shipping: false, prepayments: false, estimates: false },
  classes: "none",
  locations: false,
  defaultTermsId: null,
};

const statements = [
  `alter table mirrors
    alter column cursor drop not null,
    alter column refreshed_at drop not null,
    add column changed_at timestamptz,
    add column hinted_at timestamptz,
    add column load_position text,
    add column load_cursor text,
    add column load_started_at timestamptz`,
  `update mirrors set cursor = null`,
  // When a read of everything met the row last: what it does not meet is gone.
  `alter table mirror_rows add column seen_at timestamptz, add column company_key text, add column full_name_key text`,
  `create index mirror_rows_by_company on mirror_rows (connection_id, kind, company_key) where company_key is not null`,
  `create index mirror_rows_by_full_name on mirror_rows (connection_id, kind, full_name_key) where full_name_key is not null`,
  `update mirror_rows set content = content || '{"details": {}}'::jsonb`,
  `update connections set account = '${JSON.stringify(usualCompany)}'::jsonb || account where role = 'books'`,
];
