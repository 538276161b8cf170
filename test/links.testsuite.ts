/** What every store must do for saved links and for what waits for one. */
import { describe, expect, test } from "vitest";
import { later } from "#domain/dates.ts";
import { toNeedsAttention } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkflowId } from "#domain/ids.ts";
import type { Decimal } from "#domain/money.ts";
import type { Store } from "#domain/ports/store.ts";
import { newId } from "#store/ids.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aCustomer, aNewEnrollment, aWorkspace, noon, type Sample } from "./store-samples.ts";

const page = { limit: 50, offset: 0 };
const ambiguous = (crmKey: string): Failure => ({ code: "customers-ambiguous", contactName: "Ada Okoye", matchedBy: "email", candidates: [], crmKey });
const missing = (crmKey: string): Failure => ({ code: "item-not-found", lineName: "Oak desk", sku: null, canCreate: false, crmKey });

/** A workspace whose workflow's step names its books. */
async function aBillingWorkspace(store: Store): Promise<Sample> {
  const sample = await aWorkspace(store);
  const steps = [{ id: "inv", action: "create-invoice", settings: { books: sample.books.id } }];
  const workflow = { ...sample.workflow, id: newId() as WorkflowId, definition: { ...sample.workflow.definition, steps } };
  await store.createWorkflow(workflow);
  return { ...sample, workflow };
}

/** An enrollment that stopped for these reasons. */
async function stopped(store: Store, sample: Sample, recordName: string, failures: Failure[], minutes = 0): Promise<string> {
  const wish = aNewEnrollment(sample, { recordName, startedAt: later(noon, minutes * 60_000) });
  const [kept] = await store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [wish], settledEventIds: [], now: noon });
  if (!kept) throw new Error("the enrollment was not kept");
  await store.moveEnrollment(kept.id, "running", toNeedsAttention(kept, failures), noon);
  return kept.id;
}

/** Saved links and unmatched things. */
export function linkContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`saved links in the store on ${name}`, () => {
    let store: Store;
    openStores(makeDatabase, (opened) => ({ store } = opened));

    test("are listed newest first, with who saved them, when, and the name of what they lead to", async () => {
      const { workspaceId, books } = await aWorkspace(store);
      await store.keepCreated(books.id, [aCustomer({ id: "58" }), aCustomer({ id: "60", name: "Sub", isActive: false, details: { fullName: "Cool Cars:Sub" } })], [{ kind: "customer", crmKey: "551", booksId: "58" }], noon);
      await store.saveLink({ connectionId: books.id, kind: "customer", crmKey: "552", booksId: "60", crmName: "Ben Vos" }, "ann@acme.example", later(noon, 1_000));
      await store.saveLink({ connectionId: books.id, kind: "item", crmKey: "sku:x", booksId: "99", crmName: null }, "ann@acme.example", later(noon, 2_000));
      const base = { connectionId: books.id };
      expect(await store.links(workspaceId, {}, page)).toEqual([
        { ...base, kind: "item", crmKey: "sku:x", crmName: null, booksId: "99", booksName: null, isActive: false, savedBy: "ann@acme.example", savedAt: later(noon, 2_000) },
        { ...base, kind: "customer", crmKey: "552", crmName: "Ben Vos", booksId: "60", booksName: "Cool Cars:Sub", isActive: false, savedBy: "ann@acme.example", savedAt: later(noon, 1_000) },
        { ...base, kind: "customer", crmKey: "551", crmName: null, booksId: "58", booksName: "Cool Cars", isActive: true, savedBy: null, savedAt: noon },
      ]);
      expect(await store.links(workspaceId, { kind: "item" }, page)).toHaveLength(1);
      expect(await store.links(workspaceId, {}, { limit: 2, offset: 2 })).toHaveLength(1);
    });

    test("replace an earlier choice, are taken away once, and are nobody else's", async () => {
      const [{ workspaceId, books }, stranger] = [await aWorkspace(store), await aWorkspace(store)];
      const id = { connectionId: books.id, kind: "customer", crmKey: "551" } as const;
      await store.saveLink({ ...id, booksId: "1", crmName: null }, "ann@acme.example", noon);
      await store.saveLink({ ...id, booksId: "2", crmName: "Ada" }, "bob@acme.example", later(noon, 1_000));
      expect(await store.links(workspaceId, id, page)).toMatchObject([{ booksId: "2", savedBy: "bob@acme.example" }]);
      expect(await store.links(stranger.workspaceId, id, page)).toEqual([]);
      expect(await store.removeLink({ ...id, connectionId: stranger.books.id })).toBe(false);
      expect(await store.removeLink(id)).toBe(true);
      expect(await store.removeLink(id)).toBe(false);
    });

    test("are missed by enrollments, counted per thing to choose, the most wanted first, whatever else stopped them", async () => {
      const [sample, stranger] = [await aBillingWorkspace(store), await aBillingWorkspace(store)];
      await stopped(store, sample, "One", [ambiguous("551"), missing("sku:x"), { code: "no-line-items", recordName: "One" }]);
      await stopped(store, sample, "Two", [missing("sku:x"), missing("sku:x")], 1);
      await stopped(store, stranger, "Theirs", [missing("sku:x")]);
      expect(await store.unmatched(sample.workspaceId)).toMatchObject([
        { connectionId: sample.books.id, kind: "item", crmKey: "sku:x", waiting: 2, failure: { code: "item-not-found" }, recordNames: ["Two", "One"] },
        { connectionId: sample.books.id, kind: "customer", crmKey: "551", waiting: 1, recordNames: ["One"] },
      ]);
    });

    test("are missed inside branches, too, and terms and tax codes are chosen like customers", async () => {
      const sample = await aWorkspace(store);
      const inside = { id: "inv", action: "create-invoice", settings: { books: sample.books.id } };
      const steps = [{ id: "if", action: "if-then", settings: {}, branches: [{ name: "All", steps: [inside] }] }];
      const workflow = { ...sample.workflow, id: newId() as WorkflowId, definition: { ...sample.workflow.definition, steps } };
      await store.createWorkflow(workflow);
      await stopped(store, { ...sample, workflow }, "One", [
        { code: "terms-unknown", name: "30 dagen", property: "terms", crmKey: "term:30 dagen" },
        { code: "tax-rate-unmapped", lineName: "Desk", rate: "21" as Decimal, label: null, candidates: [], crmKey: "tax:21" },
      ]);
      expect(await store.unmatched(sample.workspaceId)).toMatchObject([
        { kind: "tax-code", crmKey: "tax:21", waiting: 1 },
        { kind: "term", crmKey: "term:30 dagen", waiting: 1 },
      ]);
    });

    test("are waited for by these enrollments, oldest first, and by none once they go on", async () => {
      const [sample, stranger] = [await aBillingWorkspace(store), await aBillingWorkspace(store)];
      const newer = await stopped(store, sample, "Newer", [missing("sku:x")], 5);
      const older = await stopped(store, sample, "Older", [ambiguous("551"), missing("sku:x")]);
      const id = { connectionId: sample.books.id, kind: "item", crmKey: "sku:x" } as const;
      expect(await store.waitingForChoice(sample.workspaceId, id)).toEqual([older, newer]);
      expect(await store.waitingForChoice(stranger.workspaceId, id)).toEqual([]);
      const enrollment = await store.enrollment(sample.workspaceId, older as never);
      await store.moveEnrollment(older as never, "needs-attention", { ...enrollment!, enrollmentState: "running", wakeAt: noon, failures: [] }, noon);
      expect(await store.waitingForChoice(sample.workspaceId, id)).toEqual([newer]);
    });

    test("may lead to what is active and, of items, can stand on a line", async () => {
      const { books } = await aWorkspace(store);
      const item = { kind: "item", email: null } as const;
      const rows = [
        aCustomer({ ...item, id: "1", name: "Desk", sku: "D-1", type: "Service" }),
        aCustomer({ ...item, id: "2", name: "Furniture", type: "Category" }),
        aCustomer({ ...item, id: "3", name: "Set", type: "Group" }),
        aCustomer({ ...item, id: "4", name: "Old desk", type: "Service", isActive: false }),
        aCustomer({ id: "5", details: { companyName: "Cool Cars Inc" } }),
      ];
      await store.keepCreated(books.id, rows, [], noon);
      expect(await store.referenceNames(books.id, "item")).toEqual([{ id: "1", name: "Desk", fullName: null, sku: "D-1", email: null, companyName: null }]);
      expect(await store.referenceNames(books.id, "customer")).toEqual([{ id: "5", name: "Cool Cars", fullName: null, sku: null, email: "Cool_Cars@intuit.com", companyName: "Cool Cars Inc" }]);
    });
  });
}
