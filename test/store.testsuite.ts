/** What every store must do. Called with a way to make a fresh database; opening it twice stands for two processes. */
import { describe, expect, test } from "vitest";
import { later } from "#domain/dates.ts";
import { type Enrollment, type EnrollmentMove, toCancelled, toNeedsAttention, toPosting, toWaiting } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { DocumentFilter } from "#domain/ports/document-store.ts";
import type { EnrollmentFilter } from "#domain/ports/enrollment-store.ts";
import type { RecordedAnswer } from "#domain/ports/posting-store.ts";
import type { Store } from "#domain/ports/store.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import {
  aDeal,
  anAttempt,
  anEvent,
  aNewEnrollment,
  aPlan,
  aUnit,
  aPostedAnswer,
  anotherWorkflow,
  aWorkspace,
  noon,
  plan,
  someEnrollments,
} from "./store-samples.ts";

/** Events, records, enrollments, plans, answers, documents. */
export function storeContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let other: Store;
    openStores(makeDatabase, (opened) => ({ store, other } = opened));

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
        const pasts = await store.enrollmentPasts(sample.workflow.id, sample.crm.id, ["1", "2"]);
        expect([...pasts]).toEqual([["1", { occurrences: 1, left: 0, undone: 0, activeStates: ["running"], isActive: true }]]);
      });
    });

    describe("claims", () => {
      test("of due enrollments exclude each other until the lease ends", async () => {
        const sample = await aWorkspace(store);
        await someEnrollments(store, sample, 20);
        const claims = await Promise.all(
          [store, other].map((one) => one.claimDueEnrollments(sample.workspaceId, 12, noon, 5_000)),
        );
        const ids = claims.flat().map((enrollment) => enrollment.id);
        expect(new Set(ids).size).toBe(ids.length);
        const rest = await store.claimDueEnrollments(sample.workspaceId, 100, noon, 5_000);
        expect(ids.length + rest.length).toBe(20);
        expect(await store.claimDueEnrollments(sample.workspaceId, 100, later(noon, 4_999), 5_000)).toEqual([]);
        expect(await store.claimDueEnrollments(sample.workspaceId, 100, later(noon, 5_000), 5_000)).toHaveLength(20);
      });

      test("of a step's documents go in their order, each once the one before is posted", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        const unit = aUnit(enrollment!, sample);
        await store.recordPlans([unit], noon);
        const claim = async () => (await store.claimPostings(sample.books.id, 9, noon, 5_000, "single")).map(({ posting }) => posting.ordinal);
        expect([await claim(), await claim()]).toEqual([[0], []]);
        const stays = toPosting({ ...enrollment!, enrollmentState: "posting" });
        await store.recordAnswer({ ...aPostedAnswer(unit, enrollment!, "901"), finished: false, move: stays });
        expect(await store.enrollment(sample.workspaceId, enrollment!.id)).toMatchObject({ enrollmentState: "posting", stepId: "inv" });
        expect((await store.dueWork(noon)).post).toContain(sample.books.id);
        expect([await claim(), await claim()]).toEqual([[1], []]);
        expect((await store.latestPostings(enrollment!.id, "inv")).map((one) => [one.ordinal, one.postingState])).toEqual([[0, "posted"], [1, "sent"]]);
      });

      test("never take what a newer plan replaced before it was sent", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        const unit = aUnit(enrollment!, sample);
        await store.recordPlans([unit], noon);
        await store.claimPostings(sample.books.id, 9, noon, 5_000, "single");
        const failures = [{ code: "internal-error" as const, incident: "i" }];
        const refused = { ...aPostedAnswer(unit, enrollment!, "902"), posting: { postingState: "refused" as const, notBefore: null, failures }, document: null };
        await store.recordAnswer({ ...refused, outcome: { outcome: "failed", failures }, move: { ...toPosting({ ...enrollment!, enrollmentState: "running" }), enrollmentState: "running", wakeAt: noon } });
        await store.recordPlans([aUnit(enrollment!, sample, 1)], noon);
        const states = (await store.latestPostings(enrollment!.id, "inv")).map((one) => [one.ordinal, one.generation, one.postingState]);
        expect(states).toEqual([[0, 1, "intended"], [1, 1, "intended"]]);
        const taken = await store.claimPostings(sample.books.id, 9, later(noon, 60_000), 5_000, "single");
        expect(taken.map(({ posting }) => [posting.ordinal, posting.generation])).toEqual([[0, 1]]);
      });

      test("never take what is planned anew once the answer to the plan before says that it is posted after all", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        const before = aPlan(enrollment!, sample);
        await store.recordPlans([before], noon);
        await store.claimPostings(sample.books.id, 9, noon, 5_000, "single");
        const failures = [{ code: "internal-error" as const, incident: "i" }];
        const posted = aPostedAnswer(before, enrollment!, "903");
        const refused = { ...posted, posting: { postingState: "refused" as const, notBefore: null, failures }, document: null };
        await store.recordAnswer({ ...refused, outcome: { outcome: "failed", failures }, move: { ...toPosting({ ...enrollment!, enrollmentState: "running" }), enrollmentState: "running", wakeAt: noon } });
        await store.recordPlans([aPlan(enrollment!, sample, 1)], noon);
        await other.recordAnswer(posted);
        expect(await store.latestPostings(enrollment!.id, "inv")).toMatchObject([{ generation: 0, postingState: "posted" }]);
        expect(await store.claimPostings(sample.books.id, 9, later(noon, 60_000), 5_000, "single")).toEqual([]);
        expect(await store.freshPostings(sample.books.id, later(noon, 60_000))).toBe(0);
      });

      test("never take what was never sent of an enrollment that has gone on", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        await store.recordPlans([aPlan(enrollment!, sample)], noon);
        const gone = { ...toPosting({ ...enrollment!, enrollmentState: "running" }), enrollmentState: "completed" as const, stepId: null, finishedAt: noon };
        expect(await store.moveEnrollment(enrollment!.id, "posting", gone, noon)).toBe(true);
        expect(await store.claimPostings(sample.books.id, 9, noon, 5_000, "single")).toEqual([]);
      });

      test("of postings exclude each other, count the send and give them back as they were", async () => {
        const sample = await aWorkspace(store);
        const enrollments = await someEnrollments(store, sample, 20);
        await store.recordPlans(
          enrollments.map((enrollment) => aPlan(enrollment, sample)),
          noon,
        );
        const claims = await Promise.all(
          [store, other].map((one) => one.claimPostings(sample.books.id, 10, noon, 5_000, "single")),
        );
        const claimed = claims.flat();
        expect(new Set(claimed.map(({ posting }) => posting.id)).size).toBe(20);
        expect(claimed[0]?.posting).toMatchObject({
          postingState: "intended",
          firstSentAt: null,
          sends: 0,
          notBefore: null,
        });
        expect(claimed[0]?.enrollment).toMatchObject({
          enrollmentState: "posting",
          startedAt: noon,
          recordName: "Big deal",
        });
        expect(await store.claimPostings(sample.books.id, 30, later(noon, 4_999), 5_000, "single")).toEqual([]);
        const again = await store.claimPostings(sample.books.id, 30, later(noon, 5_000), 5_000, "single");
        expect(again).toHaveLength(20);
        expect(again[0]?.posting).toMatchObject({ postingState: "sent", firstSentAt: noon, sends: 1 });
      });

      test("of postings for a batch take only what was never sent", async () => {
        const sample = await aWorkspace(store);
        const plans = (await someEnrollments(store, sample, 3)).map((enrollment) => aPlan(enrollment, sample));
        await store.recordPlans(plans, noon);
        const [single] = await store.claimPostings(sample.books.id, 1, noon, 1_000, "single");
        const inBatch = await store.claimPostings(sample.books.id, 30, later(noon, 2_000), 1_000, "batch");
        expect(inBatch).toHaveLength(2);
        expect(inBatch.map(({ posting }) => posting.id)).not.toContain(single?.posting.id);
        expect(await store.claimPostings(sample.books.id, 30, later(noon, 9_000), 1_000, "batch")).toEqual([]);
        expect(await store.claimPostings(sample.books.id, 30, later(noon, 9_000), 1_000, "single")).toHaveLength(3);
      });

      test("of postings take turns between workflows, each with its oldest first", async () => {
        const sample = await aWorkspace(store);
        const flows = [sample, await anotherWorkflow(store, sample), await anotherWorkflow(store, sample)];
        for (const [index, count] of [40, 3, 1].entries()) {
          const flow = flows[index] ?? sample;
          const enrollments = await someEnrollments(store, flow, count);
          for (const [order, enrollment] of enrollments.entries()) {
            await store.recordPlans([aPlan(enrollment, flow)], later(noon, index * 1_000 + order));
          }
        }
        const claimed = await store.claimPostings(sample.books.id, 8, later(noon, 60_000), 5_000, "single");
        const counts = flows.map((flow) => claimed.filter(({ enrollment }) => enrollment.workflowId === flow.workflow.id).length);
        expect(counts).toEqual([4, 3, 1]);
        const ofFirst = claimed.filter(({ enrollment }) => enrollment.workflowId === sample.workflow.id);
        expect(ofFirst.map(({ posting }) => posting.createdAt)).toEqual([0, 1, 2, 3].map((ms) => later(noon, ms)));
        expect(new Set(claimed.slice(0, 3).map(({ enrollment }) => enrollment.workflowId)).size).toBe(3);
      });

      test("of postings do not starve the workflows that have no place in the first claim", async () => {
        const sample = await aWorkspace(store);
        const flows = [sample];
        for (let more = 0; more < 5; more++) flows.push(await anotherWorkflow(store, sample));
        for (const flow of flows) {
          const enrollments = await someEnrollments(store, flow, 40);
          await store.recordPlans(enrollments.map((enrollment) => aPlan(enrollment, flow)), noon);
        }
        const met = new Set<string>();
        for (let claim = 0; claim < 60; claim++) {
          for (const { enrollment } of await store.claimPostings(sample.books.id, 2, noon, 60_000, "single")) met.add(enrollment.workflowId);
        }
        expect(met.size).toBe(6);
      });
    });

    describe("batches", () => {
      async function claimedPostings(count: number) {
        const sample = await aWorkspace(store);
        const enrollments = await someEnrollments(store, sample, count);
        const plans = enrollments.map((enrollment) => aPlan(enrollment, sample));
        await store.recordPlans(plans, noon);
        const claimed = await store.claimPostings(sample.books.id, count, noon, 5_000, "batch");
        return { sample, plans, claims: claimed.map(({ posting: { id, sends } }) => ({ id, sends: sends + 1 })), claimed };
      }

      test("keep what they carry from everybody until they are certainly over", async () => {
        const { sample, claims } = await claimedPostings(3);
        const marked = await store.markBatched(claims, later(noon, 180_000), noon);
        expect(marked.sort()).toEqual(claims.map(({ id }) => id).sort());
        expect(await store.claimPostings(sample.books.id, 9, later(noon, 179_999), 5_000, "single")).toEqual([]);
        expect(await store.freshPostings(sample.books.id, later(noon, 180_000))).toBe(0);
        const again = await store.claimPostings(sample.books.id, 9, later(noon, 180_000), 5_000, "single");
        expect(again.map(({ posting }) => posting)).toEqual(claims.map(() => expect.objectContaining({ postingState: "sent", batchedAt: noon, firstSentAt: noon })));
      });

      test("carry nothing that somebody else has claimed or settled meanwhile", async () => {
        const { sample, plans, claims, claimed } = await claimedPostings(3);
        const settled = claimed[2]!;
        const plan = plans.find(({ postings: [posting] }) => posting?.id === settled.posting.id)!;
        await store.recordAnswer(aPostedAnswer(plan, settled.enrollment, `d-${settled.posting.id}`));
        const [again] = await store.claimPostings(sample.books.id, 1, later(noon, 5_000), 5_000, "single");
        const ours = claims.filter(({ id }) => id !== again?.posting.id && id !== settled.posting.id);
        expect(await store.markBatched(claims, later(noon, 180_000), later(noon, 5_001))).toEqual(ours.map(({ id }) => id));
      });

      test("that certainly wrote nothing leave the ledger as it was, unless a newer claim has sent it", async () => {
        const { sample, plans, claims, claimed } = await claimedPostings(2);
        await store.markBatched(claims, later(noon, 180_000), noon);
        const answer = (index: number, sends: number): RecordedAnswer => ({
          ...aPostedAnswer(plans.find(({ postings: [posting] }) => posting?.id === claimed[index]!.posting.id)!, claimed[index]!.enrollment, "1"),
          sends,
          posting: { postingState: "intended", notBefore: null, failures: [] },
          move: { ...claimed[index]!.enrollment, finishedAt: null, enrollmentState: "posting" },
          document: null,
        });
        await store.recordAnswer(answer(0, 1));
        await store.recordAnswer(answer(1, 0));
        const postings = await Promise.all(claimed.map(({ enrollment }) => store.latestPostings(enrollment.id, "inv").then(([posting]) => posting)));
        expect(postings[0]).toMatchObject({ postingState: "intended", firstSentAt: null, batchedAt: null });
        expect(postings[1]).toMatchObject({ postingState: "sent", firstSentAt: noon, batchedAt: noon });
        expect(await store.freshPostings(sample.books.id, noon)).toBe(1);
      });
    });

    describe("plans", () => {
      test("are kept only while the enrollment runs or waits at that step", async () => {
        const sample = await aWorkspace(store);
        const [running, cancelled, elsewhere] = await someEnrollments(store, sample, 3);
        if (!running || !cancelled || !elsewhere) throw new Error("three enrollments are needed");
        await store.moveEnrollment(cancelled.id, "running", toCancelled(cancelled, noon), noon);
        await store.moveEnrollment(elsewhere.id, "running", movedTo("two"), noon);
        const plans = [running, cancelled, elsewhere].map((enrollment) => aPlan(enrollment, sample));
        expect(await store.recordPlans(plans, noon)).toEqual({ kept: [running.id], stopped: [] });
        expect(await store.recordPlans(plans, noon)).toEqual({ kept: [], stopped: [] });
        expect((await store.latestPostings(cancelled.id, "inv"))[0]).toBeUndefined();
        expect(await store.stepAttempts(elsewhere.id)).toEqual([]);
        expect(await store.stepAttempts(running.id)).toEqual([plans[0]?.attempt]);
        expect((await store.latestPostings(running.id, "inv"))[0]).toEqual({ ...plans[0]?.postings[0], createdAt: noon });
      });

      test("are never posted for an enrollment that was cancelled before the first send", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        if (!enrollment) throw new Error("no enrollment");
        await store.recordPlans([aPlan(enrollment, sample)], noon);
        expect((await store.dueWork(noon)).post).toContain(sample.books.id);
        await store.moveEnrollment(enrollment.id, "posting", toCancelled(enrollment, noon), noon);
        expect(await store.claimPostings(sample.books.id, 10, noon, 1_000, "single")).toEqual([]);
        expect((await store.dueWork(noon)).post).not.toContain(sample.books.id);
      });

      test("are not undone by a late worker's failed attempt", async () => {
        const sample = await aWorkspace(store);
        const [enrollment] = await someEnrollments(store, sample, 1);
        if (!enrollment) throw new Error("no enrollment");
        await store.recordPlans([aPlan(enrollment, sample)], noon);
        const move = toNeedsAttention(enrollment, [{ code: "no-line-items", recordName: "Big deal" }]);
        await store.recordAttempts(
          [{ attempt: anAttempt(enrollment, { number: 2 }), enrollmentId: enrollment.id, move }],
          noon,
        );
        expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({
          enrollmentState: "posting",
          failures: [],
        });
        expect(await store.stepAttempts(enrollment.id)).toHaveLength(1);
      });
    });

    test("keeps why a step waits, and finds it when it is due again", async () => {
      const sample = await aWorkspace(store);
      const [enrollment] = await someEnrollments(store, sample, 1);
      if (!enrollment) throw new Error("no enrollment");
      const because = { code: "crm-busy", retryAt: later(noon, 9_000) } as const;
      const move = toWaiting(enrollment, later(noon, 9_000), because);
      const attempt = anAttempt(enrollment, {
        finishedAt: noon,
        outcome: { outcome: "waiting", until: later(noon, 9_000), because },
      });
      await store.recordAttempts([{ attempt, enrollmentId: enrollment.id, move }], noon);
      expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({
        failures: [because],
        tries: 1,
      });
      expect(await store.stepAttempts(enrollment.id)).toEqual([attempt]);
      expect((await store.dueWork(later(noon, 8_999))).run).not.toContain(sample.workspaceId);
      expect((await store.dueWork(later(noon, 9_000))).run).toContain(sample.workspaceId);
      const [again] = await store.claimDueEnrollments(sample.workspaceId, 10, later(noon, 9_000), 1_000);
      expect(again).toMatchObject({
        id: enrollment.id,
        enrollmentState: "running",
        tries: 1,
        wakeAt: later(noon, 10_000),
      });
    });

    describe("answers", () => {
      test("recorded twice keep one document and one move", async () => {
        const sample = await aWorkspace(store);
        const { recorded, enrollment } = await aSentPosting(sample);
        const record = aDeal({ id: enrollment.recordId });
        await store.recordIntake({ connectionId: sample.crm.id, records: [record], enrollments: [], settledEventIds: [], now: noon });
        const answer = aPostedAnswer(recorded, enrollment, "145");
        await Promise.all([store.recordAnswer(answer), other.recordAnswer(aPostedAnswer(recorded, enrollment, "145"))]);
        const documents = await store.documents(sample.workspaceId, { limit: 10 });
        expect(documents).toHaveLength(1);
        expect(documents[0]).toEqual({ ...answer.document, id: documents[0]?.id, recordUrl: record.url });
        expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({
          enrollmentState: "completed",
          finishedAt: noon,
        });
        expect((await store.stepAttempts(enrollment.id))[0]?.exchanges).toHaveLength(1);
        expect((await store.latestPostings(enrollment.id, "inv"))[0]).toMatchObject({ postingState: "posted" });
      });

      test("that come late never take back what was posted", async () => {
        const sample = await aWorkspace(store);
        const { recorded, enrollment } = await aSentPosting(sample);
        const posted = aPostedAnswer(recorded, enrollment, "146");
        await store.recordAnswer(posted);
        await store.recordAnswer(unknownAnswer(posted, enrollment));
        expect((await store.latestPostings(enrollment.id, "inv"))[0]).toMatchObject({
          postingState: "posted",
          failures: [],
        });
        expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({
          enrollmentState: "completed",
        });
      });

      test("that say posted count even after the outcome was given up as unknown", async () => {
        const sample = await aWorkspace(store);
        const { recorded, enrollment } = await aSentPosting(sample);
        const posted = aPostedAnswer(recorded, enrollment, "147");
        await store.recordAnswer(unknownAnswer(posted, enrollment));
        expect((await store.stoppedBy(sample.workspaceId, 10)).flatMap(({ newest }) => newest)).toEqual([enrollment.id]);
        await store.recordAnswer(posted);
        expect(await store.documentsOfEnrollment(enrollment.id)).toHaveLength(1);
      });

      test("keep the document of an enrollment that was cancelled while it was sent", async () => {
        const sample = await aWorkspace(store);
        const { recorded, enrollment } = await aSentPosting(sample);
        await store.moveEnrollment(enrollment.id, "posting", toCancelled(enrollment, noon), noon);
        await store.recordAnswer(aPostedAnswer(recorded, enrollment, "148"));
        expect(await store.documentsOfEnrollment(enrollment.id)).toHaveLength(1);
        expect(await store.enrollment(sample.workspaceId, enrollment.id)).toMatchObject({
          enrollmentState: "cancelled",
        });
      });
    });

    test("hands out documents to link back until their records show them", async () => {
      const sample = await aWorkspace(store);
      const { recorded, enrollment } = await aSentPosting(sample);
      await store.recordAnswer(aPostedAnswer(recorded, enrollment, "149"));
      const [document] = await store.pendingLinkBacks(sample.crm.id, 10, noon);
      if (!document) throw new Error("no document");
      const failure = { code: "crm-busy", retryAt: later(noon, 500) } as const;
      await store.recordLinkBacks(
        [{ documentId: document.id, state: "pending", failure, retryAt: later(noon, 500) }],
        noon,
      );
      expect(await store.pendingLinkBacks(sample.crm.id, 10, noon)).toEqual([]);
      expect((await store.dueWork(later(noon, 500))).linkBack).toContain(sample.crm.id);
      const [again] = await store.pendingLinkBacks(sample.crm.id, 10, later(noon, 500));
      expect(again).toMatchObject({ linkBackTries: 1, linkBackFailure: failure, plan });
      await store.recordLinkBacks([{ documentId: document.id, state: "linked", failure: null, retryAt: null }], noon);
      expect(await store.document(sample.workspaceId, document.id)).toMatchObject({
        linkBackState: "linked",
        linkBackFailure: null,
      });
      expect(await store.overview(sample.workspaceId, noon)).toMatchObject({
        documents: 1,
        documentsToday: 1,
        enrollments: { completed: 1 },
      });
    });

    test("finds documents by number, names, kind, workflow and date, in this workspace alone", async () => {
      const sample = await aWorkspace(store);
      const { recorded, enrollment } = await aSentPosting(sample);
      await store.recordAnswer(aPostedAnswer(recorded, enrollment, "149"));
      const [document] = await store.documents(sample.workspaceId, { limit: 10 });
      if (!document) throw new Error("no document");
      const found = async (filter: DocumentFilter) => (await store.documents(sample.workspaceId, { limit: 10, ...filter })).length;
      expect(await found({ search: document.recordName.toUpperCase() })).toBe(1);
      expect(await found({ search: document.number ?? "", kinds: ["invoice"], workflowId: sample.workflow.id })).toBe(1);
      expect(await found({ from: document.transactionDate, until: document.transactionDate })).toBe(1);
      expect(await Promise.all([found({ search: "100%" }), found({ kinds: ["expense"] }), found({ workflowId: "nobody" as never }), found({ from: "2199-01-01" as never })])).toEqual([0, 0, 0, 0]);
      expect(await store.documents((await aWorkspace(store)).workspaceId, { limit: 10, search: document.recordName })).toEqual([]);
    });

    test("sums up documents by day of a time zone, kind and currency, what stopped, and how long posting took", async () => {
      const sample = await aWorkspace(store);
      const { recorded, enrollment } = await aSentPosting(sample);
      await store.recordAnswer(aPostedAnswer(recorded, enrollment, "149"));
      const other = await aSentPosting(sample);
      const failures = [{ code: "no-contact", recordName: "Acme" } as const, { code: "no-line-items", recordName: "Acme" } as const];
      const refused = aPostedAnswer(other.recorded, other.enrollment, "150");
      await store.recordAnswer({ ...refused, document: null, outcome: { outcome: "failed", failures }, posting: { ...refused.posting, postingState: "refused" }, finished: true });
      const day = (timeZone: string) => ({ from: later(noon, -86_400_000), until: later(noon, 86_400_000), timeZone, workflowId: null });
      const { posted, stopped, postingTimes } = await store.performance(sample.workspaceId, day("UTC"));
      expect(posted).toEqual([{ day: "2026-11-20", kind: "invoice", count: 1, total: plan.total }]);
      expect(stopped.map(({ failure, variants, attempts }) => [failure.code, variants, attempts])).toEqual([["no-contact", 1, 1], ["no-line-items", 1, 1]]);
      expect(postingTimes).toMatchObject([{ day: "2026-11-20", medianMs: expect.any(Number) }]);
      expect((await store.performance(sample.workspaceId, day("Pacific/Kiritimati"))).posted).toMatchObject([{ day: "2026-11-21" }]);
      expect(await store.performance(sample.workspaceId, { ...day("UTC"), workflowId: "nobody" as never })).toEqual({ posted: [], stopped: [], postingTimes: [] });
      expect((await store.performance((await aWorkspace(store)).workspaceId, day("UTC"))).posted).toEqual([]);
    });

    test("pages through enrollments, newest first, without a gap or a repetition", async () => {
      const sample = await aWorkspace(store);
      await someEnrollments(store, sample, 7);
      const seen: string[] = [];
      for (let after: string | undefined; ; after = seen.at(-1)) {
        const page = await store.enrollments(sample.workspaceId, { states: ["running"] }, { limit: 3, after });
        seen.push(...page.map((enrollment) => enrollment.id));
        if (page.length < 3) break;
      }
      expect(new Set(seen).size).toBe(7);
      expect(seen).toHaveLength(7);
    });

    test("W15: narrows enrollments by states, record name and time, and counts them by state", async () => {
      const sample = await aWorkspace(store);
      const [first, , third] = await someEnrollments(store, sample, 3);
      if (!first || !third) throw new Error("three enrollments are needed");
      await store.moveEnrollment(third.id, "running", { ...third, enrollmentState: "cancelled", finishedAt: noon }, noon);
      const idsOf = async (filter: EnrollmentFilter) => (await store.enrollments(sample.workspaceId, filter, { limit: 10 })).map(({ id }) => id);
      expect(await idsOf({ states: ["cancelled"] })).toEqual([third.id]);
      expect(await idsOf({ states: ["cancelled", "running"], workflowId: sample.workflow.id })).toHaveLength(3);
      expect(await idsOf({ search: first.recordName.slice(1).toUpperCase(), recordId: first.recordId })).toEqual([first.id]);
      expect(await idsOf({ search: "%" })).toEqual([]);
      expect(await idsOf({ from: first.startedAt, to: later(first.startedAt, 1) })).toContain(first.id);
      expect(await idsOf({ to: later(first.startedAt, -60_000) })).toEqual([]);
      const counts = await store.enrollmentCounts(sample.workspaceId, sample.workflow.id);
      expect(new Map(counts.map(({ state, count }) => [state, count]))).toEqual(new Map([["running", 2], ["cancelled", 1]]));
    });

    test("finds nothing in somebody else's workspace", async () => {
      const sample = await aWorkspace(store);
      const { recorded, enrollment } = await aSentPosting(sample);
      const answer = aPostedAnswer(recorded, enrollment, "150");
      await store.recordAnswer(answer);
      const stranger = (await aWorkspace(store)).workspaceId;
      expect(await store.enrollment(stranger, enrollment.id)).toBeUndefined();
      expect(answer.document && (await store.document(stranger, answer.document.id))).toBeUndefined();
      expect(await store.workflow(stranger, sample.workflow.id)).toBeUndefined();
      expect(await store.claimDueEnrollments(stranger, 10, noon, 1_000)).toEqual([]);
      expect((await store.connections(stranger)).map((connection) => connection.id)).not.toContain(sample.crm.id);
      expect(await store.connections("nobody" as WorkspaceId)).toEqual([]);
    });

    test("publishes immutable versions", async () => {
      const sample = await aWorkspace(store);
      const changed = { ...sample.workflow.definition, allowsReenrollment: true };
      expect(await store.publishVersion(sample.workflow.id, changed, later(noon, 1))).toBe(2);
      expect(await store.workflowVersion(sample.workflow.id, 1)).toEqual(sample.workflow.definition);
      const expected = { ...sample.workflow, version: 2, definition: changed, updatedAt: later(noon, 1) };
      expect(await store.activeWorkflows(sample.workspaceId, "deal")).toEqual([expected]);
      await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
      expect(await store.activeWorkflows(sample.workspaceId, "deal")).toEqual([]);
    });

    async function aSentPosting(sample: Awaited<ReturnType<typeof aWorkspace>>) {
      const [enrollment] = await someEnrollments(store, sample, 1);
      if (!enrollment) throw new Error("no enrollment");
      const recorded = aPlan(enrollment, sample);
      await store.recordPlans([recorded], noon);
      await store.claimPostings(sample.books.id, 1, noon, 5_000, "single");
      return { recorded, enrollment };
    }
  });
}

function movedTo(stepId: string): EnrollmentMove {
  return { enrollmentState: "running", stepId, wakeAt: noon, tries: 0, failures: [], finishedAt: null };
}

function unknownAnswer(posted: RecordedAnswer, enrollment: Enrollment): RecordedAnswer {
  const failures: Failure[] = [{ code: "outcome-unknown", kind: "invoice", candidates: [], sentAt: noon }];
  return {
    ...posted,
    posting: { postingState: "unknown", notBefore: null, failures },
    outcome: { outcome: "failed", failures },
    move: toNeedsAttention({ ...enrollment, enrollmentState: "posting" }, failures),
    document: null,
  };
}
