/** Documents and plans kept by an older version, brought to this one. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { bodyOf } from "#books/quickbooks/documents/documents.ts";
import { usCompany } from "#books/quickbooks/scripted-samples.ts";
import { plainSale } from "#domain/document/sales.ts";
import type { DocumentId, EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import { migrate } from "#store/migrate.ts";
import { administer, testDatabase } from "./database.ts";

const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
const line = {
  lineItemId: "77", item: { use: "existing", id: "12", name: "Hours", matchedBy: "sku" }, description: "Hours", quantity: "12", unitPrice: "100", amount: usd(120_000),
};
const olderPlan = {
  kind: "invoice", customer: { use: "existing", id: "58", name: "Cool Cars", matchedBy: "saved-link" }, transactionDate: "2026-11-20", dueDate: "2026-12-20",
  terms: { id: "3", name: "Net 30" }, currency: "USD", lines: [line, { ...line, lineItemId: "78", description: "Days" }], total: usd(240_000), billEmail: "pay@coolcars.example", privateNote: "Deal 1",
};
const plainLine = { kind: "item", isTaxable: false, taxCode: null, includedTax: null, class: null, serviceDate: null };
const newPlan = {
  ...plainSale, ...olderPlan, prepayment: null, fromEstimate: null, lines: olderPlan.lines.map((one) => ({ ...plainLine, ...one })),
};
const olderOutcome = {
  outcome: "done", warnings: [],
  document: { kind: "invoice", booksId: "145", number: "1001", syncToken: "0", customer: { id: "58", name: "Cool Cars" }, transactionDate: "2026-11-20", dueDate: null, total: usd(240_000), balance: usd(40_000), url: "u", privateNote: "n" },
};

const olderRows = [
  `insert into workspaces values ('w', 'Acme', now())`,
  `insert into workflows (id, workspace_id, name, state, version, object_type, updated_at) values ('f', 'w', 'Won', 'on', 1, 'deal', now())`,
  `insert into enrollments (id, workspace_id, workflow_id, workflow_version, connection_id, object_type, record_id, record_name, occurrence, state, tries, failures, started_by, started_at, updated_at)
    values ('e', 'w', 'f', 1, 'c', 'deal', '1', 'Deal', 1, 'completed', 0, '[]', 'trigger', now(), now())`,
  `insert into step_attempts (id, enrollment_id, step_id, number, started_at, inputs, decisions, plan, outcome, exchanges)
    values ('a', 'e', 'inv', 1, now(), '{}', '[]', '${JSON.stringify(olderPlan)}', '${JSON.stringify(olderOutcome)}', '[]'), ('b', 'e', 'inv', 2, now(), '{}', '[]', null, null, '[]')`,
  `insert into postings (id, workspace_id, workflow_id, enrollment_id, step_attempt_id, step_id, connection_id, ordinal, generation, request_id, plan, state, sends, failures, created_at)
    values ('p', 'w', 'f', 'e', 'a', 'inv', 'c', 0, 0, 'r', '${JSON.stringify(olderPlan)}', 'posted', 1, '[]', now())`,
  `insert into documents (id, workspace_id, connection_id, crm_connection_id, enrollment_id, posting_id, workflow_id, kind, books_id, number, sync_token, customer_id, customer_name, transaction_date,
      total_minor, balance_minor, total_currency, balance_currency, url, private_note, object_type, record_id, record_name, record_url, link_back_state, link_back_tries, warnings, posted_at)
    values ('d', 'w', 'c', 'c', 'e', 'p', 'f', 'invoice', '145', '1001', '0', '58', 'Cool Cars', '2026-11-20', 240000, 40000, 'USD', 'USD', 'u', 'n', 'deal', '1', 'Deal', 'r', 'linked', 1, '[]', now())`,
];

test("plans of an older version say what they said, and are sent as before", async () => {
  const database = await testDatabase("empty");
  const older = new Kysely<never>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url }) }) });
  await migrate(older, "006-batches");
  await older.destroy();
  for (const row of olderRows) await administer(database.url, row);
  const { store } = await database.open();
  const posting = (await store.latestPostings("e" as EnrollmentId, "inv"))[0];
  expect(posting?.plan).toEqual(newPlan);
  const attempts = await store.stepAttempts("e" as EnrollmentId);
  expect(attempts.map((one) => one.plans)).toEqual([[newPlan], []]);
  const party = { id: "58", name: "Cool Cars" };
  expect(attempts[0]?.outcome).toMatchObject({ outcome: "done", documents: [{ party, status: "partly-paid", number: "1001" }] });
  expect(JSON.stringify(attempts[0]?.outcome)).not.toContain("customer");
  expect(await store.document("w" as WorkspaceId, "d" as DocumentId)).toMatchObject({ party, status: "partly-paid", plan: { tax: { mode: "none" } } });
  const item = { id: "12", name: "Hours" };
  const plan = posting?.plan ?? (newPlan as never);
  expect(bodyOf({ plan, party, items: [item, item], invoices: [], mark: "[m]" }, usCompany)).toEqual({
    ok: true,
    value: {
      CustomerRef: { value: "58" }, TxnDate: "2026-11-20", DueDate: "2026-12-20", SalesTermRef: { value: "3" }, BillEmail: { Address: "pay@coolcars.example" }, PrivateNote: "Deal 1 [m]",
      Line: ["Hours", "Days"].map((Description) => ({
        DetailType: "SalesItemLineDetail", Amount: 1200, Description, SalesItemLineDetail: { ItemRef: { value: "12" }, Qty: 12, UnitPrice: 100, TaxCodeRef: { value: "NON" } },
      })),
    },
  });
  await database.drop();
});
