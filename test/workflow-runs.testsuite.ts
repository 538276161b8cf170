/** What every store must do for workflows that run: caps, pauses, stops, and who is taken out. Two openings stand for two processes. */
import { describe, expect, test } from "vitest";
import { type Instant, later } from "#domain/dates.ts";
import { toAwaitingApproval, toNeedsAttention, toNextStep, toWaiting } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { Store } from "#domain/ports/store.ts";
import type { WorkflowCaps, WorkflowDefinition } from "#domain/workflow.ts";
import { seededRandom } from "../simulators/parts/fault-plan.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aDeal, anAttempt, aNewEnrollment, aPlan, aPostedAnswer, aWorkspace, noon, type Sample, someEnrollments } from "./store-samples.ts";

const minute = 60_000;

export function workflowRunsContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`workflows that run, in the store on ${name}`, () => {
    let store: Store;
    let other: Store;
    openStores(makeDatabase, (opened) => ({ store, other } = opened));

    async function withDefinition(change: Partial<WorkflowDefinition>): Promise<Sample> {
      const sample = await aWorkspace(store);
      await store.publishVersion(sample.workflow.id, { ...sample.workflow.definition, ...change }, noon);
      return sample;
    }

    const caps = (some: Partial<WorkflowCaps>): Promise<Sample> =>
      withDefinition({ caps: { documentsPerHour: null, amountPerDocument: null, newCustomersPerDay: null, ...some } });

    async function plansOf(sample: Sample, count: number) {
      return (await someEnrollments(store, sample, count)).map((enrollment) => aPlan(enrollment, sample));
    }

    describe("W17: caps", () => {
      test("let exactly so many documents into the ledger, however many workers record at once, and pause the workflow once", async () => {
        const sample = await caps({ documentsPerHour: 25 });
        const plans = await plansOf(sample, 80);
        const batches = Array.from({ length: 20 }, (_, at) => plans.slice(at * 4, at * 4 + 4));
        const recorded = await Promise.all(batches.map((batch, at) => (at % 2 === 0 ? store : other).recordPlans(batch, noon)));
        expect(recorded.flatMap(({ kept }) => kept)).toHaveLength(25);
        const stopped = recorded.flatMap((one) => one.stopped);
        expect(new Set(stopped.map(({ failure }) => failure.code))).toEqual(new Set(["workflow-halted"]));
        expect(stopped).toHaveLength(55);
        expect(await store.pendingPostings(sample.books.id)).toMatchObject({ count: 25 });
        const workflow = await store.workflow(sample.workspaceId, sample.workflow.id);
        expect(workflow).toMatchObject({ state: "paused", pausedBecause: { code: "cap-documents", cap: 25 } });
        expect(await store.openAlerts(sample.workspaceId)).toMatchObject([{ workflowId: sample.workflow.id, workflowName: workflow?.name, failure: { code: "cap-documents" } }]);
      });

      test("count the hour that rolls, and count anew when a person resumes", async () => {
        const sample = await caps({ documentsPerHour: 1 });
        const [first, second, third, fourth] = await plansOf(sample, 4);
        if (!first || !second || !third || !fourth) throw new Error("four plans are needed");
        expect((await store.recordPlans([first], noon)).kept).toHaveLength(1);
        expect((await store.recordPlans([second], later(noon, 61 * minute))).kept).toHaveLength(1);
        expect((await store.recordPlans([third], later(noon, 62 * minute))).stopped).toHaveLength(1);
        await store.resumeWorkflow(sample.workflow.id, "enroll", later(noon, 63 * minute));
        expect(await store.workflow(sample.workspaceId, sample.workflow.id)).toMatchObject({ state: "on", pausedBecause: null });
        expect(await store.openAlerts(sample.workspaceId)).toEqual([]);
        expect((await store.recordPlans([third], later(noon, 64 * minute))).kept).toHaveLength(1);
        expect((await store.recordPlans([fourth], later(noon, 65 * minute))).stopped).toHaveLength(1);
      });

      test("stop a document of too large an amount with its reason, and hold the next one back until the workflow is resumed", async () => {
        const sample = await caps({ amountPerDocument: { amount: "1000", currency: "USD" } });
        const [large, next] = await plansOf(sample, 2);
        if (!large || !next) throw new Error("two plans are needed");
        const { kept, stopped } = await store.recordPlans([large, next], noon);
        expect(kept).toEqual([]);
        expect(stopped.map(({ failure }) => failure.code)).toEqual(["cap-amount", "workflow-halted"]);
        expect(await store.pendingPostings(sample.books.id)).toMatchObject({ count: 0 });
      });

      test("do not count what the books refused", async () => {
        const sample = await caps({ documentsPerHour: 1 });
        const [first, second] = await plansOf(sample, 2);
        if (!first || !second) throw new Error("two plans are needed");
        await store.recordPlans([first], noon);
        const [claimed] = await store.claimPostings(sample.books.id, 1, noon, 5_000, "single");
        if (!claimed) throw new Error("nothing was claimed");
        const answer = aPostedAnswer(first, claimed.enrollment, "1");
        await store.recordAnswer({ ...answer, document: null, posting: { ...answer.posting, postingState: "refused" }, move: toNeedsAttention(claimed.enrollment, []) });
        expect((await store.recordPlans([second], noon)).kept).toHaveLength(1);
      });

      test("stop a workflow that is off without turning it on", async () => {
        const sample = await caps({ documentsPerHour: 1 });
        const plans = await plansOf(sample, 2);
        await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
        expect((await store.recordPlans(plans, later(noon, 1))).stopped).toHaveLength(1);
        expect(await store.workflow(sample.workspaceId, sample.workflow.id)).toMatchObject({ state: "off", pausedBecause: { code: "cap-documents" } });
        await store.resumeWorkflow(sample.workflow.id, "leave", later(noon, 2));
        expect(await store.workflow(sample.workspaceId, sample.workflow.id)).toMatchObject({ state: "off", pausedBecause: null });
      });
    });

    describe("W17: a paused workflow", () => {
      const match = (sample: Sample, recordId: string) => ({ workflowId: sample.workflow.id, connectionId: sample.crm.id, objectType: "deal" as const, recordId, recordName: "Big deal" });
      const waits = (sample: Sample, ids: string[], at: Instant = noon) =>
        store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [], settledEventIds: [], waiting: ids.map((id) => match(sample, id)), now: at });

      test("keeps what matched, each record once, and gives it out when the workflow is on again", async () => {
        const sample = await aWorkspace(store);
        await store.pauseWorkflow(sample.workflow.id, noon);
        await waits(sample, ["1", "2"]);
        await waits(sample, ["2", "3"], later(noon, 1));
        expect(await store.waitingCount(sample.workflow.id)).toBe(3);
        expect(await store.dueMatches(sample.workspaceId, 10)).toEqual([]);
        expect((await store.dueWork(noon)).run).not.toContain(sample.workspaceId);
        await store.resumeWorkflow(sample.workflow.id, "enroll", later(noon, 2));
        expect((await store.dueWork(noon)).run).toContain(sample.workspaceId);
        expect((await store.dueMatches(sample.workspaceId, 10)).map(({ recordId }) => recordId)).toEqual(["1", "2", "3"]);
        const enrollments = [aNewEnrollment(sample, { recordId: "1" })];
        const settledMatches = { workflowId: sample.workflow.id, recordIds: ["1", "2"] };
        await store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments, settledEventIds: [], settledMatches, now: noon });
        expect((await store.dueMatches(sample.workspaceId, 10)).map(({ recordId }) => recordId)).toEqual(["3"]);
      });

      test("has nothing left to give of a record that a person enrolled meanwhile", async () => {
        const sample = await aWorkspace(store);
        await store.pauseWorkflow(sample.workflow.id, noon);
        await waits(sample, ["1", "2"]);
        await store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [aNewEnrollment(sample, { recordId: "1", startedBy: "person" })], settledEventIds: [], now: noon });
        await store.resumeWorkflow(sample.workflow.id, "enroll", later(noon, 1));
        expect((await store.dueMatches(sample.workspaceId, 10)).map(({ recordId }) => recordId)).toEqual(["2"]);
      });

      test.each(["resumed and left", "turned off", "turned on anew"])("forgets what matched when it is %s", async (how) => {
        const sample = await aWorkspace(store);
        await store.pauseWorkflow(sample.workflow.id, noon);
        await waits(sample, ["1"]);
        if (how === "resumed and left") await store.resumeWorkflow(sample.workflow.id, "leave", noon);
        else if (how === "turned off") await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
        else await store.switchOn(sample.workflow.id, noon);
        expect(await store.waitingCount(sample.workflow.id)).toBe(0);
      });
    });

    describe("W17: taking out", () => {
      const because: Failure = { code: "stopped-with-workflow", workflowName: "Won deals" };

      test("takes what is idle, and leaves what is being posted, unsettled or half made", async () => {
        const sample = await aWorkspace(store);
        const [running, waiting, asked, stopped, posting, unknown] = await someEnrollments(store, sample, 6);
        if (!running || !waiting || !asked || !stopped || !posting || !unknown) throw new Error("six enrollments are needed");
        await store.moveEnrollment(waiting.id, "running", toWaiting(waiting, later(noon, minute), because), noon);
        await store.moveEnrollment(asked.id, "running", toAwaitingApproval(asked), noon);
        await store.moveEnrollment(stopped.id, "running", toNeedsAttention(stopped, [because]), noon);
        const [posted, lost] = [aPlan(posting, sample), aPlan(unknown, sample)];
        await store.recordPlans([posted, lost], noon);
        await store.claimPostings(sample.books.id, 5, noon, 5_000, "single");
        const answer = aPostedAnswer(lost, { ...unknown, enrollmentState: "posting" }, "9");
        await store.recordAnswer({ ...answer, document: null, posting: { ...answer.posting, postingState: "unknown" }, move: toNeedsAttention({ ...unknown, enrollmentState: "posting" }, [because]) });
        const taken = await store.switchOff(sample.workspaceId, sample.workflow.id, because, later(noon, 1));
        expect(new Set(taken)).toEqual(new Set([running.id, waiting.id, asked.id, stopped.id]));
        expect(await store.enrollment(sample.workspaceId, running.id)).toMatchObject({ enrollmentState: "cancelled", failures: [because], finishedAt: later(noon, 1) });
        expect((await store.runRules([sample.workflow.id])).get(sample.workflow.id)?.stopsStartedBefore).toBe(later(noon, 1));
      });

      test("lets nobody in by triggers or from existing records once the workflow is off, while a person still may", async () => {
        const sample = await aWorkspace(store);
        await store.switchOff(sample.workspaceId, sample.workflow.id, null, noon);
        const enter = (startedBy: "trigger" | "turn-on" | "person") => store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [aNewEnrollment(sample, { startedBy })], settledEventIds: [], now: noon });
        expect(await enter("trigger")).toEqual([]);
        expect(await enter("turn-on")).toEqual([]);
        expect(await enter("person")).toHaveLength(1);
      });

      test("leaves nobody behind who enters while the workflow is turned off and stopped", async () => {
        for (let round = 0; round < 5; round += 1) {
          const sample = await aWorkspace(store);
          const entering = Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? store : other).recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [aNewEnrollment(sample), aNewEnrollment(sample)], settledEventIds: [], now: noon }));
          await Promise.all([...entering.slice(0, 15), other.switchOff(sample.workspaceId, sample.workflow.id, because, later(noon, 1)), ...entering.slice(15)]);
          const states = (await store.enrollments(sample.workspaceId, {}, { limit: 100 })).map(({ enrollmentState }) => enrollmentState);
          expect(new Set(states).difference(new Set(["cancelled"]))).toEqual(new Set());
        }
      });

      test("drops what a worker records that came too late", async () => {
        const sample = await aWorkspace(store);
        const [plan] = await plansOf(sample, 1);
        if (!plan) throw new Error("a plan is needed");
        await store.takeOut(sample.workspaceId, { ids: [plan.enrollmentId] }, because, noon);
        expect((await store.recordPlans([plan], noon)).kept).toEqual([]);
        expect(await store.pendingPostings(sample.books.id)).toMatchObject({ count: 0 });
      });

      test("takes out by record, and never in somebody else's workspace", async () => {
        const sample = await aWorkspace(store);
        const stranger = await aWorkspace(store);
        const [one] = await someEnrollments(store, sample, 1);
        if (!one) throw new Error("an enrollment is needed");
        const records = { connectionId: sample.crm.id, objectType: "deal" as const, ids: [one.recordId] };
        expect(await store.takeOut(stranger.workspaceId, { records, workflowId: sample.workflow.id }, because, noon)).toEqual([]);
        expect(await store.takeOut(sample.workspaceId, { records, workflowId: stranger.workflow.id }, because, noon)).toEqual([]);
        expect(await store.takeOut(sample.workspaceId, { records, workflowId: sample.workflow.id }, because, noon)).toEqual([one.id]);
      });
    });

    test("W17: taking many out, turning off and resuming beside workers that record ends as if one came after the other", { timeout: 120_000 }, async () => {
      for (let round = 0; round < 6; round += 1) {
        const sample = await caps({ documentsPerHour: 1_000 });
        const plans = await plansOf(sample, 300);
        const random = seededRandom(round + 1);
        const shuffled = <One>(all: readonly One[]): One[] => all.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at).map(({ one }) => one);
        const waits = (some: typeof plans) =>
          some.map(({ enrollmentId, attempt }) => ({ enrollmentId, attempt: { ...attempt, id: `${attempt.id}w` as typeof attempt.id }, move: toWaiting({ ...enrollmentOf(enrollmentId), enrollmentState: "running" }, later(noon, minute), because) }));
        const all = await store.enrollments(sample.workspaceId, {}, { limit: 300 });
        const enrollmentOf = (id: string) => all.find((one) => one.id === id)!;
        const because: Failure = { code: "books-busy", retryAt: later(noon, minute) };
        const ids = (): typeof all[number]["id"][] => shuffled(plans.map((plan) => plan.enrollmentId)).slice(0, 200);
        const acts = [
          ...[store, other].map((one) => () => one.recordAttempts(waits(shuffled(plans).slice(0, 200)), noon)),
          ...[store, other].map((one) => () => one.recordPlans(shuffled(plans).slice(0, 150), noon)),
          ...[store, other].map((one) => () => one.takeOut(sample.workspaceId, { ids: ids() }, null, later(noon, 1))),
          ...[store, other].map((one) => () => one.claimDueEnrollments(sample.workspaceId, 200, later(noon, minute), 5_000)),
          () => store.switchOff(sample.workspaceId, sample.workflow.id, { code: "stopped-with-workflow", workflowName: "Won deals" }, later(noon, 2)),
          () => other.resumeWorkflow(sample.workflow.id, "leave", later(noon, 2)),
        ];
        await Promise.all(shuffled([...acts, ...acts, ...acts]).map((act) => act()));
        const ended = await store.enrollments(sample.workspaceId, {}, { limit: 300 });
        expect(new Set(ended.map(({ enrollmentState }) => enrollmentState)).difference(new Set(["cancelled", "posting"]))).toEqual(new Set());
        expect((await store.pendingPostings(sample.books.id)).count).toBe(ended.filter(({ enrollmentState }) => enrollmentState === "posting").length);
      }
    });

    test("W16: a worker whose lease ran out does not ask again what a person was asked, and one answer is heard", async () => {
      const sample = await aWorkspace(store);
      const [enrollment] = await someEnrollments(store, sample, 1);
      if (!enrollment) throw new Error("an enrollment is needed");
      const asking = () => ({ enrollmentId: enrollment.id, attempt: anAttempt(enrollment, { outcome: { outcome: "asked" } }), move: toAwaitingApproval(enrollment) });
      const asked = await Promise.all([store.recordAttempts([asking()], noon), other.recordAttempts([asking()], noon)]);
      expect(asked.flat()).toEqual([enrollment.id]);
      expect(await store.stepAttempts(enrollment.id)).toHaveLength(1);
      const waits = { ...enrollment, enrollmentState: "awaiting-approval" as const };
      const answer = () => ({ enrollmentId: enrollment.id, attempt: anAttempt(enrollment, { number: 2 }), move: toNextStep(waits, null, noon), answers: true as const });
      const heard = await Promise.all([store.recordAttempts([answer()], noon), other.recordAttempts([answer()], noon), store.recordAttempts([answer()], noon)]);
      expect(heard.flat()).toEqual([enrollment.id]);
    });

    describe("trying again what stopped", () => {
      const noItems: Failure = { code: "no-line-items", recordName: "R" };
      const unmatched: Failure = { code: "item-not-found", lineName: "Moss wall", sku: null, canCreate: true, crmKey: "name:moss wall" };

      async function stopped(sample: Sample, count: number, failures: Failure[]) {
        const enrollments = await someEnrollments(store, sample, count);
        for (const one of enrollments) await store.moveEnrollment(one.id, one.enrollmentState, toNeedsAttention(one, failures), noon);
        return enrollments;
      }

      test("every stopped enrollment counts for the first of its failures, and is asked for once, whoever asks", async () => {
        const sample = await aWorkspace(store);
        const [many, few] = [await stopped(sample, 1_100, [noItems]), await stopped(sample, 3, [unmatched, noItems])];
        const causes = async () => (await store.stoppedBy(sample.workspaceId, 2)).map(({ failure, count, newest }) => [failure.code, count, newest.length]);
        expect((await causes()).toSorted(([, a], [, b]) => Number(a) - Number(b))).toEqual([["item-not-found", 3, 2], ["no-line-items", 1_100, 2]]);
        const asked = await Promise.all([store, other].map((one) => one.askForRetries(sample.workspaceId, { failures: [noItems] }, noon)));
        expect(asked.toSorted((a, b) => a - b)).toEqual([0, 1_100]);
        expect(await causes()).toEqual([["item-not-found", 3, 2]]);
        expect(await store.askForRetries(sample.workspaceId, { ids: [few[0]!.id, many[0]!.id] }, noon)).toBe(1);
        expect(await store.askForRetries(sample.workspaceId, "all", noon)).toBe(2);
        expect(await store.askedRetries(sample.workspaceId, 2_000)).toHaveLength(1_103);
        expect(await store.workspacesWithRetries()).toContain(sample.workspaceId);
      });

      test("what moved since it was asked for is told from what stands still, and an ask that came later stays", async () => {
        const sample = await aWorkspace(store);
        const [gone, still] = await stopped(sample, 2, [noItems]);
        if (gone === undefined || still === undefined) throw new Error("two are needed");
        await store.askForRetries(sample.workspaceId, "all", noon);
        const minutes = (count: number): Instant => later(noon, count * minute);
        await store.moveEnrollment(gone.id, "needs-attention", toNextStep(gone, "inv", minutes(1)), minutes(1));
        const isStopped = async () => new Map((await store.askedRetries(sample.workspaceId, 10)).map((one) => [one.id, one.isStopped]));
        expect(await isStopped()).toEqual(new Map([[gone.id, false], [still.id, true]]));
        await store.moveEnrollment(gone.id, "running", toNeedsAttention(gone, [noItems]), minutes(2));
        expect((await isStopped()).get(gone.id)).toBe(false);
        expect(await store.stoppedBy(sample.workspaceId, 1)).toMatchObject([{ count: 1, newest: [gone.id] }]);
        expect(await store.askForRetries(sample.workspaceId, "all", minutes(3))).toBe(1);
        for (const id of [gone.id, still.id]) await store.endRetry(id, noon);
        expect(await isStopped()).toEqual(new Map([[gone.id, true]]));
      });
    });

    test("W12: a document of the same step counts as long as it is not voided, one on its way too", async () => {
      const sample = await aWorkspace(store);
      const { id: workflowId } = sample.workflow;
      await store.recordIntake({ connectionId: sample.crm.id, records: [aDeal({ id: "77" })], enrollments: [], settledEventIds: [], now: noon });
      const first = aNewEnrollment(sample, { recordId: "77" });
      const [enrollment] = await store.recordIntake({ connectionId: sample.crm.id, records: [], enrollments: [first], settledEventIds: [], now: noon });
      if (!enrollment) throw new Error("nothing was enrolled");
      const another = aNewEnrollment(sample, { recordId: "77", occurrence: 2 }).id;
      const of = { connectionId: sample.crm.id, ids: ["77"] };
      const earlier = () => store.earlierOfStep(workflowId, "inv", of, another);
      expect(await earlier()).toBeNull();
      const recorded = aPlan(enrollment, sample);
      await store.recordPlans([recorded], noon);
      expect(await earlier()).toBe("under-way");
      await store.claimPostings(sample.books.id, 1, noon, 5_000, "single");
      const answer = aPostedAnswer(recorded, { ...enrollment, enrollmentState: "posting" }, "145");
      await store.recordAnswer(answer);
      expect(await earlier()).toMatchObject({ booksId: "145" });
      expect(await store.earlierOfStep(workflowId, "other", of, another)).toBeNull();
      expect(await store.earlierOfStep(workflowId, "inv", of, enrollment.id)).toBeNull();
    });
  });
}
