/** What every store must do for members, invitations, keys and tries. */
import { describe, expect, test } from "vitest";
import { type Instant, later } from "#domain/dates.ts";
import type { ApiKeyId, PersonId, WorkspaceId } from "#domain/ids.ts";
import type { ApiKey, Invitation, Member } from "#domain/member.ts";
import type { Store } from "#domain/ports/store.ts";
import { newId } from "#store/ids.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aWorkspace, noon } from "./store-samples.ts";

function aMember(workspaceId: WorkspaceId, change: Partial<Member> = {}): Member {
  const personId = newId() as PersonId;
  return { workspaceId, personId, name: "Ann", email: `${personId}@acme.example`, language: "en", role: "admin", approvalLimit: null, joinedAt: noon, ...change };
}

function anInvitation(workspaceId: WorkspaceId, change: Partial<Invitation> = {}): Invitation {
  return { id: newId(), workspaceId, email: "ben@acme.example", role: "approver", approvalLimit: { amountMinor: 90_000, currency: "EUR" }, invitedBy: "ann", invitedAt: noon, expiresAt: later(noon, 1_000), ...change };
}

/** People in the store. */
export function peopleContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`people in the store on ${name}`, () => {
    let store: Store;
    openStores(makeDatabase, (opened) => ({ store } = opened));

    test("belong to workspaces with a standing in each", async () => {
      const [one, two] = [await aWorkspace(store), await aWorkspace(store)];
      const ann = aMember(one.workspaceId, { approvalLimit: { amountMinor: 5, currency: "USD" } });
      await store.addMember(ann);
      await store.addMember({ ...ann, role: "viewer" });
      await store.addMember({ ...ann, workspaceId: two.workspaceId, role: "viewer", approvalLimit: null });
      expect(await store.members(one.workspaceId)).toEqual([ann]);
      const roleIn = new Map((await store.membershipsOf(ann.personId)).map(({ workspaceId, role }) => [workspaceId, role]));
      expect(roleIn).toEqual(new Map([[one.workspaceId, "admin"], [two.workspaceId, "viewer"]]));
      expect(await store.changeMember(two.workspaceId, ann.personId, { role: "editor", approvalLimit: null })).toBe("done");
      expect(await store.member(one.workspaceId, ann.personId)).toEqual(ann);
      expect(await store.removeMember(two.workspaceId, "nobody" as PersonId)).toBe("not-found");
    });

    test("always leave an admin, also when two admins take each other out at once", async () => {
      const { workspaceId } = await aWorkspace(store);
      const [ann, ben] = [aMember(workspaceId), aMember(workspaceId)];
      await store.addMember(ann);
      await store.addMember(ben);
      const went = await Promise.all([store.removeMember(workspaceId, ann.personId), store.changeMember(workspaceId, ben.personId, { role: "viewer", approvalLimit: null })]);
      expect(went.toSorted()).toEqual(["done", "last-admin"]);
      expect((await store.members(workspaceId)).filter(({ role }) => role === "admin")).toHaveLength(1);
    });

    test("read the same language in every workspace of theirs", async () => {
      const [one, two] = [await aWorkspace(store), await aWorkspace(store)];
      const [ann, other] = [aMember(one.workspaceId), aMember(one.workspaceId)];
      for (const member of [ann, { ...ann, workspaceId: two.workspaceId }, other]) await store.addMember(member);
      await store.keepLanguage(ann.personId, "nl");
      expect((await store.membershipsOf(ann.personId)).map(({ language }) => language)).toEqual(["nl", "nl"]);
      expect(await store.member(one.workspaceId, other.personId)).toMatchObject({ language: "en" });
    });

    test("accept an invitation once, of two who come at the same time", async () => {
      const { workspaceId } = await aWorkspace(store);
      const digest = newId();
      await store.saveInvitation(anInvitation(workspaceId), digest);
      const people = [newId(), newId()].map((id) => ({ personId: id as PersonId, name: "Ben", email: "ben@acme.example", language: "nl" as const }));
      const accepted = await Promise.all(people.map((person) => store.acceptInvitation(digest, person, noon)));
      expect(accepted.filter((one) => one !== undefined)).toMatchObject([{ role: "approver", language: "nl", approvalLimit: { amountMinor: 90_000, currency: "EUR" } }]);
      expect(await store.members(workspaceId)).toHaveLength(1);
    });

    test("cannot accept an invitation that has expired, or that a newer one replaced", async () => {
      const { workspaceId } = await aWorkspace(store);
      const [older, newer] = [newId(), newId()];
      await store.saveInvitation(anInvitation(workspaceId), older);
      const kept = anInvitation(workspaceId, { role: "viewer", approvalLimit: null });
      await store.saveInvitation(kept, newer);
      expect(await store.invitations(workspaceId)).toEqual([kept]);
      expect(await store.invitationOf(older, noon)).toBeUndefined();
      expect(await store.invitationOf(newer, noon)).toMatchObject({ id: kept.id });
      expect(await store.invitationOf(newer, later(noon, 1_000))).toBeUndefined();
      expect(await store.acceptInvitation(newer, aMember(workspaceId), later(noon, 1_000))).toBeUndefined();
    });

    test("who set the workspace up at once all count, and what is not said stays", async () => {
      const { workspaceId } = await aWorkspace(store);
      expect(await store.setupOf(workspaceId)).toEqual({ lookedAt: [], isPutAway: false });
      await Promise.all(["tax", "money", "tax"].map((question) => store.saveSetup(workspaceId, { lookedAt: [question] })));
      expect(await store.saveSetup(workspaceId, { isPutAway: true })).toEqual({ lookedAt: ["money", "tax"], isPutAway: true });
      expect(await store.saveSetup(workspaceId, { lookedAt: ["money"] })).toEqual({ lookedAt: ["money", "tax"], isPutAway: true });
      expect(await store.setupOf((await aWorkspace(store)).workspaceId)).toEqual({ lookedAt: [], isPutAway: false });
    });

    test("make keys that are known by their digest until they are revoked", async () => {
      const { workspaceId } = await aWorkspace(store);
      const digest = newId();
      const key: ApiKey = { id: newId() as ApiKeyId, workspaceId, name: "Job", role: "approver", approvalLimit: { amountMinor: 5_000_000_000, currency: "EUR" }, hint: "abcd", createdBy: "ann", createdAt: noon, lastUsedAt: null };
      await store.addApiKey(key, digest);
      expect(await store.useApiKey("another", noon)).toBeUndefined();
      expect(await store.useApiKey(digest, noon)).toEqual(key);
      await store.useApiKey(digest, later(noon, 30_000));
      expect((await store.apiKeys(workspaceId))[0]?.lastUsedAt).toBe(noon);
      await store.useApiKey(digest, later(noon, 61_000));
      expect((await store.apiKeys(workspaceId))[0]?.lastUsedAt).toBe(later(noon, 61_000));
      expect(await store.revokeApiKey((await aWorkspace(store)).workspaceId, key.id, noon)).toBeUndefined();
      expect(await store.revokeApiKey(workspaceId, key.id, noon)).toMatchObject({ name: "Job" });
      expect(await store.useApiKey(digest, noon)).toBeUndefined();
    });

    test("are counted when they try, in windows that begin with the first try", async () => {
      const key = newId();
      const at = (seconds: number): Instant => later(noon, seconds * 1_000);
      const counted: number[] = [];
      for (const seconds of [0, 10, 59, 61, 62]) counted.push(await store.countTry(key, 60_000, at(seconds)));
      expect(counted).toEqual([1, 2, 3, 1, 2]);
      await store.forgetTries(key);
      expect(await store.countTry(key, 60_000, at(63))).toBe(1);
      const atOnce = await Promise.all(Array.from({ length: 10 }, () => store.countTry(`${key} race`, 60_000, noon)));
      expect(Math.max(...atOnce)).toBe(10);
    });
  });
}
