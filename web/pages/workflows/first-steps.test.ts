import { describe, expect, it } from "vitest";
import type { ConnectionRow, OverviewReply } from "#api/connection.ts";
import type { WorkflowRow } from "#api/workflow.ts";
import { firstSteps } from "./first-steps.ts";

const crm: ConnectionRow = {
  id: "c1", role: "crm", vendor: "hubspot", name: "Portal", connectionState: "connected", externalId: "1", appUrl: "http://crm",
  isSimulated: true, calls: null, mirrorRefreshedAt: null,
};
const books: ConnectionRow = { ...crm, id: "c2", role: "books", vendor: "quickbooks", appUrl: "http://books" };
const overview: OverviewReply = { workspaceName: "Demo", enrollments: {}, documents: 0, documentsToday: 0, pendingEvents: 0, connections: [crm, books] };
const workflow: WorkflowRow = {
  id: "w1", name: "Won deal to invoice", objectType: "deal", state: "off", version: 1, turnedOnAt: null, updatedAt: "2026-11-23T11:00:00.000Z",
  counts: { active: 0, needsAttention: 0, completed: 0 },
};

describe("first steps", () => {
  it("name the workflow and lead to both simulators", () => {
    expect(firstSteps(overview, [workflow])).toEqual({ workflow, isTurnedOn: false, crmUrl: "http://crm", booksUrl: "http://books" });
  });

  it("prefer a workflow that is on already", () => {
    expect(firstSteps(overview, [workflow, { ...workflow, id: "w2", state: "on" }])).toMatchObject({ workflow: { id: "w2" }, isTurnedOn: true });
  });

  it("are over with the first document", () => {
    expect(firstSteps({ ...overview, documents: 1 }, [workflow])).toBeNull();
  });

  it("are not for real accounts", () => {
    expect(firstSteps({ ...overview, connections: [{ ...crm, isSimulated: false }, books] }, [workflow])).toBeNull();
  });
});
