/** What every store must keep of documents after they were posted. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later, type LocalDate } from "#domain/dates.ts";
import type { DocumentNews } from "#domain/document/news.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import { toDelayed } from "#domain/enrollment.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { FinishedLook } from "#domain/ports/document-news-store.ts";
import type { Store } from "#domain/ports/store.ts";
import type { TestDatabase } from "./database.ts";
import { anAttempt, aPlan, aPostedAnswer, aWorkspace, noon, someEnrollments } from "./store-samples.ts";

type Sample = Awaited<ReturnType<typeof aWorkspace>>;

const newsOf = (document: KeptDocument, change: Partial<DocumentNews["facts"]>): DocumentNews => ({ documentId: document.id, was: document.status, facts: { ...document, ...change }, changedAt: null });
const aLook = (change: Partial<FinishedLook> = {}): FinishedLook => ({ cursor: "c1", lookedAt: noon, changedAt: null, comparedAt: noon, dueAt: later(noon, 60_000), hintedDueAt: later(noon, 5_000), ...change });

/** Looks, news, history, and what wakes up because of them. */
export function documentLookContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`documents after posting in the store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      database = await makeDatabase();
      store = (await database.open()).store;
      other = (await database.open()).store;
    });
    afterAll(async () => database.drop());

    async function postedOf(sample: Sample, booksId: string): Promise<KeptDocument> {
      const [enrollment] = await someEnrollments(store, sample, 1);
      const recorded = aPlan(enrollment!, sample);
      await store.recordPlans([recorded], noon);
      await store.claimPostings(sample.books.id, 10, noon, 30_000, "single");
      const answer = aPostedAnswer(recorded, enrollment!, booksId);
      await store.recordAnswer(answer);
      return (await store.document(sample.workspaceId, answer.document!.id))!;
    }
    const reread = async ({ workspaceId, id }: KeptDocument) => (await store.document(workspaceId, id))!;

    test("news are kept with their history, and the record is to show them", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      await store.recordLinkBacks([{ documentId: document.id, state: "failed", failure: { code: "crm-busy", retryAt: noon }, retryAt: null }], noon);
      const paid = newsOf(document, { status: "paid", balance: { ...document.balance, amountMinor: 0 }, syncToken: "2", number: "1001-A" });
      expect(await store.recordDocumentNews(sample.books.id, [paid], null, later(noon, 1))).toEqual({ changed: 1, crmIds: [sample.crm.id] });
      expect(await reread(document)).toMatchObject({ status: "paid", number: "1001-A", syncToken: "2", balance: { amountMinor: 0 }, linkBackState: "pending", linkBackFailure: null, linkBackTries: 0 });
      expect(await store.documentHistory(document.id)).toEqual([{ at: later(noon, 1), was: "open", status: "paid", total: document.total, balance: { ...document.balance, amountMinor: 0 } }]);
    });

    test("news that come while the record is written are shown next, not lost", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      const written = { documentId: document.id, state: "linked" as const, failure: null, retryAt: null, shown: document };
      await store.recordDocumentNews(sample.books.id, [newsOf(document, { status: "paid" })], null, noon);
      await store.recordLinkBacks([written], noon);
      expect((await store.pendingLinkBacks(sample.crm.id, 10, noon)).map(({ id, status }) => [id, status])).toEqual([[document.id, "paid"]]);
      await store.recordLinkBacks([{ ...written, shown: await reread(document) }], noon);
      expect(await store.pendingLinkBacks(sample.crm.id, 10, noon)).toEqual([]);
    });

    test("the same news of two processes count once, and those of a state that is over not at all", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      const part = newsOf(document, { status: "partly-paid", balance: { ...document.balance, amountMinor: 1 } });
      const counts = await Promise.all([store, other].map(async (one) => (await one.recordDocumentNews(sample.books.id, [part], null, noon)).changed));
      expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1]);
      expect(await store.recordDocumentNews(sample.books.id, [newsOf(document, { status: "voided" })], null, noon)).toEqual({ changed: 0, crmIds: [] });
      expect(await store.documentHistory(document.id)).toHaveLength(1);
    });

    test("nobody changes documents of other books", async () => {
      const [sample, stranger] = [await aWorkspace(store), await aWorkspace(store)];
      const document = await postedOf(sample, "145");
      expect((await store.recordDocumentNews(stranger.books.id, [newsOf(document, { status: "deleted" })], null, noon)).changed).toBe(0);
      expect(await store.documentsNamed(stranger.books.id, [document])).toEqual([]);
      expect((await store.documentsNamed(sample.books.id, [document, { kind: "estimate", booksId: "145" }, { kind: "invoice", booksId: "999" }])).map(({ id }) => id)).toEqual([document.id]);
    });

    test("a look is due at first, then when it said, and soon after a hint, which is not lost while one is under way", async () => {
      const sample = await aWorkspace(store);
      const isDue = async (at = noon): Promise<boolean> => (await store.dueDocumentLooks(at)).includes(sample.books.id);
      expect(await isDue()).toBe(false);
      await postedOf(sample, "145");
      expect(await isDue()).toBe(true);
      await store.beginDocumentLook(sample.books.id, { comparedAt: noon, dueAt: later(noon, 60_000) });
      expect([await isDue(later(noon, 59_000)), await isDue(later(noon, 60_000))]).toEqual([false, true]);
      await store.recordDocumentNews(sample.books.id, [], aLook(), noon);
      await store.hintDocuments(sample.books.id, later(noon, 1_000), 5_000);
      expect([await isDue(later(noon, 4_999)), await isDue(later(noon, 5_000))]).toEqual([false, true]);
      await store.recordDocumentNews(sample.books.id, [], aLook({ lookedAt: later(noon, 500), hintedDueAt: later(noon, 5_500) }), noon);
      expect(await store.documentLook(sample.books.id)).toMatchObject({ cursor: "c1", dueAt: later(noon, 5_500) });
      await store.recordDocumentNews(sample.books.id, [], aLook({ lookedAt: later(noon, 6_000) }), noon);
      expect(await store.documentLook(sample.books.id)).toMatchObject({ dueAt: later(noon, 60_000) });
      await store.setConnectionState(sample.books.id, "disconnected");
      expect(await isDue(later(noon, 90_000))).toBe(false);
    });

    test("what is open or young is compared, page by page; what is gone and what was settled long ago is not", async () => {
      const sample = await aWorkspace(store);
      const [open, paid, gone] = [await postedOf(sample, "1"), await postedOf(sample, "2"), await postedOf(sample, "3")];
      await store.recordDocumentNews(sample.books.id, [newsOf(paid, { status: "paid" }), newsOf(gone, { status: "deleted" })], null, noon);
      const compared = async (at = noon, limit = 10) => (await store.documentsToCompare(sample.books.id, { after: null, limit }, at)).map(({ id }) => id);
      expect(await compared()).toEqual([open.id, paid.id].toSorted());
      const [first] = await compared(noon, 1);
      expect((await store.documentsToCompare(sample.books.id, { after: first!, limit: 10 }, noon)).map(({ id }) => id)).toEqual([open.id, paid.id].filter((id) => id !== first));
      expect(await compared(later(noon, 91 * 86_400_000))).toEqual([open.id]);
      expect(await store.oldestLookedAfter(sample.books.id, noon)).toBe(noon);
    });

    test("a document that is gone is told, and stands open with what it came to until a person settles it", async () => {
      const [sample, stranger] = [await aWorkspace(store), await aWorkspace(store)];
      const [voided, deleted, paid] = [await postedOf(sample, "1"), await postedOf(sample, "2"), await postedOf(sample, "3")];
      const gone = { ...newsOf(voided, { status: "voided", total: { ...voided.total, amountMinor: 0 }, balance: { ...voided.balance, amountMinor: 0 } }), changedAt: later(noon, -60_000) };
      await store.recordDocumentNews(sample.books.id, [gone, newsOf(deleted, { status: "deleted" }), newsOf(paid, { status: "paid" })], null, noon);
      const open = async () => (await store.goneDocuments(sample.workspaceId, 10)).map(({ document, goneAt, had }) => [document.id, goneAt, had]);
      expect(await open()).toEqual([[deleted.id, noon, deleted.total], [voided.id, later(noon, -60_000), voided.total]]);
      const notices = (await store.freshNotices(10_000)).filter(({ workspaceId }) => workspaceId === sample.workspaceId);
      expect(notices.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ kind, at, facts }) => [kind, at, facts.failures, facts.document?.id, facts.document?.total])).toEqual([
        ["document-gone", later(noon, -60_000), [{ code: "document-voided", kind: "invoice" }], voided.id, voided.total],
        ["document-gone", noon, [{ code: "document-deleted", kind: "invoice" }], deleted.id, deleted.total],
      ]);

      // It was voided first and deleted then: nobody is told twice.
      await store.recordDocumentNews(sample.books.id, [newsOf(await reread(voided), { status: "deleted" })], null, noon);
      expect((await store.freshNotices(10_000)).filter(({ workspaceId }) => workspaceId === sample.workspaceId)).toHaveLength(2);
      expect(await store.settleGoneDocuments(stranger.workspaceId, [voided.id], "Eve", noon)).toBe(0);
      expect(await store.settleGoneDocuments(sample.workspaceId, [voided.id, paid.id], "Ann", noon)).toBe(1);
      expect(await open()).toEqual([[deleted.id, noon, deleted.total]]);
      expect([await store.countGoneDocuments(sample.workspaceId), await store.countGoneDocuments(stranger.workspaceId)]).toEqual([1, 0]);
    });

    test("documents past their due date are found until they say so", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      const late = async (today: string) => (await store.documentsPastDue(sample.books.id, today as LocalDate, 10)).map(({ id }) => id);
      expect([await late(document.dueDate!), await late("2199-01-01")]).toEqual([[], [document.id]]);
      await store.recordDocumentNews(sample.books.id, [newsOf(document, { status: "overdue" })], null, noon);
      expect(await late("2199-01-01")).toEqual([]);
    });

    test("what waits for a document is woken by its news, also by news that came before it went to sleep", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      const [sleeper, early, another] = await someEnrollments(store, sample, 3);
      const sleep = async (enrollment: typeof sleeper, status: KeptDocument["status"]): Promise<void> => {
        const move = toDelayed(enrollment!, later(noon, 86_400_000), { documents: [{ id: document.id, status }] });
        await store.recordAttempts([{ enrollmentId: enrollment!.id, move, attempt: anAttempt(enrollment!, { finishedAt: noon, outcome: { outcome: "delayed", until: later(noon, 86_400_000) } }) }], noon);
      };
      const wakesAt = async (enrollment: typeof sleeper) => (await store.enrollment(sample.workspaceId, enrollment!.id))?.wakeAt;
      await sleep(sleeper, "open");
      await store.recordDocumentNews(sample.books.id, [newsOf(document, { status: "paid" })], null, later(noon, 1));
      expect(await wakesAt(sleeper)).toBe(later(noon, 1));
      await sleep(early, "open");
      await sleep(another, "paid");
      await store.recordDocumentNews(sample.books.id, [], aLook(), later(noon, 2));
      expect([await wakesAt(early), await wakesAt(another)]).toEqual([later(noon, 2), later(noon, 86_400_000)]);
    });

    test("a step's document is the enrollment's own, or else that of the record's last enrollment", async () => {
      const sample = await aWorkspace(store);
      const document = await postedOf(sample, "145");
      expect((await store.documentOfStep(document.enrollmentId, "inv"))?.id).toBe(document.id);
      expect(await store.documentOfStep(document.enrollmentId, "other")).toBeUndefined();
      const [again] = await store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [{ ...(await store.enrollment(sample.workspaceId, document.enrollmentId))!, id: "again" as never, occurrence: 2, enrollmentState: "running", stepId: "inv", wakeAt: noon }], settledEventIds: [], now: noon });
      expect((await store.documentOfStep(again!.id, "inv"))?.id).toBe(document.id);
      const [stranger] = await someEnrollments(store, sample, 1);
      expect(await store.documentOfStep(stranger!.id, "inv")).toBeUndefined();
      const otherCrm = { ...sample.crm, id: `${sample.crm.id}-2` as ConnectionId, externalId: `${sample.crm.externalId}-2` };
      expect(await store.saveConnection(otherCrm, {})).toBe(true);
      const [namesake] = await store.recordIntake({ connectionId: otherCrm.id, records: [], enrollments: [{ ...(await store.enrollment(sample.workspaceId, document.enrollmentId))!, id: "namesake" as never, connectionId: otherCrm.id, enrollmentState: "running", stepId: "inv", wakeAt: noon }], settledEventIds: [], now: noon });
      expect(namesake?.recordId).toBe(document.recordId);
      expect(await store.documentOfStep(namesake!.id, "inv"), "another CRM's record of the same id").toBeUndefined();
    });
  });
}
