/** What every store must do. Called with a way to make a fresh database; opening it twice stands for two processes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later } from "#domain/dates.ts";
import type { EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import { newId } from "#store/ids.ts";
import { administer, type TestDatabase } from "./database.ts";
import {
  aDeal,
  anEvent,
  aNewEnrollment,
  aPlan,
  aPostedAnswer,
  aWorkspace,
  noon,
  type Sample,
  someEnrollments,
} from "./store-samples.ts";

export function storeContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`the store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let other: Store;
    let sample: Sample;
    beforeAll(async () => {
      database = await makeDatabase();
      store = (await database.open()).store;
      other = (await database.open()).store;
    });
    beforeAll(async () => void (sample = await aWorkspace(store)));
    afterAll(async () => database.drop());

    describe("the inbox", () => {
      test("keeps one event of several with the same source key", async () => {
        const { crm } = await aWorkspace(store);
        const event = anEvent();
        const counts = await Promise.all([
          store.receiveEvents(crm.id, [event, anEvent({ sourceKey: event.sourceKey })], noon),
          other.receiveEvents(crm.id, [event], noon),
        ]);
        expect(counts.toSorted()).toEqual([0, 1]);
        const pending = await store.pendingEvents(crm.id, 10, noon);
        expect(pending).toEqual([{ ...event, id: pending[0]?.id, connectionId: crm.id }]);
      });

      test("leaves out events that were put off until their time", async () => {
        const { crm } = await aWorkspace(store);
        await store.receiveEvents(crm.id, [anEvent({ recordId: "1" }), anEvent({ recordId: "2" })], noon);
        const [first] = await store.pendingEvents(crm.id, 1, noon);
        await store.postponeEvents([first?.id ?? ""], later(noon, 1_000));
        expect(await store.pendingEvents(crm.id, 10, noon)).toHaveLength(1);
        expect(await store.pendingEvents(crm.id, 10, later(noon, 1_000))).toHaveLength(2);
      });
    });

    describe("records and enrolling", () => {
      test("never overwrites a newer record with an older one", async () => {
        const { crm } = await aWorkspace(store);
        const newer = aDeal({ name: "newer", modifiedAt: later(noon, 1) });
        const intake = { connectionId: crm.id, enrollments: [], settledEventIds: [], now: noon };
        await store.recordIntake({ ...intake, records: [newer] });
        await store.recordIntake({ ...intake, records: [aDeal({ name: "older" })] });
        expect(await store.records(crm.id, "deal", ["1", "2"])).toEqual([newer]);
      });

      test("enrolls once when two workers take in the same record at the same time", async () => {
        const sample = await aWorkspace(store);
        await store.receiveEvents(sample.crm.id, [anEvent()], noon);
        const events = await store.pendingEvents(sample.crm.id, 10, noon);
        const intake = () => ({
          connectionId: sample.crm.id,
          records: [aDeal()],
          enrollments: [aNewEnrollment(sample, { recordId: "1" })],
          settledEventIds: events.map((event) => event.id),
          now: noon,
        });
        const kept = await Promise.all([store.recordIntake(intake()), other.recordIntake(intake())]);
        expect(kept.flat()).toHaveLength(1);
        expect(kept.flat()[0]).toMatchObject({ recordId: "1", tries: 0, failures: [], finishedAt: null, wakeAt: noon });
        expect(await store.pendingEvents(sample.crm.id, 10, noon)).toEqual([]);
        const pasts = await store.enrollmentPasts(sample.workflow.id, ["1", "2"]);
        expect([...pasts]).toEqual([["1", { occurrences: 1, isActive: true }]]);
      });
    });

    describe("claims", () => {
      test("of due enrollments exclude each other until the lease ends", async () => {
        const sample = await aWorkspace(store);
        await someEnrollments(store, sample, 20);
        const claims = await Promise.all([store, other].map((one) => one.claimDueEnrollments(sample.workspaceId, 12, noon, 5_000)));
        const ids = claims.flat().map((enrollment) => enrollment.id);
        expect(new Set(ids).size).toBe(ids.length);
        const rest = await store.claimDueEnrollments(sample.workspaceId, 100, noon, 5_000);
        expect(ids.length + rest.length).toBe(20);
        expect(await store.claimDueEnrollments(sample.workspaceId, 100, later(noon, 4_999), 5_000)).toEqual([]);
        expect(await store.claimDueEnrollments(sample.workspaceId, 100, later(noon, 5_000), 5_000)).toHaveLength(20);
      });

      test("of postings exclude each other, count the send and give them back as they were", async () => {
        const sample = await aWorkspace(store);
        const enrollments = await someEnrollments(store, sample, 20);
        await store.recordPlans(enrollments.map((enrollment) => aPlan(enrollment, sample)), noon);
        const claims = await Promise.all([store, other].map((one) => one.claimPostings(sample.books.id, 10, noon, 5_000)));
        const claimed = claims.flat();
        expect(new Set(claimed.map(({ posting }) => posting.id)).size).toBe(20);
        expect(claimed[0]?.posting).toMatchObject({ postingState: "intended", firstSentAt: null, sends: 0, notBefore: null });
        expect(claimed[0]?.enrollment).toMatchObject({ enrollmentState: "posting", startedAt: noon, recordName: "Big deal" });
        expect(await store.claimPostings(sample.books.id, 30, later(noon, 4_999), 5_000)).toEqual([]);
        const again = await store.claimPostings(sample.books.id, 30, later(noon, 5_000), 5_000);
        expect(again).toHaveLength(20);
        expect(again[0]?.posting).toMatchObject({ postingState: "sent", firstSentAt: noon, sends: 1 });
      });
    });

    describe("answers", () => {
      test("recorded twice keep one document and one move", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        if (enrollment === undefined) throw new Error("no enrollment");
        const recorded = aPlan(enrollment, sample);
        await store.recordPlans([recorded], noon);
        await store.claimPostings(sample.books.id, 1, noon, 5_000);
        const answer = aPostedAnswer(recorded, enrollment, "145");
        await Promise.all([store.recordAnswer(answer), other.recordAnswer(aPostedAnswer(recorded, enrollment, "145"))]);
        const documents = await store.documents(sample.workspaceId, { limit: 10 });
        expect(documents).toHaveLength(1);
        expect(documents[0]).toEqual({ ...answer.document, id: documents[0]?.id });
        expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({ enrollmentState: "completed", finishedAt: noon });
        expect((await store.stepAttempts(enrollment.id))[0]?.exchanges).toHaveLength(1);
        expect(await store.latestPosting(enrollment.id, "inv", 0)).toMatchObject({ postingState: "posted" });
      });
    });

    test("finds nothing in somebody else's workspace", async () => {
      const [enrollment] = await someEnrollments(store, sample, 1);
      const stranger = newId() as WorkspaceId;
      expect(await store.enrollment(stranger, enrollment?.id ?? ("" as EnrollmentId))).toBeUndefined();
      expect(await store.workflow(stranger, sample.workflow.id)).toBeUndefined();
      expect(await store.connections(stranger)).toEqual([]);
    });

    test("keeps secrets unreadable in the database", async () => {
      const kept = await administer(database.url, `select ciphertext from connection_secrets where connection_id = '${sample.books.id}'`);
      expect(JSON.stringify(kept.rows)).not.toContain("books-secret");
      expect(await store.readSecret(sample.books.id)).toEqual({ refreshToken: "books-secret" });
    });
  });
}
