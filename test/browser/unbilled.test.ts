/** Looking through records and clearing the list of what is not billed yet, in a browser. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { browserContext: { locale: "en-US" }, prepare: baselineIsTaken });

const picture = (name: string): Promise<unknown> => {
  const folder = process.env["LEDGERLINE_TEST_SHOTS"];
  return folder === undefined ? Promise.resolve() : app.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test("a record is found, explained, and enrolled by hand", { timeout: 240_000 }, async () => {
  await app.getByRole("link", { name: "Records" }).click();
  await app.getByRole("table", { name: "Deals" }).waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
  await picture("records");
  await app.getByRole("textbox", { name: "Search" }).fill("Reception refresh");
  await app.getByText("1 record", { exact: true }).waitFor();
  await app.getByRole("rowheader").getByRole("link").click();
  await app.getByRole("region", { name: "Line items" }).getByText(/\d × \$[\d,]+\.\d\d/).first().waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
  await picture("record");

  await app.getByRole("button", { name: "Explain…" }).click();
  await app.getByRole("combobox", { name: "Workflow" }).click();
  await app.getByRole("option", { name: "Won deal to invoice" }).click();
  await app.getByRole("article", { name: "Planned invoice" }).waitFor();
  const conclusion = app.getByRole("region", { name: "Conclusion" });
  await conclusion.getByText("It does not enter: the workflow is off.").waitFor();
  await conclusion.getByText("Never", { exact: true }).waitFor();
  const filter = app.getByRole("region", { name: "Triggers" }).getByRole("listitem").first();
  await filter.getByText(/^Deal stage is any of .*Closed Won/).waitFor();
  await filter.getByText(/^it is .*Closed Won$/).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await picture("record-explain");
  await app.keyboard.press("Escape");

  await app.getByRole("button", { name: "Enroll…" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Enroll" }).click();
  await app.getByText("1 record was enrolled.").waitFor();
  await app.getByRole("button", { name: "Done" }).click();
  await app.getByRole("region", { name: "Enrollments" }).getByRole("link", { name: "Won deal to invoice" }).waitFor();
});

test("won deals are enrolled together from the unbilled list, and others are ignored with a reason", { timeout: 240_000 }, async () => {
  await app.getByRole("link", { name: "Unbilled" }).click();
  const table = app.getByRole("table", { name: "Won deals" });
  await table.waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
  await picture("unbilled");
  const names = await table.getByRole("rowheader").getByRole("link").allTextContents();
  expect(names.length).toBeGreaterThan(1);
  await app.getByRole("checkbox", { name: `Choose ${names[0]}` }).check();
  await app.getByRole("button", { name: "Enroll…" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Enroll" }).click();
  await app.getByText("1 record was enrolled.").waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
  await app.getByRole("button", { name: "Done" }).click();

  await app.getByRole("checkbox", { name: `Choose ${names[1]}` }).check();
  await app.getByRole("button", { name: "Ignore…" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Ignore" }).click();
  await app.getByText("Say why, so that others know later.").waitFor();
  await app.getByRole("textbox", { name: "Reason" }).fill("Billed by hand");
  await app.getByRole("dialog").getByRole("button", { name: "Ignore" }).click();
  await app.getByRole("checkbox", { name: `Choose ${names[1]}` }).waitFor({ state: "detached" });
  await app.getByRole("switch", { name: "Show what was ignored" }).check({ force: true });
  await app.getByText("Billed by hand (").waitFor();
  await picture("unbilled-ignored");
});

test("the pages read well in a narrow window and in the dark", { timeout: 120_000 }, async () => {
  await app.setViewportSize({ width: 390, height: 844 });
  for (const page of ["records", "unbilled"]) {
    await app.goto(`${world.product.url}/${page}`);
    await app.getByRole("table").waitFor();
    const isWide = await app.evaluate<boolean>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    expect([page, isWide]).toEqual([page, false]);
    await picture(`${page}-narrow`);
  }
  await app.setViewportSize({ width: 1280, height: 900 });
  await app.emulateMedia({ colorScheme: "dark" });
  await app.evaluate('localStorage.setItem("mantine-color-scheme-value", "dark")');
  await app.goto(`${world.product.url}/unbilled`);
  await app.getByRole("table").waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
  await picture("unbilled-dark");
});
