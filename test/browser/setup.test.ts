/** The first set-up in a browser: in an empty workspace, and through the eight questions with an answer kept. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

let anotherPerson: () => Promise<Page>;

openApp((opened) => ({ world, app, anotherPerson } = opened), { prepare: baselineIsTaken });

async function settings() {
  const books = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books");
  if (books?.role !== "books") throw new Error("no books are connected");
  return books.settings;
}

const question = (title: string) => app.getByRole("heading", { name: title, level: 2 });

test("eight questions are answered, skipped and gone back to, and the answers are the account's settings", { timeout: 180_000 }, async () => {
  await app.goto(`${world.product.url}/setup`);
  await app.getByText("Question 1 of 8").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Save and go on" }).click();

  await question("May a missing customer be created?").waitFor();
  await app.getByRole("radio", { name: /Anybody: a customer who is missing is created/ }).click();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Save and go on" }).click();
  await question("How are your products found in QuickBooks?").waitFor();
  expect(await settings()).toMatchObject({ customerRule: "create-if-missing" });

  await app.getByRole("button", { name: "Back" }).click();
  await question("May a missing customer be created?").waitFor();
  expect(await app.getByRole("radio", { name: /Anybody: a customer who is missing is created/ }).isChecked()).toBe(true);
  await app.getByRole("button", { name: "Skip" }).click();
  await question("How are your products found in QuickBooks?").waitFor();

  // What was looked at is not asked again, of no admin and in no browser.
  await app.reload();
  await question("How are your products found in QuickBooks?").waitFor();
  const colleague = await anotherPerson();
  await colleague.goto(await world.product.signInLink());
  await colleague.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();
  await colleague.goto(`${world.product.url}/setup`);
  await colleague.getByRole("heading", { name: "How are your products found in QuickBooks?", level: 2 }).waitFor();
  await colleague.context().close();
  await app.getByRole("button", { name: "Skip" }).click();
  await question("What happens to a product that QuickBooks does not have?").waitFor();
  await app.getByRole("button", { name: "Save and go on" }).click();
  for (const title of ["How is sales tax booked?", "How is money shown, and where does it go?"]) {
    await question(title).waitFor();
    await app.getByRole("button", { name: "Skip" }).click();
  }
  await question("What if a date is in a closed period?").waitFor();
  await app.getByRole("radio", { name: "Date it on the first open day" }).click();
  await app.getByRole("button", { name: "Save and go on" }).click();
  await question("What if QuickBooks comes to another total?").waitFor();
  await app.getByRole("radio", { name: "Void the document and say so" }).click();
  await app.getByRole("button", { name: "Save and go on" }).click();
  await question("The account is set up").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(await settings()).toMatchObject({ customerRule: "create-if-missing", closedPeriod: "first-open-day", differingTotal: "void" });
  await app.getByRole("link", { name: "Create your first workflow" }).click();
  await app.getByRole("heading", { name: "Create workflow", level: 1 }).waitFor();
});

test("an empty workspace leads from its workflows to the set-up, which asks for the connections first", { timeout: 120_000 }, async () => {
  const post = (path: string, input: Record<string, string>) => app.request.post(`${world.product.url}/rpc/${path}`, { data: { json: input }, headers: { origin: world.product.url } });
  const { json: made } = (await (await post("workspaces/create", { name: "Second shop" })).json()) as { json: { id: string } };
  expect((await post("workspaces/choose", { id: made.id })).ok()).toBe(true);
  await app.goto(world.product.url);
  await app.getByRole("region", { name: "Set up Ledgerline" }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("link", { name: "Go to the set-up" }).click();
  await app.getByRole("region", { name: "1. Your QuickBooks company" }).waitFor();
  expect(await app.getByRole("button", { name: "Next: eight questions" }).isDisabled()).toBe(true);
  await app.setViewportSize({ width: 390, height: 800 });
  expect(await app.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("main").getByRole("link", { name: "Workflows" }).click();
  await app.getByRole("button", { name: "Not now" }).click();
  await app.getByRole("region", { name: "Set up Ledgerline" }).waitFor({ state: "detached" });
});
