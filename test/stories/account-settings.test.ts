/** The settings of a QuickBooks company from the command line: shown, changed, checked against the books, noted down. */
import { beforeAll, expect, test } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import { runCommandLine } from "./command-line.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(async () => {
}, 120_000);

async function items(): Promise<ReferenceRow[]> {
  return world.product.store.references((await books()).id, "item");
}

async function books(): Promise<BooksConnection> {
  const all = await world.product.store.connections(world.product.workspaceId);
  return all.find((one) => one.role === "books")!;
}

function cli(...argv: string[]): Promise<{ exitCode: number; out: string }> {
  return runCommandLine(world, argv);
}

test("settings are shown with their values and words, and changed by name", { timeout: 90_000 }, async () => {
  await expect.poll(async () => (await items()).length, patience).toBeGreaterThan(0);
  const { name, id } = await books();
  const shown = await cli("settings", name);
  expect(shown.exitCode).toBe(0);
  for (const words of ["Customers", "Sales tax", "takenNames", "stop | add-number | add-email", "saved-link, books-id-property, name-and-email"]) expect(shown.out).toContain(words);

  const [first] = await items();
  const changed = await cli("settings", id, "customerMatching=email, saved-link", "takenNames=add-number", `defaultItem=${first!.name.toLowerCase()}`, "syncProperty=lifecyclestage", "syncValues=customer,evangelist");
  expect(changed).toMatchObject({ exitCode: 0, out: expect.stringContaining(`defaultItem = ${first!.id} (${first!.details.fullName ?? first!.name})`) });
  expect((await books()).settings).toMatchObject({
    customerMatching: ["email", "saved-link"],
    takenNames: "add-number",
    defaultItem: first!.id,
    customerSyncFilter: { property: "lifecyclestage", values: ["customer", "evangelist"] },
    monthlyMeteredBudget: 500_000,
  });
  expect((await cli("settings", id, "defaultItem=")).exitCode).toBe(0);
  expect((await books()).settings).toMatchObject({ defaultItem: null, takenNames: "add-number" });
});

test("what the books do not have, and what their country does not know, is refused and nothing is saved", { timeout: 90_000 }, async () => {
  const { id } = await books();
  const before = await books();
  expect(await cli("settings", id, "defaultItem=99999", "differingTotal=void")).toMatchObject({ exitCode: 1, out: expect.stringContaining("defaultItem: QuickBooks has no such active entry") });
  expect(await cli("settings", id, "taxMode=codes")).toMatchObject({ exitCode: 1, out: expect.stringContaining("taxMode: companies in the United States") });
  expect(await cli("settings", id, "closedPeriod=whenever")).toMatchObject({ exitCode: 1, out: expect.stringContaining("closedPeriod: choose one of") });
  expect(await cli("settings", id, "colour=red")).toMatchObject({ exitCode: 2, out: expect.stringContaining('There is no setting "colour"') });
  expect(await books()).toEqual(before);
});
