/** What every store must do for notices: note them with what happened, hand them on once, and keep what is on its way. Two openings stand for two processes. */
import { describe, expect, test } from "vitest";
import { later } from "#domain/dates.ts";
import { toAwaitingApproval, toNeedsAttention, toRetried } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { PersonId } from "#domain/ids.ts";
import type { Member } from "#domain/member.ts";
import { type Notice, usualMailChoice, type WebhookReceiver } from "#domain/notification/notice.ts";
import type { Store } from "#domain/ports/store.ts";
import { newId } from "#store/ids.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aPlan, aPostedAnswer, aWorkspace, noon, type Sample, someEnrollments } from "./store-samples.ts";

const failure: Failure = { code: "amount-missing", recordName: "Big deal" };
const minute = 60_000;

export function notificationContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`notices in the store on ${name}`, () => {
    let store: Store;
    let other: Store;
    openStores(makeDatabase, (opened) => ({ store, other } = opened));

    async function noticesOf({ workspaceId }: Sample): Promise<Notice[]> {
      return (await store.freshNotices(10_000)).filter((one) => one.workspaceId === workspaceId);
    }

    async function aMember({ workspaceId }: Sample): Promise<Member> {
      const personId = newId() as PersonId;
      const member: Member = { workspaceId, personId, name: "Ann", email: `${personId}@acme.example`, language: "en", role: "admin", approvalLimit: null, joinedAt: noon };
      await store.addMember(member);
      return member;
    }

    async function aReceiver({ workspaceId }: Sample, kinds: WebhookReceiver["kinds"] = ["needs-attention"]): Promise<WebhookReceiver> {
      const receiver = { id: newId(), workspaceId, url: "https://hooks.example/in", kinds, createdBy: "ann", createdAt: noon };
      await store.addWebhookReceiver(receiver);
      return receiver;
    }

    async function aStop(sample: Sample) {
      const [enrollment] = await someEnrollments(store, sample, 1);
      if (enrollment === undefined) throw new Error("an enrollment is needed");
      await store.moveEnrollment(enrollment.id, "running", toNeedsAttention(enrollment, [failure]), noon);
      const [notice] = await noticesOf(sample);
      if (notice === undefined) throw new Error("the stop was not noted");
      return { enrollment, notice };
    }

    test("note a stop and a question with the move, and a stop after a retry anew", async () => {
      const sample = await aWorkspace(store);
      const { enrollment, notice } = await aStop(sample);
      expect(notice).toMatchObject({ kind: "needs-attention", at: noon, facts: { name: enrollment.recordName, failures: [failure], enrollmentId: enrollment.id, workflow: { id: sample.workflow.id, name: sample.workflow.name }, document: null } });
      const stopped = { ...enrollment, enrollmentState: "needs-attention" as const };
      await store.moveEnrollment(enrollment.id, "needs-attention", toRetried(stopped, later(noon, 1)), later(noon, 1));
      await store.moveEnrollment(enrollment.id, "running", toNeedsAttention(enrollment, [failure]), later(noon, 2));
      const [asked] = await someEnrollments(store, sample, 1);
      if (asked) await store.moveEnrollment(asked.id, "running", toAwaitingApproval(asked), noon);
      expect((await noticesOf(sample)).map(({ kind }) => kind)).toEqual(["needs-attention", "needs-attention", "approval-waiting"]);
    });

    test("note a workflow that a cap stopped", async () => {
      const sample = await aWorkspace(store);
      await store.publishVersion(sample.workflow.id, { ...sample.workflow.definition, caps: { documentsPerHour: 1, amountPerDocument: null, newCustomersPerDay: null } }, noon);
      await store.recordPlans((await someEnrollments(store, sample, 2)).map((one) => aPlan(one, sample)), noon);
      expect(await noticesOf(sample)).toMatchObject([{ kind: "workflow-paused", facts: { name: sample.workflow.name, failures: [{ code: "cap-documents" }] } }]);
    });

    test("note a connection when it ends, not each time that it is tried again", async () => {
      const sample = await aWorkspace(store);
      const ended: Failure = { code: "books-disconnected", booksName: "Harbor" };
      await store.noteHealth(sample.books.id, { failedAt: noon, failure: ended, traceId: null });
      await store.noteHealth(sample.books.id, { failedAt: later(noon, minute), failure: ended, traceId: null });
      expect(await noticesOf(sample)).toMatchObject([{ kind: "connection-ends", facts: { name: sample.books.name, failures: [ended], connectionId: sample.books.id } }]);
    });

    test("note a document with its amount, once a receiver wants documents", async () => {
      const sample = await aWorkspace(store);
      const post = async () => {
        const [enrollment] = await someEnrollments(store, sample, 1);
        if (enrollment === undefined) throw new Error("an enrollment is needed");
        const plan = aPlan(enrollment, sample);
        await store.recordPlans([plan], noon);
        const claimed = await store.claimPostings(sample.books.id, 1, noon, minute, "single");
        if (claimed.length === 0) throw new Error("nothing was claimed");
        const answer = aPostedAnswer(plan, enrollment, newId());
        await store.recordAnswer(answer);
        return answer.document;
      };
      await post();
      expect(await noticesOf(sample)).toEqual([]);
      await aReceiver(sample, ["document-posted"]);
      const document = await post();
      expect(await noticesOf(sample)).toMatchObject([{ kind: "document-posted", facts: { document: { id: document?.id, number: document?.number, total: document?.total, url: document?.url } } }]);
    });

    test("keep what no row says once, by its key", async () => {
      const sample = await aWorkspace(store);
      const fact = { key: newId(), workspaceId: sample.workspaceId, kind: "budget-used" as const, at: noon, facts: { name: "Harbor", failures: [failure], enrollmentId: null, record: null, workflow: null, connectionId: sample.books.id, document: null } };
      await Promise.all([store, other].map((one) => one.keepNotices([fact])));
      expect(await noticesOf(sample)).toMatchObject([fact]);
    });

    test("are handed on once, whoever comes first, and only to members and receivers that are still there", async () => {
      const sample = await aWorkspace(store);
      const [member, receiver] = [await aMember(sample), await aReceiver(sample)];
      const { notice } = await aStop(sample);
      const routed = () => ({ noticeId: notice.id, workspaceId: sample.workspaceId, personIds: [member.personId, "gone" as PersonId], deliveries: [receiver.id, "gone"].map((receiverId) => ({ id: newId(), receiverId, kind: notice.kind, body: "{}" })) });
      const handedOn = await Promise.all([store.routeNotices([routed()], noon), other.routeNotices([routed()], noon), store.routeNotices([routed()], noon)]);
      expect(handedOn.flat()).toEqual([notice.id]);
      expect(await noticesOf(sample)).toEqual([]);
      expect((await store.waitingMails()).filter(({ workspaceId }) => workspaceId === sample.workspaceId)).toMatchObject([{ personId: member.personId, items: [{ notice: { id: notice.id }, holds: true }] }]);
      expect(await store.deliveries(sample.workspaceId, receiver.id, 10)).toMatchObject([{ kind: "needs-attention", state: "pending", tries: 0, url: receiver.url }]);
    });

    test("wait for a mail until it is written, once, and say when they are settled meanwhile", async () => {
      const sample = await aWorkspace(store);
      const { workspaceId } = sample;
      const { personId, email } = await aMember(sample);
      const { enrollment, notice } = await aStop(sample);
      await store.routeNotices([{ noticeId: notice.id, workspaceId, personIds: [personId], deliveries: [] }], noon);
      await store.moveEnrollment(enrollment.id, "needs-attention", toRetried({ ...enrollment, enrollmentState: "needs-attention" }, noon), noon);
      const waiting = async () => (await store.waitingMails()).filter((one) => one.workspaceId === workspaceId);
      expect(await waiting()).toMatchObject([{ items: [{ holds: false }] }]);
      const mail = () => ({ id: newId(), workspaceId, personId, to: email, subject: "s", text: "t" });
      const written = await Promise.all([store, other].map((one) => one.writeMail({ workspaceId, personId }, [notice.id], mail(), noon)));
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(await waiting()).toEqual([]);

      const [first] = (await store.claimMails(100, noon, minute)).filter((one) => one.workspaceId === workspaceId);
      expect(first).toMatchObject({ to: email, tries: 1 });
      expect((await other.claimMails(100, noon, minute)).filter((one) => one.workspaceId === workspaceId)).toEqual([]);
      const [again] = (await other.claimMails(100, later(noon, minute), minute)).filter((one) => one.workspaceId === workspaceId);
      expect(again).toMatchObject({ id: first?.id, tries: 2 });
      if (!first || !again) throw new Error("the mail was not claimed");
      await store.recordMail(first, { state: "given-up", dueAt: null }, "late");
      await store.recordMail(again, { state: "delivered", dueAt: null }, "ok");
      expect((await store.claimMails(100, later(noon, 9 * minute), minute)).filter((one) => one.workspaceId === workspaceId)).toEqual([]);
    });

    test("remember what a member chose as long as they are one", async () => {
      const sample = await aWorkspace(store);
      const [ann, ben] = [await aMember(sample), await aMember(sample)];
      const choice = { ...usualMailChoice("admin"), digestMinutes: 60 };
      await store.saveMailChoice(sample.workspaceId, ann.personId, usualMailChoice("viewer"));
      await store.saveMailChoice(sample.workspaceId, ann.personId, choice);
      expect(await store.mailChoice(sample.workspaceId, ann.personId)).toEqual(choice);
      expect(await store.mailChoice(sample.workspaceId, ben.personId)).toBeUndefined();
      expect(await store.mailChoices(sample.workspaceId)).toEqual(new Map([[ann.personId, choice]]));
      await store.removeMember(sample.workspaceId, ann.personId);
      expect(await store.mailChoices(sample.workspaceId)).toEqual(new Map());
    });

    test("are delivered by one process at a time, and a receiver that hangs holds no other up", async () => {
      const sample = await aWorkspace(store);
      const [slow, quick] = [await aReceiver(sample), await aReceiver(sample)];
      for (let at = 0; at < 8; at += 1) await store.addTestDelivery(sample.workspaceId, { id: newId(), receiverId: slow.id, body: "{}" }, later(noon, at));
      await store.addTestDelivery(sample.workspaceId, { id: newId(), receiverId: quick.id, body: "{}" }, later(noon, 9));
      const claim = async (one: Store) => (await one.claimDeliveries(1_000, later(noon, 10), minute)).filter(({ workspaceId }) => workspaceId === sample.workspaceId);
      const first = await claim(store);
      expect(first.filter(({ receiverId }) => receiverId === slow.id)).toHaveLength(5);
      expect(first.filter(({ receiverId }) => receiverId === quick.id)).toHaveLength(1);
      const [delivery] = first.filter(({ receiverId }) => receiverId === quick.id);
      if (delivery === undefined) throw new Error("nothing was claimed");
      await store.recordDelivery(delivery, { state: "delivered", dueAt: null, status: 204, answer: "" }, noon);
      expect(await store.deliveries(sample.workspaceId, quick.id, 10)).toMatchObject([{ id: delivery.id, state: "delivered", status: 204, tries: 1, lastTriedAt: noon, dueAt: null }]);
      expect((await claim(other)).every(({ receiverId }) => receiverId === slow.id)).toBe(true);
    });

    test("stay in their workspace", async () => {
      const [mine, theirs] = [await aWorkspace(store), await aWorkspace(store)];
      const receiver = await aReceiver(theirs);
      expect(await store.webhookReceivers(mine.workspaceId)).toEqual([]);
      expect(await store.addTestDelivery(mine.workspaceId, { id: newId(), receiverId: receiver.id, body: "{}" }, noon)).toBe(false);
      expect(await store.addTestDelivery(theirs.workspaceId, { id: newId(), receiverId: receiver.id, body: "{}" }, noon)).toBe(true);
      expect(await store.deliveries(mine.workspaceId, receiver.id, 10)).toEqual([]);
      expect(await store.removeWebhookReceiver(mine.workspaceId, receiver.id)).toBeUndefined();
      expect(await store.removeWebhookReceiver(theirs.workspaceId, receiver.id)).toEqual(receiver);
      expect(await store.deliveries(theirs.workspaceId, receiver.id, 10)).toEqual([]);
    });

    test("are forgotten when they are old and told, not before", async () => {
      const sample = await aWorkspace(store);
      const receiver = await aReceiver(sample);
      const { notice } = await aStop(sample);
      const id = newId();
      await store.forgetNotices(later(noon, minute));
      expect(await noticesOf(sample)).toHaveLength(1);
      await store.routeNotices([{ noticeId: notice.id, workspaceId: sample.workspaceId, personIds: [], deliveries: [{ id, receiverId: receiver.id, kind: notice.kind, body: "{}" }] }], noon);
      await store.forgetNotices(later(noon, minute));
      const [kept] = (await store.claimDeliveries(1_000, noon, minute)).filter((one) => one.id === id);
      if (kept === undefined) throw new Error("what was on its way is gone");
      await store.recordDelivery(kept, { state: "delivered", dueAt: null, status: 200, answer: "" }, noon);
      await store.forgetNotices(later(noon, minute));
      expect(await store.deliveries(sample.workspaceId, receiver.id, 10)).toEqual([]);
    });
  });
}
