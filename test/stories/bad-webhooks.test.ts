/** Stories of deliveries nobody should believe, over HTTP: each is answered rightly and starts nothing; a good one still does. */
import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { usualDefinition } from "#domain/workflow.ts";
import { baselineIsTaken, beginStories, type World } from "./world.ts";

let world: World;
let clientSecret: string;
let portalId: number;
let addresses: string[];

// Neither HubSpot's own deliveries nor a poll tell of a deal here: only what a test delivers.
beginStories((opened) => (world = opened), { pollMs: 3_600_000, webhooks: false });
beforeAll(async () => {
  const crm = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "crm")!;
  portalId = Number(crm.externalId);
  addresses = ["/webhooks/hubspot", `/webhooks/hubspot/${crm.id}`];
  ({ clientSecret } = await world.hubspot.control("token"));
  await baselineIsTaken(world);
  await world.addWorkflow("Every won deal", {
    ...usualDefinition, objectType: "deal",
    triggerGroups: [{ filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }] }],
    steps: [{ id: "end", action: "end", settings: {} }],
  });
}, 120_000);

async function wonDeals(count: number): Promise<string[]> {
  return (await world.hubspot.control("deals", { count, stage: "closedwon" })).ids as string[];
}

function eventsOf(dealIds: string[], change: Record<string, unknown> = {}): string {
  return JSON.stringify(dealIds.map((id) => ({
    eventId: Number(id), subscriptionId: 1, portalId, appId: 7, occurredAt: Date.now(), subscriptionType: "deal.propertyChange", attemptNumber: 0,
    objectId: Number(id), propertyName: "dealstage", propertyValue: "closedwon", changeSource: "CRM_UI", ...change,
  })));
}

interface Signing {
  secret?: string;
  at?: number | string;
  /** What is signed, where it is not what is sent. */
  signedBody?: string;
  signedPath?: string;
  /** Headers that are left away. */
  without?: string[];
}

/** The status and code of the answer; 204 has no code. */
async function deliver(path: string, body: string, { secret = clientSecret, at = Date.now(), signedBody = body, signedPath = path, without = [] }: Signing = {}): Promise<[number, string | null]> {
  const { url } = world.product;
  const signature = createHmac("sha256", secret).update(`POST${url}${signedPath}${signedBody}${at}`).digest("base64");
  const headers = Object.entries({ "content-type": "application/json", "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": String(at) });
  const answer = await fetch(`${url}${path}`, { method: "POST", headers: headers.filter(([name]) => !without.includes(name)), body });
  const said = answer.status === 204 ? null : ((await answer.json()) as { error: { code: string } }).error.code;
  return [answer.status, said];
}

/** What is delivered later is looked at later: once this deal is enrolled, the ones before it would have been, too. */
async function oneMoreIsEnrolled(): Promise<void> {
  const [dealId] = await wonDeals(1);
  expect(await deliver(addresses[1]!, eventsOf([dealId!]))).toEqual([204, null]);
  await world.enrollmentIn(dealId!, "completed");
}

async function nothingStarted(dealIds: string[]): Promise<void> {
  await oneMoreIsEnrolled();
  for (const id of dealIds) expect(await world.enrollmentsOf(id)).toEqual([]);
}

const minute = 60_000;

const refused: [what: string, signing: () => Signing, code: string][] = [
  ["without a signature", () => ({ without: ["x-hubspot-signature-v3"] }), "signature-missing"],
  ["without the time it was signed", () => ({ without: ["x-hubspot-request-timestamp"] }), "signature-missing"],
  ["signed with another secret", () => ({ secret: "another secret" }), "signature-wrong"],
  ["whose body was changed after it was signed", () => ({ signedBody: "[]" }), "signature-wrong"],
  ["signed for another address", () => ({ signedPath: "/webhooks/elsewhere" }), "signature-wrong"],
  ["whose time is no time", () => ({ at: "yesterday" }), "signature-wrong"],
  ["signed six minutes ago, such as one that is played again", () => ({ at: Date.now() - 6 * minute }), "webhook-stale"],
  ["signed ten minutes ahead", () => ({ at: Date.now() + 10 * minute }), "webhook-stale"],
];

test.each(refused)("a delivery %s is refused at both addresses and starts nothing", { timeout: 120_000 }, async (_what, signing, code) => {
  const [dealId] = await wonDeals(1);
  for (const path of addresses) expect(await deliver(path, eventsOf([dealId!]), signing())).toEqual([401, code]);
  await nothingStarted([dealId!]);
});

test("a rightly signed body that cannot be read is refused whole, also where only its last event is bad", { timeout: 120_000 }, async () => {
  const [dealId] = await wonDeals(1);
  const event = JSON.parse(eventsOf([dealId!]))[0];
  const bodies = ["", "this is not JSON", eventsOf([dealId!]).slice(0, -1), "{}", "null", JSON.stringify([event, "no event"]), JSON.stringify([event, { ...event, objectId: { id: 1 } }])];
  for (const path of addresses) {
    for (const body of bodies) expect([body, await deliver(path, body)]).toEqual([body, [400, "webhook-unreadable"]]);
  }
  await nothingStarted([dealId!]);
});

test("a body larger than a megabyte is not read, however well it is signed", { timeout: 120_000 }, async () => {
  const [dealId] = await wonDeals(1);
  const body = eventsOf([dealId!], { propertyValue: "x".repeat(1_200_000) });
  // The server may answer and hang up while the body is still on its way.
  for (const path of addresses) expect(await deliver(path, body).catch(() => [413, "webhook-unreadable"])).toEqual([413, "webhook-unreadable"]);
  await nothingStarted([dealId!]);
});

test("events of another portal, of other kinds of records and of deals that are gone are taken and start nothing", { timeout: 120_000 }, async () => {
  const [dealId] = await wonDeals(1);
  expect(await deliver(addresses[0]!, eventsOf([dealId!], { portalId: portalId + 1 }))).toEqual([204, null]);
  expect(await deliver(addresses[0]!, eventsOf([dealId!], { subscriptionType: "ticket.propertyChange" }))).toEqual([204, null]);
  expect(await deliver(addresses[0]!, eventsOf(["999999999"]))).toEqual([204, null]);
  expect(await deliver("/webhooks/hubspot/nobody", eventsOf([dealId!]))).toEqual([404, "NOT_FOUND"]);
  await nothingStarted([dealId!, "999999999"]);
});

test("a batch of a hundred events, delivered at both addresses and again, enrolls each deal once", { timeout: 240_000 }, async () => {
  const ids = await wonDeals(100);
  const body = eventsOf(ids);
  for (const path of [...addresses, ...addresses]) expect(await deliver(path, body)).toEqual([204, null]);
  const repeated = eventsOf([...ids].reverse(), { attemptNumber: 1 });
  expect(await deliver(addresses[0]!, repeated)).toEqual([204, null]);
  for (const id of ids) await world.enrollmentIn(id, "completed");
  await oneMoreIsEnrolled();
  const counts = await Promise.all(ids.map(async (id) => (await world.enrollmentsOf(id)).length));
  expect(counts).toEqual(ids.map(() => 1));
});
