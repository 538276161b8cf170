/** A story of books whose first read is not finished: what is not known yet must not be taken for "there is none". */
import { beforeAll, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import { beginStories, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => world.turnOn());

/** As after the first part of many, with QuickBooks out of reach for all others. */
async function halfRead(): Promise<void> {
  await world.quickbooks.control("faults", { rules: ["/query", "/cdc"].map((pathIncludes) => ({ match: { pathIncludes }, kind: "503", times: 10_000 })) });
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const now = instantOf(Date.now());
  const rows = (await Promise.all((["item", "term", "account", "tax-code"] as const).map((kind) => store.references(books.id, kind)))).flat();
  await store.forgetBooks(books.id, { code: "books-company-reset", vendor: { system: "QuickBooks", status: 400, code: "10200", message: "", traceId: null } }, now, now);
  await store.keepReferencePage(books.id, { rows, next: "Customer:1", cursor: JSON.stringify({ since: now, taxesAt: now }) }, { startedAt: now, position: null, cursor: null });
}

test("no customer is created before all customers were read, and the deal goes on by itself after that", { timeout: 120_000 }, async () => {
  const email = "ada.lovelace@engines.example";
  const { Customer } = await world.quickbooks.call("POST", "/customer", { DisplayName: "Analytical Engines", GivenName: "Ada", FamilyName: "Lovelace", PrimaryEmailAddr: { Address: email } });
  await halfRead();
  const dealId = await world.hubspot.deal({ name: "Half read", contact: { firstname: "Ada", lastname: "Lovelace", email } });
  await world.hubspot.moveTo(dealId, "closedwon");
  const waiting = await world.enrollmentIn(dealId, "waiting");
  expect(world.codes(waiting)).toEqual(["books-not-read-yet"]);
  await world.quickbooks.control("faults", { rules: [] });
  await world.enrollmentIn(dealId, "completed");
  const invoice = (await world.quickbooks.invoices()).find((one) => one.PrivateNote.includes("Half read"));
  expect(invoice?.CustomerRef.value).toBe(Customer.Id);
});
