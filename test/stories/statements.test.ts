/**
 * How often the database is asked from a webhook until the books' answer is kept: each question makes every invoice a little later.
 * Milliseconds say little on a machine that others use too, but the statements of one document do not depend on it: every stage asks
 * the same questions each time. So this fails when a few more are asked, and never because a machine is slow. What goes by a clock of its
 * own is switched off or not counted. It is a most and no exact number, because the last look into the inbox may fall before or after the
 * answer, and calls that ask about their connection at the same moment share the question or just miss each other: 10 and 21 are usual.
 */
import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { administer } from "../database.ts";
import { beginStories, patience, type World } from "./world.ts";

/** Before raising it, see whether something that is known already is read again: a row that was read is handed on. */
const most = { ofConnections: 12, others: 22 };

let world: World;

beginStories((opened) => (world = opened), { clockless: true });
beforeAll(async () => {
  await world.quickbooks.control("webhooks", { enabled: false });
  await world.turnOn();
});

test("a won deal is billed with few questions to the database", { timeout: 240_000 }, async () => {
  // The first one opens adapters, and versions and triggers are read.
  await billed(await aDeal("Warming up"));
  const dealId = await aDeal("Counted");
  const asked = vi.spyOn(pg.Client.prototype, "query");
  const statements = (): string[] => asked.mock.calls.map(([query]) => textOf(query)).filter((text) => !isBeside(text));
  await world.hubspot.moveTo(dealId, "closedwon");
  await expect.poll(() => statements().some(keepsAnswer), patience).toBe(true);
  const onTheWay = statements().slice(0, statements().findIndex(keepsAnswer) + 1);
  asked.mockRestore();

  const list = onTheWay.map((text) => text.slice(0, 120)).join("\n");
  const ofConnections = onTheWay.filter(isOfConnection);
  expect(ofConnections.length, list).toBeLessThanOrEqual(most.ofConnections);
  expect(onTheWay.length - ofConnections.length, list).toBeLessThanOrEqual(most.others);
});

/** A deal that is not won yet; everything that follows from making it is over. */
async function aDeal(name: string): Promise<string> {
  const dealId = await world.hubspot.deal({ name });
  await everythingIsOver();
  return dealId;
}

async function billed(dealId: string): Promise<void> {
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  await everythingIsOver();
}

async function everythingIsOver(): Promise<void> {
  const delivered = async (): Promise<boolean> => ((await world.hubspot.control("deliveries")) as { state: string }[]).every(({ state }) => state === "delivered");
  const open = async (): Promise<unknown> => (await administer(world.databaseUrl, "select count(*)::integer as count from pgboss.job where state < 'completed'")).rows[0];
  await expect.poll(delivered, patience).toBe(true);
  await expect.poll(open, patience).toEqual({ count: 0 });
}

function textOf(query: unknown): string {
  const text = typeof query === "string" ? query : (query as { text: string }).text;
  return text.replaceAll(/\s+/g, " ").trim();
}

const queue = ["pgboss", "pg_listening_channels"];
const notes = ["connection_health", "crm_watch", "call_counts"];
/** Looked at again after some seconds: the clock, the CRM's token, the places of calls. */
const byClock = ["clock_timestamp", "connection_secrets", "under_way"];

function isBeside(text: string): boolean {
  return [...queue, ...notes, ...byClock].some((word) => text.includes(word));
}

function isOfConnection(text: string): boolean {
  return text.startsWith('select * from "connections" where "id"');
}

function keepsAnswer(text: string): boolean {
  return text.startsWith("with answered as");
}
