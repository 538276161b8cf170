/** Looking ahead in a browser: many records with totals and reasons, then one of them whole. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: baselineIsTaken });

test("a workflow is tried with many records, and one of them is looked at whole", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
  await app.getByRole("link", { name: "Test" }).click();
  await app.getByText("The last records").click();
  await app.getByRole("textbox", { name: "Or these" }).fill("9023\n9026\n4242");
  await app.getByRole("button", { name: "Test them" }).click();
  await app.getByText("1 id is not in HubSpot").waitFor();
  await app.getByText("1, together $2,815.00").waitFor();
  await app.getByRole("region", { name: /no product "Moss wall"/ }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByRole("button", { name: "Warehouse office - Haddad Imports" }).click();
  const paper = app.getByRole("article", { name: "Planned invoice" });
  await paper.getByText("Task chair, matched by SKU FUR-420").waitFor();
  await paper.getByText(/Customer: Omar Haddad, matched by/).waitFor();
  await paper.getByText(/Created by Ledgerline from deal/).waitFor();
  expect(await world.quickbooks.invoices()).toEqual([]);
});

test("a record that was billed before is shown with its document instead of a new one", { timeout: 120_000 }, async () => {
  expect(await world.product.engine.enrollRecord(world.product.workspaceId, world.workflow.id, "9026")).toMatchObject({ ok: true });
  await world.enrollmentIn("9026", "completed");
  await app.getByText("The last records").click();
  await app.getByRole("textbox", { name: "Or these" }).fill("9026");
  await app.getByRole("button", { name: "Test them" }).click();
  await app.getByText("Not billed again", { exact: true }).waitFor();
  expect(await app.getByText("together $2,815.00").count()).toBe(0);
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Warehouse office - Haddad Imports" }).click();
  await app.getByText("This record would not be billed again").waitFor();
  expect(await app.getByRole("article", { name: "Planned invoice" }).count()).toBe(0);
  await app.getByRole("complementary", { name: "Test" }).getByRole("link", { name: /^Invoice \d+$/ }).click();
  await app.getByRole("heading", { name: /^Invoice \d+$/, level: 1 }).waitFor();
});

test("what a note, a mail and a call would say is read before anything is sent", { timeout: 120_000 }, async () => {
  const [invoice] = world.workflow.definition.steps;
  const { id } = await world.addWorkflow("Tells everybody", {
    ...world.workflow.definition,
    triggerGroups: [],
    steps: [
      invoice!,
      { id: "note", action: "create-note", settings: { text: `Invoice {{steps.${invoice!.id}.number}} for {{dealname}}` } },
      { id: "mail", action: "send-email", settings: { to: "{{contact.email}}", subject: "{{dealname}}", text: "Thanks, {{contact.firstname}}." } },
      { id: "hook", action: "call-webhook", settings: { url: "https://hooks.acme.example/billed", body: "template", template: '{"deal":"{{dealname}}"}' } },
    ],
  });
  await app.goto(`${world.product.url}/workflows/${id}/edit?panel=test`);
  const tried = app.getByRole("complementary", { name: "Test" });
  await tried.getByRole("combobox", { name: "Deal" }).fill("9026");
  await tried.getByRole("button", { name: "Test", exact: true }).click();
  await tried.getByRole("region", { name: "This note" }).getByText("Invoice (number of the invoice, known once it is created) for Warehouse office - Haddad Imports").waitFor();
  const mail = tried.getByRole("region", { name: "This e-mail" });
  await mail.getByText("Warehouse office - Haddad Imports", { exact: true }).waitFor();
  await mail.getByText("Thanks, Omar.").waitFor();
  await tried.getByRole("region", { name: "This call" }).getByText('"deal": "Warehouse office - Haddad Imports"').waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});
