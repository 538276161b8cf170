/** What every store must do for triggers: facts beyond properties, and backfills that survive a crash. */
import { describe, expect, test } from "vitest";
import { type Instant, later } from "#domain/dates.ts";
import type { Store } from "#domain/ports/store.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aDeal, aNewEnrollment, aWorkspace, noon, type Sample } from "./store-samples.ts";

/** Facts and backfills. */
export function triggerContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`triggers in the store on ${name}`, () => {
    let store: Store;
    let other: Store;
    openStores(makeDatabase, (opened) => ({ store, other } = opened));

    test("keeps associations with their labels, and replaces only the types that were read", async () => {
      const { crm } = await aWorkspace(store);
      const contact = { ...aDeal({ id: "c1" }), objectType: "contact" as const, properties: { email: "a@b.example" } };
      await store.recordIntake({ connectionId: crm.id, records: [contact], enrollments: [], settledEventIds: [], now: noon });
      const both = [{ objectType: "contact" as const, id: "c1", labels: ["Billing"] }, { objectType: "company" as const, id: "o1", labels: [] }];
      const read = { connectionId: crm.id, objectType: "deal" as const };
      await store.keepFacts({ ...read, associatedTypes: ["contact", "company"], facts: [{ recordId: "d1", associated: both, histories: { dealstage: { ever: ["won"], changed: true } } }] });
      expect(await store.associatedWith(crm.id, "deal", { objectType: "contact", ids: ["c1"] })).toEqual(["d1"]);
      expect((await store.triggerFacts(crm.id, "deal", ["d1", "d2"])).get("d1")).toEqual({
        histories: { dealstage: { ever: ["won"], changed: true } },
        associated: [{ objectType: "contact", id: "c1", name: contact.name, labels: ["billing"], properties: contact.properties, histories: {} }],
      });
      await store.keepFacts({ ...read, associatedTypes: ["contact"], facts: [{ recordId: "d1", associated: [] }] });
      expect(await store.associatedWith(crm.id, "deal", { objectType: "contact", ids: ["c1"] })).toEqual([]);
      expect(await store.associatedWith(crm.id, "deal", { objectType: "company", ids: ["o1"] })).toEqual(["d1"]);
    });

    test("holds records back as they were first, until the workflow's filters are up to date again and the record is decided about", async () => {
      const { crm, workflow, workspaceId } = await aWorkspace(store);
      await store.switchOn(workflow.id, noon);
      const of = { workflowId: workflow.id, connectionId: crm.id };
      const failure = { code: "filters-outdated" as const, workflowName: workflow.name, missing: [{ kind: "property" as const, objectType: "deal" as const, name: "region" }] };
      const intake = { connectionId: crm.id, records: [aDeal({ id: "d1" })], enrollments: [], settledEventIds: [], now: noon };
      const held = (before: Record<string, string> | null) => [{ workflowId: workflow.id, objectType: "deal" as const, recordId: "d1", before: before && { properties: before }, heldAt: noon }];
      await store.noteOutdatedFilters(workspaceId, of, { failure, holds: true }, noon);
      await store.noteOutdatedFilters(workspaceId, of, { failure, holds: true }, noon);
      expect(await store.outdatedFilters(workspaceId)).toEqual([{ ...of, failure, holds: true }]);
      expect(await store.openAlerts(workspaceId)).toMatchObject([{ workflowId: workflow.id, failure }]);
      await store.recordIntake({ ...intake, held: held({ region: "North" }) });
      await store.recordIntake({ ...intake, held: held({ region: "South" }) });
      expect(await store.heldLooks(crm.id, "deal", [workflow.id], ["d1", "d2"])).toMatchObject([{ before: { properties: { region: "North" } } }]);
      expect(await store.releasableRecords(crm.id, 10)).toEqual([]);
      await store.noteOutdatedFilters(workspaceId, of, null, noon);
      expect(await store.openAlerts(workspaceId)).toEqual([]);
      expect(await store.releasableRecords(crm.id, 10)).toEqual([{ objectType: "deal", recordId: "d1", heldAt: noon }]);
      await store.recordIntake({ ...intake, released: held(null) });
      expect(await store.releasableRecords(crm.id, 10)).toEqual([]);
    });

    test("holds a record back that was never seen, and forgets all of it when the workflow is turned off", async () => {
      const { crm, workflow, workspaceId } = await aWorkspace(store);
      await store.switchOn(workflow.id, noon);
      await store.recordIntake({ connectionId: crm.id, records: [], enrollments: [], settledEventIds: [], now: noon, held: [{ workflowId: workflow.id, objectType: "deal", recordId: "n1", before: null, heldAt: noon }] });
      expect(await store.heldLooks(crm.id, "deal", [workflow.id], ["n1"])).toMatchObject([{ before: null }]);
      await store.switchOff(workspaceId, workflow.id, null, noon);
      expect(await store.heldLooks(crm.id, "deal", [workflow.id], ["n1"])).toEqual([]);
      const failure = { code: "filter-options-gone" as const, workflowName: workflow.name, missing: [] };
      await store.noteOutdatedFilters(workspaceId, { workflowId: workflow.id, connectionId: crm.id }, { failure, holds: false }, noon);
      expect(await store.outdatedFilters(workspaceId)).toEqual([]);
    });

    async function begun(cap: number | null): Promise<Sample & { id: string }> {
      const sample = await aWorkspace(store);
      const { id } = await store.startBackfill({ id: `${sample.workflow.id}-b`, workspaceId: sample.workspaceId, workflowId: sample.workflow.id, cap, startedAt: noon });
      return { ...sample, id };
    }

    function page(sample: Sample & { id: string }, after: string | null, recordIds: string[], isLastPage: boolean) {
      const enrollments = recordIds.map((recordId) => aNewEnrollment(sample, { recordId }));
      return { connectionId: sample.crm.id, records: [], enrollments, settledEventIds: [], backfill: { id: sample.id, connectionId: sample.crm.id, after, position: recordIds.at(-1) ?? null, isLastPage }, now: noon };
    }

    test("W11: one backfill runs for a workflow, one worker has it, and another takes it over when the lease ends", async () => {
      const { id, workspaceId, workflow } = await begun(null);
      expect((await other.startBackfill({ id: "second", workspaceId, workflowId: workflow.id, cap: 1, startedAt: noon })).id).toBe(id);
      const claims = await Promise.all([store.claimBackfill(workspaceId, noon, 1_000), other.claimBackfill(workspaceId, noon, 1_000)]);
      expect(claims.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await other.claimBackfill(workspaceId, later(noon, 1_001), 1_000)).toMatchObject({ id, position: null });
    });

    test("W11: a page that is enrolled twice after a crash counts once, and the cap ends the backfill", async () => {
      const sample = await begun(3);
      expect(await store.recordIntake(page(sample, null, ["1", "2"], false))).toHaveLength(2);
      expect(await store.recordIntake(page(sample, null, ["1", "2"], false))).toHaveLength(0);
      expect(await store.backfill(sample.workflow.id)).toMatchObject({ enrolled: 2, position: "2", backfillState: "running" });
      await store.recordIntake(page(sample, "2", ["3"], false));
      expect(await store.backfill(sample.workflow.id)).toMatchObject({ enrolled: 3, backfillState: "done", finishedAt: noon });
      expect(await store.dueBackfills(later(noon, 1_000))).not.toContain(sample.workspaceId);
    });

    test("W11: a worker that comes late with a page enrolls nobody beyond the cap, and sets nothing back", async () => {
      const sample = await begun(3);
      await Promise.all([store.recordIntake(page(sample, null, ["1", "2"], false)), other.recordIntake(page(sample, null, ["1", "8"], false))]);
      expect(await store.backfill(sample.workflow.id)).toMatchObject({ enrolled: 2, backfillState: "running" });
      const { position } = (await store.backfill(sample.workflow.id))!;
      expect(await other.recordIntake(page(sample, null, ["7", "9"], false))).toEqual([]);
      expect(await store.backfill(sample.workflow.id)).toMatchObject({ enrolled: 2, position });
    });

    test("W11: a backfill that was stopped enrolls nobody any more", async () => {
      const sample = await begun(null);
      await store.stopBackfill(sample.workflow.id, noon);
      expect(await store.recordIntake(page(sample, null, ["1"], false))).toEqual([]);
      expect(await store.backfill(sample.workflow.id)).toMatchObject({ enrolled: 0, backfillState: "stopped" });
    });

    const hourAgo: FilterGroup = { filters: [{ property: "closedate", operator: "more-than-ago", type: "datetime", amount: 1, unit: "hours" }] };
    const minute = 60_000;

    async function closed(sample: Sample, minutesBefore: Record<string, number>, lookedAt?: Instant): Promise<void> {
      const records = Object.entries(minutesBefore).map(([id, minutes]) => aDeal({ id, properties: { closedate: later(noon, -minutes * minute) } }));
      await store.recordIntake({ connectionId: sample.crm.id, records, enrollments: [], settledEventIds: [], ...(lookedAt && { lookedAt }), now: noon });
    }

    test("W3: only records that meet relative dates now and did not at the last look are found", async () => {
      const sample = await aWorkspace(store);
      await closed(sample, { before: 66, between: 62, "not yet": 59 });
      await closed(sample, { "seen unmet": 61.5 }, later(noon, -2 * minute));
      await closed(sample, { "seen after asking": 62 }, later(noon, minute));
      const query = { connectionId: sample.crm.id, objectType: "deal" as const, groups: [hourAgo], asking: { timeZone: "UTC", now: noon } };
      const began = await store.recordsMatching({ ...query, notMetAt: later(noon, -5 * minute) }, { limit: 10, order: "id" });
      expect(began.map(({ id }) => id)).toEqual(["between", "seen unmet"]);
    });

    test("W3: a record counts as looked at by the look that passed it, or since by an event; else when its workflow was turned on", async () => {
      const sample = await aWorkspace(store);
      const { crm, workflow } = sample;
      await closed(sample, { a: 1, b: 1, c: 1 });
      await closed(sample, { d: 1 }, later(noon, 9 * minute));
      await store.switchOff(sample.workspaceId, workflow.id, null, noon);
      await store.switchOn(workflow.id, later(noon, minute));
      const lookedAt = async () => Object.fromEntries(await store.recordsLookedAt(workflow.id, crm.id, "deal", ["a", "b", "c", "d"]));
      const at = (minutes: number) => later(noon, minutes * minute);
      expect(await lookedAt()).toEqual({ a: at(1), b: at(1), c: at(1), d: at(9) });
      await store.saveTimeLook(crm.id, [workflow.id], { lookedAt: at(2), askingAt: at(7), position: "b", dueAt: at(7) });
      expect(await lookedAt()).toEqual({ a: at(7), b: at(7), c: at(2), d: at(9) });
      await store.noteRecordLooks(crm.id, "deal", ["c"], at(8));
      expect(await lookedAt()).toEqual({ a: at(7), b: at(7), c: at(8), d: at(9) });
    });

    test("W3: a look is due when it was never made or its rest is over, and begins anew when the workflow is turned on", async () => {
      const sample = await aWorkspace(store);
      const { crm, workflow, workspaceId } = sample;
      expect(await store.dueTimeLooks(noon)).toContain(workspaceId);
      const look = { lookedAt: noon, askingAt: null, position: null, dueAt: later(noon, 5 * minute) };
      await store.recordIntake({ connectionId: crm.id, records: [], enrollments: [], settledEventIds: [], timeLook: { workflowId: workflow.id, look }, now: noon });
      expect((await store.timeLooks(crm.id)).get(workflow.id)).toEqual(look);
      expect(await store.dueTimeLooks(later(noon, 4 * minute))).not.toContain(workspaceId);
      expect(await store.dueTimeLooks(look.dueAt)).toContain(workspaceId);
      await store.switchOff(workspaceId, workflow.id, null, noon);
      await store.saveTimeLook(crm.id, [workflow.id], look);
      expect(await store.timeLooks(crm.id)).toEqual(new Map());
      expect(await store.dueTimeLooks(look.dueAt)).not.toContain(workspaceId);
    });
  });
}
