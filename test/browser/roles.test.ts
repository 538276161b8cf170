/** Every page as each role sees it: nothing is asked of the server that it refuses, and nothing is offered that it would. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { firstAdmin, type Person } from "../stories/person.ts";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let admin: Person;
let anotherPerson: () => Promise<Page>;

openApp((opened) => ({ world, anotherPerson } = opened), { prepare: (opened) => opened.turnOn(), signedIn: false });

/** Somebody with that role, in a browser of their own. */
async function inRole(role: "viewer" | "editor" | "approver"): Promise<Page> {
  admin ??= await firstAdmin(world);
  const { link } = await admin.client.members.invite({ email: `${role}@acme.example`, role });
  const page = await anotherPerson();
  await page.goto(link);
  await page.getByLabel("Your name").fill(`The ${role}`);
  await page.getByLabel("Choose a password").fill("a long enough password");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();
  return page;
}

async function stoppedDeal(): Promise<string> {
  const dealId = await world.hubspot.deal({ name: "Chairs", lines: [{ name: "Task chairs", quantity: "1", price: "100" }] });
  await world.hubspot.moveTo(dealId, "closedwon");
  return (await world.enrollmentIn(dealId, "needs-attention")).id;
}

const pages = ["/", "/history", "/documents", "/records", "/records/import", "/unbilled", "/approvals", "/attention", "/performance", "/mapping", "/mapping?show=saved", "/connections", "/connections/new", "/connections/new-hubspot", "/settings/members", "/settings/notifications", "/settings/api-keys", "/setup"];

test("no page asks the server for something that a viewer, an editor or an approver may not", { timeout: 300_000 }, async () => {
  const enrollment = await stoppedDeal();
  const books = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "books")!;
  for (const role of ["viewer", "editor", "approver"] as const) {
    const page = await inRole(role);
    const refused: string[] = [];
    page.on("response", (answer) => answer.status() === 403 && refused.push(answer.url()));
    for (const path of [...pages, `/enrollments/${enrollment}`, `/connections/${books.id}/settings`, `/workflows/${world.workflow.id}`]) {
      await page.goto(world.product.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("status", { name: /^Loading/ }).first().waitFor({ state: "detached" });
    }
    expect([role, refused]).toEqual([role, []]);
    if (role !== "viewer") await page.context().close();
    else await viewerChangesNothing(page, books.id);
  }
});

async function viewerChangesNothing(page: Page, booksId: string): Promise<void> {
  await page.goto(`${world.product.url}/mapping`);
  await page.getByText("Only an editor or an admin may change this").waitFor();
  const row = page.getByRole("listitem", { name: "Task chairs" });
  expect(await row.getByRole("button").count() + (await row.getByRole("combobox").count())).toBe(0);
  await row.focus();
  await page.keyboard.press("1");
  await page.getByRole("tab", { name: "Saved choices" }).click();
  await page.getByText("Nothing was chosen yet").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const path of ["/connections/new", "/connections/new-hubspot", "/setup"]) {
    await page.goto(world.product.url + path);
    await page.getByText("Only an admin may change this").waitFor();
    expect([path, await page.getByRole("main").getByRole("button").count()]).toEqual([path, 0]);
  }
  await page.goto(`${world.product.url}/connections/${booksId}/settings`);
  await page.getByText("Only an admin may change this").waitFor();
  const boxes = await page.getByRole("main").getByRole("radio").all();
  expect(boxes.length).toBeGreaterThan(3);
  expect((await Promise.all(boxes.map((box) => box.isDisabled()))).every(Boolean)).toBe(true);
  expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.context().close();
}
