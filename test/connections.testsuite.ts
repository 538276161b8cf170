/** What every store must do for connections: secrets, reference data, change notices. */
import { describe, expect, test } from "vitest";
import type { BooksSettings } from "#domain/books-settings.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import type { ReferenceSearch } from "#domain/ports/mirror-store.ts";
import type { ChangeNotice, Store } from "#domain/ports/store.ts";
import { administer, type TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aCustomer, aPlan, aPostedAnswer, aWorkspace, noon, someBooks, someEnrollments } from "./store-samples.ts";

/** All rows in one part. */
async function load(store: Store, id: ConnectionId, rows: ReferenceRow[], cursor: string, startedAt: Instant): Promise<void> {
  expect(await store.keepReferencePage(id, { rows, next: null, cursor }, { startedAt, position: null, cursor: null })).toBe(true);
}

const nothing = { customers: [], displayNames: [], emails: [], kinds: [], companyNames: [], skus: [], itemNames: [], ids: [], links: [] };
const reset = { code: "books-company-reset", vendor: { system: "QuickBooks", status: 400, code: "10200", message: "Company reset", traceId: null } } as const;

/** Secrets, reference data and change notices. */
export function connectionContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`connections in the store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let other: Store;
    openStores(makeDatabase, (opened) => ({ database, store, other } = opened));

    describe("secrets", () => {
      test("are not readable in the database", async () => {
        const { books } = await aWorkspace(store);
        const kept = await administer(
          database.url,
          `select * from connection_secrets where connection_id = '${books.id}'`,
        );
        expect(JSON.stringify(kept.rows)).not.toContain("books-secret");
        expect(await store.readSecret(books.id)).toEqual({ refreshToken: "books-secret" });
      });

      test("do not open when they are moved to another connection", async () => {
        const { books, crm } = await aWorkspace(store);
        await administer(
          database.url,
          `update connection_secrets set ciphertext = (select ciphertext from connection_secrets where connection_id = '${books.id}')
          where connection_id = '${crm.id}'`,
        );
        await expect(store.readSecret(crm.id)).rejects.toThrow();
      });

      test("are replaced by one worker at a time, each seeing what the one before stored", async () => {
        const { books } = await aWorkspace(store);
        await store.saveConnection(books, { count: 0 });
        let active = 0;
        let most = 0;
        const count = async (current: unknown) => {
          most = Math.max(most, (active += 1));
          await new Promise((resolve) => setTimeout(resolve, 5));
          active -= 1;
          return { count: (current as { count: number }).count + 1 };
        };
        await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? store : other).replaceSecret(books.id, count)));
        expect(most).toBe(1);
        expect(await store.readSecret(books.id)).toEqual({ count: 20 });
      });

      test("stay as they were when replacing fails", async () => {
        const { books } = await aWorkspace(store);
        const refused = store.replaceSecret(books.id, async () => Promise.reject(new Error("the vendor is away")));
        await expect(refused).rejects.toThrow("the vendor is away");
        expect(await other.replaceSecret(books.id, async (current) => current)).toEqual({
          refreshToken: "books-secret",
        });
      });

      test("may be replaced for many connections at once, each using the store meanwhile", async () => {
        const workspaces = await Promise.all(Array.from({ length: 15 }, () => aWorkspace(store)));
        await Promise.all(
          workspaces.map(({ books }) =>
            store.replaceSecret(books.id, async () => {
              await store.countCalls(books.id, { month: "2026-11", metered: 0, free: 1 });
              return store.connection(books.id);
            }),
          ),
        );
      });
    });

    test("a reconnection keeps the settings, another account is refused", async () => {
      const { books, workspaceId } = await aWorkspace(store);
      const changed: BooksSettings = {
        ...books.settings,
        customerRule: "must-be-eligible",
        customerSyncFilter: { property: "type", values: ["a"] },
      };
      await store.saveBooksSettings(books.id, changed);
      await store.setConnectionState(books.id, "ended");
      expect(await store.saveConnection({ ...books, name: "Renamed" }, { refreshToken: "new" })).toBe(true);
      expect(await store.connection(books.id)).toEqual({ ...books, name: "Renamed", settings: changed });
      expect(await store.saveConnection({ ...books, externalId: "another realm" }, {})).toBe(false);
      expect(await store.saveConnection({ ...someBooks(workspaceId), externalId: books.externalId }, {})).toBe(false);
      expect(await store.readSecret(books.id)).toEqual({ refreshToken: "new" });
    });

    describe("the life of a connection", () => {
      const ended = { code: "books-disconnected", booksName: "Acme" } as const;
      const readOnly = { code: "books-read-only", booksName: "Acme" } as const;

      test("keeps the last success and the last failure side by side", async () => {
        const { books } = await aWorkspace(store);
        expect(await store.connectionHealth(books.id)).toEqual({ succeededAt: null, failedAt: null, failure: null, traceId: null });
        const unreachable = { code: "books-unreachable", detail: "HTTP 503" } as const;
        await store.noteHealth(books.id, { succeededAt: noon });
        await store.noteHealth(books.id, { failedAt: later(noon, 1), failure: unreachable, traceId: "1-a" });
        expect(await other.connectionHealth(books.id)).toEqual({ succeededAt: noon, failedAt: later(noon, 1), failure: unreachable, traceId: "1-a" });
        expect(await store.connection(books.id)).toMatchObject({ connectionState: "connected" });
      });

      test("ends with its permission and comes back with a call that succeeds, but a person's disconnection stands", async () => {
        const { books } = await aWorkspace(store);
        const stateIs = async (state: string) => expect(await other.connection(books.id)).toMatchObject({ connectionState: state });
        await store.noteHealth(books.id, { failedAt: noon, failure: ended, traceId: null });
        await stateIs("ended");
        await store.noteHealth(books.id, { succeededAt: later(noon, 1) });
        await stateIs("connected");
        await store.setConnectionState(books.id, "disconnected");
        await store.noteHealth(books.id, { succeededAt: later(noon, 2) });
        await store.noteHealth(books.id, { failedAt: later(noon, 3), failure: ended, traceId: null });
        await stateIs("disconnected");
      });

      test("a reconnection does not switch read-only mode off", async () => {
        const { books } = await aWorkspace(store);
        await store.setReadOnly(books.id, true);
        await store.saveConnection(books, { refreshToken: "new" });
        expect(await store.connection(books.id)).toMatchObject({ isReadOnly: true });
      });

      test("holds what is due while the books cannot be used, unclaimed, and releases it", async () => {
        const sample = await aWorkspace(store);
        const { books } = sample;
        const enrollments = await someEnrollments(store, sample, 3);
        await store.recordPlans(enrollments.map((one) => aPlan(one, sample)), noon);
        const [enrollment] = enrollments;
        await store.holdPostings(books.id, readOnly, later(noon, 600_000), noon);
        expect(await store.claimPostings(books.id, 10, later(noon, 1_000), 5_000, "single")).toHaveLength(3);
        // Connected and not read-only: there was nothing to hold.
        await store.setReadOnly(books.id, true);
        const due = later(noon, 6_001);
        await store.holdPostings(books.id, readOnly, later(due, 600_000), due);
        expect(await store.claimPostings(books.id, 10, later(due, 1_000), 5_000, "single")).toEqual([]);
        expect(await store.enrollment(sample.workspaceId, enrollment!.id)).toMatchObject({ enrollmentState: "posting", failures: [readOnly] });
        expect(await store.pendingPostings(books.id)).toEqual({ count: 3, oldestAt: noon });
        await store.setReadOnly(books.id, false);
        await store.releasePostings(books.id, later(due, 2_000));
        expect(await store.enrollment(sample.workspaceId, enrollment!.id)).toMatchObject({ enrollmentState: "posting", failures: [] });
        expect(await store.claimPostings(books.id, 10, later(due, 3_000), 5_000, "single")).toHaveLength(3);
      });

      test("forgets a company that was set up anew, and stops what was planned for the old one", async () => {
        const sample = await aWorkspace(store);
        const { books, workspaceId } = sample;
        const [sent, unsent] = await someEnrollments(store, sample, 2);
        const plans = [aPlan(sent!, sample), aPlan(unsent!, sample)];
        await store.recordPlans(plans, noon);
        await store.claimPostings(books.id, 1, noon, 5_000, "single");
        await load(store, books.id, [aCustomer()], noon, noon);
        await store.keepCreated(books.id, [], [{ kind: "customer", crmKey: "c1", booksId: "58" }], noon);
        await store.forgetBooks(books.id, reset, later(noon, 180_000), later(noon, 1_000));
        expect(await store.mirrorState(books.id)).toMatchObject({ cursor: null, refreshedAt: null, load: null });
        expect(await store.findReferences(books.id, { ...nothing, ids: [{ kind: "customer", id: "58" }], links: [{ kind: "customer", crmKey: "c1" }] })).toEqual({ rows: [], links: [], isComplete: false });
        const states = await Promise.all([sent!, unsent!].map(async ({ id }) => ((await store.latestPostings(id, "inv"))[0])?.postingState));
        expect(new Set(states)).toEqual(new Set(["refused", "unknown"]));
        const rests = await Promise.all([sent!, unsent!].map(async ({ id }) => ((await store.latestPostings(id, "inv"))[0])?.notBefore));
        expect(new Set(rests)).toEqual(new Set([null, later(noon, 180_000)]));
        for (const { id } of [sent!, unsent!]) {
          expect(await store.enrollment(workspaceId, id)).toMatchObject({ enrollmentState: "needs-attention", failures: [reset] });
          expect(await store.stepAttempts(id)).toMatchObject([{ finishedAt: later(noon, 1_000), outcome: { outcome: "failed", failures: [reset] } }]);
        }
        expect(await store.claimPostings(books.id, 10, later(noon, 60_000), 5_000, "single")).toEqual([]);
        // The first one's answer was on its way.
        const claimed = states[0] === "unknown" ? 0 : 1;
        await store.recordAnswer(aPostedAnswer(plans[claimed]!, [sent!, unsent!][claimed]!, "145"));
        expect((await store.latestPostings([sent!, unsent!][claimed]!.id, "inv"))[0]).toMatchObject({ postingState: "posted" });
      });

      test("a consent is handed out once, in its own workspace, before it expires, and is not readable in the database", async () => {
        const { workspaceId } = await aWorkspace(store);
        const stranger = (await aWorkspace(store)).workspaceId;
        const keep = (id: string) => store.keepConsent({ id, workspaceId, secret: { clientSecret: "app-secret" }, expiresAt: later(noon, 1_000) }, noon);
        await keep(`one-${workspaceId}`);
        await keep(`two-${workspaceId}`);
        const kept = await administer(database.url, `select * from consents where workspace_id = '${workspaceId}'`);
        expect(JSON.stringify(kept.rows)).not.toContain("app-secret");
        expect(await other.takeConsent(`one-${workspaceId}`, stranger, noon)).toBeUndefined();
        expect(await other.takeConsent(`one-${workspaceId}`, workspaceId, noon)).toEqual({ clientSecret: "app-secret" });
        expect(await store.takeConsent(`one-${workspaceId}`, workspaceId, noon)).toBeUndefined();
        expect(await store.takeConsent(`two-${workspaceId}`, workspaceId, later(noon, 1_000))).toBeUndefined();
      });
    });

    describe("reference data", () => {
      test("is found by e-mail, name, SKU, id and saved link, in one answer without repetitions", async () => {
        const { books } = await aWorkspace(store);
        const customer = aCustomer();
        const vendor = aCustomer({ kind: "vendor", id: "58", name: "Büro  Bedarf", email: null });
        const item = aCustomer({ kind: "item", id: "12", name: "Hours", sku: "HRS-1", email: null });
        const linked = aCustomer({ kind: "item", id: "13", name: "Trips", email: null });
        const unrelated = aCustomer({ id: "99", name: "Nobody", email: "nobody@example.com" });
        const rows = [customer, vendor, item, linked, unrelated];
        await load(store, books.id, rows, "1", noon);
        await store.keepCreated(books.id, [], [{ kind: "item", crmKey: "trip", booksId: "13" }], noon);
        const found = await store.findReferences(books.id, {
          customers: [{ email: "cool_cars@intuit.com", firstName: "grace", lastName: "pariente" }],
          displayNames: ["büro bedarf", "cool cars"],
          emails: [], kinds: [], companyNames: [],
          skus: ["hrs-1"],
          itemNames: ["hours"],
          ids: [{ kind: "item", id: "12" }],
          links: [
            { kind: "item", crmKey: "trip" },
            { kind: "customer", crmKey: "trip" },
          ],
        });
        expect(found.links).toEqual([{ kind: "item", crmKey: "trip", booksId: "13" }]);
        expect(found.rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([vendor, customer, item, linked]);
        expect(await store.findReferences(books.id, nothing)).toEqual({ rows: [], links: [], isComplete: true });
      });

      test("follows changes, and a row we just created survives a full read that began before", async () => {
        const { books } = await aWorkspace(store);
        const rows = [aCustomer({ id: "1" }), aCustomer({ id: "2" })];
        await load(store, books.id, rows, "1", noon);
        await store.keepCreated(books.id, [aCustomer({ id: "3" })], [], noon);
        await store.applyReferenceChanges(
          books.id,
          {
            rows: [aCustomer({ id: "1", isActive: false, modifiedAt: later(noon, 1) })],
            deleted: [{ kind: "customer", id: "2" }],
            cursor: "2",
            companyChanged: false,
          },
          noon,
        );
        await load(store, books.id, [aCustomer({ id: "1" })], "3", noon);
        expect((await store.references(books.id, "customer")).map((row) => [row.id, row.isActive])).toEqual([
          ["1", false],
          ["3", true],
        ]);
        expect(await store.mirrorState(books.id)).toEqual({ cursor: "3", refreshedAt: noon, changedAt: noon, hintedAt: null, load: null });
        const muchLater = later(noon, 3_600_000);
        await load(store, books.id, [], "4", muchLater);
        expect(await store.references(books.id, "customer")).toEqual([]);
      });

      test("is searched for what a person types: active rows of a kind, the best first", async () => {
        const { books } = await aWorkspace(store);
        const item = (id: string, name: string, over: Partial<ReferenceRow> = {}) => aCustomer({ kind: "item", id, name, email: null, type: "Service", ...over });
        const rows = [
          item("1", "Oak desk"),
          item("2", "Desk lamp", { sku: "LMP_1" }),
          item("3", "Desks", { type: "Category" }),
          item("4", "Desk, old", { isActive: false }),
          item("5", "Hours", { type: null, details: { fullName: "Desk work:Hours" } }),
          aCustomer({ id: "6", name: "Desk Makers" }),
        ];
        await load(store, books.id, rows, "1", noon);
        const found = async (text: string, over: Partial<ReferenceSearch> = {}) =>
          (await store.searchReferences(books.id, { kind: "item", types: null, exceptTypes: ["Category"], text, limit: 10, ...over })).map((row) => row.id);
        expect(await found("desk")).toEqual(["2", "5", "1"]);
        expect(await found("desk", { limit: 1 })).toEqual(["2"]);
        expect(await found("", { types: ["Category"], exceptTypes: [] })).toEqual(["3"]);
        expect(await found("lmp_1")).toEqual(["2"]);
        expect([await found("lmp%"), await found("_"), await found("\\")]).toEqual([[], ["2"], []]);
      });

      test("says that it is not complete until the first read of everything is", async () => {
        const { books } = await aWorkspace(store);
        const find = () => store.findReferences(books.id, { ...nothing, ids: [{ kind: "customer", id: "1" }] });
        expect(await find()).toEqual({ rows: [], links: [], isComplete: false });
        const begun = { startedAt: noon, position: null, cursor: null };
        await store.keepReferencePage(books.id, { rows: [aCustomer({ id: "1" })], next: "Customer:2", cursor: "1" }, begun);
        expect(await find()).toMatchObject({ rows: [{ id: "1" }], isComplete: false });
        await store.keepReferencePage(books.id, { rows: [aCustomer({ id: "1" })], next: null, cursor: "1" }, { ...begun, position: "Customer:2", cursor: "1" });
        expect(await find()).toMatchObject({ isComplete: true });
        await store.keepReferencePage(books.id, { rows: [], next: "Customer:2", cursor: "2" }, { ...begun, startedAt: later(noon, 1_000) });
        expect(await find()).toMatchObject({ isComplete: true });
      });

      test("is read in parts: nothing counts as gone before the last one, and a load goes on where it stopped", async () => {
        const { books } = await aWorkspace(store);
        await load(store, books.id, [aCustomer({ id: "1" }), aCustomer({ id: "2" })], "1", noon);
        const hourLater = later(noon, 3_600_000);
        const begun = { startedAt: hourLater, position: null, cursor: null };
        expect(await store.keepReferencePage(books.id, { rows: [aCustomer({ id: "3" })], next: "Customer:2", cursor: "2" }, begun)).toBe(true);
        expect((await store.references(books.id, "customer")).map((row) => row.id)).toEqual(["1", "2", "3"]);
        const { load: going, cursor } = await store.mirrorState(books.id);
        expect([going, cursor]).toEqual([{ startedAt: hourLater, position: "Customer:2", cursor: "2" }, "1"]);
        const foreign = { startedAt: noon, position: "Customer:2", cursor: "x" };
        expect(await store.keepReferencePage(books.id, { rows: [aCustomer({ id: "9" })], next: null, cursor: "9" }, foreign)).toBe(false);
        expect(await store.keepReferencePage(books.id, { rows: [aCustomer({ id: "2" })], next: null, cursor: "9" }, going!)).toBe(true);
        expect((await store.references(books.id, "customer")).map((row) => row.id)).toEqual(["2", "3"]);
        expect(await store.mirrorState(books.id)).toMatchObject({ cursor: "2", refreshedAt: hourLater, load: null });
      });

      test("remembers when the books last had news, and when somebody hinted at some", async () => {
        const { books } = await aWorkspace(store);
        await load(store, books.id, [], "1", noon);
        const quiet = { rows: [], deleted: [], companyChanged: false };
        await store.applyReferenceChanges(books.id, { ...quiet, cursor: "2" }, later(noon, 1_000));
        expect(await store.mirrorState(books.id)).toMatchObject({ refreshedAt: later(noon, 1_000), changedAt: noon });
        await store.applyReferenceChanges(books.id, { ...quiet, companyChanged: true, cursor: "3" }, later(noon, 2_000));
        await store.hintMirror(books.id, later(noon, 3_000));
        expect(await store.mirrorState(books.id)).toMatchObject({ changedAt: later(noon, 2_000), hintedAt: later(noon, 3_000) });
      });

      test("takes rows that are read again as they were for no news, and one that differs for some", async () => {
        const { books } = await aWorkspace(store);
        const [same, other] = [aCustomer({ id: "1" }), aCustomer({ id: "2" })];
        await load(store, books.id, [same, other], "1", noon);
        const changes = { rows: [same, other], deleted: [], companyChanged: false, cursor: "2" };
        await store.applyReferenceChanges(books.id, changes, later(noon, 1_000));
        expect(await store.mirrorState(books.id)).toMatchObject({ refreshedAt: later(noon, 1_000), changedAt: noon });
        await store.applyReferenceChanges(books.id, { ...changes, rows: [same, { ...other, name: "Renamed" }] }, later(noon, 2_000));
        expect(await store.mirrorState(books.id)).toMatchObject({ changedAt: later(noon, 2_000) });
      });

      test("finds companies among customers, and items by their full name", async () => {
        const { books } = await aWorkspace(store);
        const customer = aCustomer({ id: "1", details: { companyName: "Northwind  Robotics" } });
        const item = aCustomer({ id: "2", kind: "item", name: "Desk", email: null, details: { fullName: "Furniture:Desk" } });
        await load(store, books.id, [customer, item, aCustomer({ id: "3", email: null })], "1", noon);
        const found = await store.findReferences(books.id, { ...nothing, emails: [], kinds: [], companyNames: ["northwind robotics"], itemNames: ["furniture:desk"] });
        expect(found.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([customer, item]);
      });
    });

    describe("change notices", () => {
      test("arrive from another process, once per batch", async () => {
        const sample = await aWorkspace(store);
        const heard: ChangeNotice[] = [];
        const stop = await other.onChange((notice) => heard.push(notice));
        await someEnrollments(store, sample, 50);
        await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
        const { workspaceId } = sample;
        await expect
          .poll(() => heard.filter((notice) => notice.workspaceId === workspaceId), { timeout: 20_000 })
          .toEqual([
            { workspaceId, topic: "enrollments", id: null },
            { workspaceId, topic: "workflows", id: sample.workflow.id },
          ]);
        await stop();
      });

      test("go on after the database has dropped the connection", async () => {
        const sample = await aWorkspace(store);
        const heard: ChangeNotice[] = [];
        const stop = await other.onChange((notice) => heard.push(notice));
        await administer(
          database.url,
          `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'ledgerline-changes' and datname = current_database()`,
        );
        await expect
          .poll(() => heard.some((notice) => notice.id === null && notice.workspaceId === sample.workspaceId), {
            timeout: 20_000,
          })
          .toBe(true);
        await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
        await expect
          .poll(() => heard.some((notice) => notice.id === sample.workflow.id), { timeout: 20_000 })
          .toBe(true);
        await stop();
      });
    });
  });
}
