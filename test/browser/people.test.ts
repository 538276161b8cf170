/** People in a browser: invited, let in, allowed this and not that; keys; and the inbox of approvals. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let anotherPerson: () => Promise<Page>;

openApp((opened) => ({ world, app, anotherPerson } = opened), { world: { pollMs: 500 } });

async function invite(email: string, role: RegExp): Promise<string> {
  await app.goto(`${world.product.url}/settings/members`);
  await app.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("radio", { name: role }).click();
  expect(await accessibilityProblems(app)).toEqual([]);
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = (await dialog.getByText(/\/invitation#/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await app.getByRole("table", { name: "Invitations" }).getByText(email).waitFor();
  return link;
}

test("somebody is invited, chooses a password, signs in with it, and as a viewer changes nothing", { timeout: 180_000 }, async () => {
  const link = await invite("vera@acme.example", /^Viewer/);
  const page = await anotherPerson();
  await page.goto(link);
  await page.getByRole("heading", { name: /^Join/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel("Your name").fill("Vera");
  await page.getByLabel("Choose a password").fill("a long enough password");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByText("Viewer", { exact: true }).waitFor();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Ledgerline" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel("E-mail address").fill("vera@acme.example");
  await page.getByLabel(/^Password/).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("do not belong together").waitFor();
  await page.getByLabel(/^Password/).fill("a long enough password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();

  const turn = page.getByRole("switch", { name: "Won deal to invoice is off" });
  const bubble = Promise.withResolvers<void>();
  await page.route(/reason-hint/, async (route) => {
    await bubble.promise;
    await route.continue();
  });
  await page.reload();
  await turn.and(page.locator("[aria-disabled]")).focus();
  bubble.resolve();
  await page.getByRole("tooltip").getByText("Only an editor or an admin of this workspace may do this.", { exact: false }).waitFor();
  await turn.and(page.locator(":focus")).waitFor();
  expect(await turn.getAttribute("aria-disabled")).toBe("true");
  await page.keyboard.press("Space");
  expect(await turn.isChecked()).toBe(false);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("Shift+Tab");
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${world.product.url}/connections`);
  await page.getByRole("article", { name: /Harbor & Pine/ }).waitFor();
  expect(await page.getByRole("button", { name: "Disconnect" }).count() + (await page.getByRole("link", { name: "Connect a company" }).count())).toBe(0);
  await page.goto(`${world.product.url}/settings/members`);
  await page.getByRole("table", { name: "Members" }).getByText("vera@acme.example").waitFor();
  expect(await page.getByRole("button", { name: "Invite somebody" }).count() + (await page.getByRole("tab", { name: "API keys" }).count())).toBe(0);

  const answer = Promise.withResolvers<void>();
  await page.route("**/rpc/me", async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.goto(`${world.product.url}/connections`);
  await page.getByRole("main").getByRole("status", { name: "Loading" }).waitFor();
  expect(await page.getByRole("main").getByRole("link").count() + (await page.getByRole("main").getByRole("button").count())).toBe(0);
  answer.resolve();
  await page.getByRole("article", { name: /Harbor & Pine/ }).waitFor();
  await page.context().close();
});

test("a member's role is changed, and a member is removed after being asked", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/settings/members`);
  await app.getByRole("button", { name: "Change role of Vera" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Approver/ }).click();
  await dialog.getByLabel("Approves documents up to").fill("abc");
  await dialog.getByText("Give an amount such as").waitFor();
  await dialog.getByLabel("Approves documents up to").fill("2500");
  await dialog.getByRole("button", { name: "Save" }).click();
  await app.getByText("Approver, up to $2,500.00").waitFor();
  await app.getByRole("button", { name: "Remove Vera" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await app.getByText("vera@acme.example").waitFor({ state: "detached" });
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("a key is created, shown once, works, and is revoked; the audit log tells all of it", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/settings/api-keys`);
  await app.getByText("No API keys yet").waitFor();
  await app.getByRole("button", { name: "Create a key" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Reporting");
  await dialog.getByRole("button", { name: "Create the key" }).click();
  const token = (await dialog.getByText(/^llk_[\w-]{43}$/).textContent()) ?? "";
  expect((await fetch(`${world.product.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await dialog.getByRole("button", { name: "Done" }).click();
  await app.getByRole("table", { name: "API keys" }).getByText("Reporting").waitFor();
  expect(await app.getByText(token).count()).toBe(0);
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Revoke Reporting" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await app.getByText("No API keys yet").waitFor();
  expect((await fetch(`${world.product.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);

  await app.getByRole("button", { name: "Create a key" }).click();
  await dialog.getByLabel("Name").fill("Approving bot");
  expect(await dialog.getByLabel("Approves documents up to").count()).toBe(0);
  await dialog.getByRole("radio", { name: /^Approver/ }).click();
  await dialog.getByLabel("Approves documents up to").fill("a lot");
  await dialog.getByText("Give an amount such as 2500.00").waitFor();
  const creates = dialog.getByRole("button", { name: "Create the key" });
  expect(await accessibilityProblems(app)).toEqual([]);
  await creates.hover();
  await app.getByRole("tooltip").getByText("Correct the amount first.").waitFor();
  expect(await creates.getAttribute("aria-disabled")).toBe("true");
  await dialog.getByLabel("Approves documents up to").fill("2500");
  await dialog.getByLabel("Currency").fill("usd");
  await creates.click();
  const limited = (await dialog.getByText(/^llk_[\w-]{43}$/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await app.getByRole("table", { name: "API keys" }).getByText("Approver, up to $2,500.00").waitFor();
  const known = await fetch(`${world.product.url}/api/v1/me`, { headers: { authorization: `Bearer ${limited}` } });
  expect(await known.json()).toMatchObject({ role: "approver" });

  await app.getByRole("tab", { name: "Audit log" }).click();
  const log = app.getByRole("table", { name: "Audit log" });
  await log.getByText("Revoked the API key \"Reporting\"").waitFor();
  await app.getByLabel("What", { exact: true }).fill("removed");
  await log.getByText("Removed vera@acme.example").waitFor();
  await log.getByText("Revoked the API key").waitFor({ state: "detached" });
  const [download] = await Promise.all([app.waitForEvent("download"), app.getByRole("button", { name: "Download as CSV" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^audit-log-.*\.csv$/);
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("documents that wait are looked at, approved alone or together with the keyboard, and rejected with a reason", { timeout: 180_000 }, async () => {
  const [invoice] = world.workflow.definition.steps;
  await world.addWorkflow("Asks first", {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "dealname", operator: "starts-with-any-of", type: "text", values: ["Ask "] }] }],
    steps: [{ id: "ask", action: "approval", settings: { when: "always" } }, invoice!],
  });
  const deals = new Map<string, string>();
  for (const name of ["Ask one", "Ask two", "Ask three"]) {
    deals.set(name, await world.hubspot.deal({ name }));
    await world.enrollmentIn(deals.get(name)!, "awaiting-approval");
  }
  await app.goto(`${world.product.url}/approvals`);
  await app.getByRole("link", { name: /Approvals/ }).getByLabel("3 to look at").waitFor();
  const newest = app.getByRole("article", { name: "Ask three" });
  await newest.getByRole("article", { name: "Planned invoice" }).getByText("Ada Okoye").first().waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await newest.getByRole("button", { name: "Reject Ask three" }).click();
  await app.getByLabel("Why").fill("wrong price");
  await app.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await newest.waitFor({ state: "detached" });
  await world.enrollmentIn(deals.get("Ask three")!, "cancelled");

  await app.getByRole("checkbox", { name: "Choose all that I may approve" }).focus();
  await app.keyboard.press("Space");
  const bar = app.getByRole("region", { name: "Chosen" });
  await bar.getByText("2 documents chosen").waitFor();
  await bar.getByText("$600.00").waitFor();
  await bar.getByRole("button", { name: "Approve the chosen" }).focus();
  await app.keyboard.press("Enter");
  await app.getByText("Nothing waits for approval").waitFor();
  await world.enrollmentIn(deals.get("Ask one")!, "completed");
  await world.enrollmentIn(deals.get("Ask two")!, "completed");
});

test("a second workspace is made from the header, is empty, and the way back is in the same menu", { timeout: 120_000 }, async () => {
  await app.goto(world.product.url);
  await app.getByRole("button", { name: /choose another/ }).click();
  await app.getByRole("menuitem", { name: "New workspace" }).click();
  await app.getByRole("dialog").getByLabel("Name").fill("Second company");
  await app.getByRole("dialog").getByRole("button", { name: "Create it" }).click();
  await app.getByRole("button", { name: /Workspace Second company/ }).waitFor();
  await app.getByText("No workflows yet").waitFor();
  expect(await app.getByText("Won deal to invoice").count()).toBe(0);
  await app.getByRole("button", { name: /choose another/ }).click();
  await app.getByRole("menuitem", { name: /Harbor & Pine/ }).click();
  await app.getByRole("button", { name: /Workspace Harbor & Pine/ }).waitFor();
  await app.getByText("Won deal to invoice").first().waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});
