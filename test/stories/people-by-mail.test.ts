/** Where a mail server is set up, invitations and sign-in links come by mail. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { firstAdmin, newBrowser } from "./person.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let mail: MailServer;

beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail?.stop());
beginStories((opened) => (world = opened), () => ({ role: "web", mail: { smtpUrl: mail.url, from: "Ledgerline <billing@harbor.example>" } }));

test("an invitation is mailed, and its link lets the person join", async () => {
  const admin = await firstAdmin(world);
  const { isMailed, link } = await admin.client.members.invite({ email: "mia@acme.example", role: "editor" });
  expect(isMailed).toBe(true);
  const [invitation] = mail.mails;
  expect(invitation).toContain("To: mia@acme.example");
  expect(invitation).toContain(link);
  const mia = newBrowser(world.product.url);
  expect(await mia.post("/invitation/accept", { token: new URL(link).hash.slice(1), name: "Mia", password: "a long enough password" })).toMatchObject({ status: 200 });
});

test("a sign-in link is mailed to who is known, works once, and the answer to others is the same", { timeout: 120_000 }, async () => {
  const before = mail.mails.length;
  const browser = newBrowser(world.product.url);
  const unknown = await browser.post("/sign-in/link", { email: "nobody@acme.example" });
  const known = await browser.post("/sign-in/link", { email: "mia@acme.example" });
  expect(known).toEqual(unknown);
  await expect.poll(() => mail.mails.length, patience).toBe(before + 1);
  const sent = mail.mails.at(-1) ?? "";
  expect(sent).toContain("To: mia@acme.example");
  const link = /http\S+token=\w+/.exec(sent)?.[0] ?? "";
  expect((await browser.get(link)).status).toBe(303);
  expect(await browser.client.me()).toMatchObject({ email: "mia@acme.example", role: "editor" });
  expect((await newBrowser(world.product.url).get(link)).status).toBe(401);
});

test("mails speak what the app of their reader last spoke, and invitations what their sender reads", { timeout: 120_000 }, async () => {
  const admin = newBrowser(world.product.url, "nl");
  await admin.get(await world.product.signInLink());
  await admin.client.members.invite({ email: "jan@acme.example", role: "viewer" });
  expect(mail.mails.at(-1)).toContain("nodigt u uit in de werkruimte");

  const mia = newBrowser(world.product.url, "nl");
  expect(await mia.post("/sign-in/password", { email: "mia@acme.example", password: "not the password" })).toMatchObject({ status: 401, body: { message: "Het e-mailadres en het wachtwoord horen niet bij elkaar." } });
  expect(await mia.post("/sign-in/password", { email: "mia@acme.example", password: "a long enough password" })).toMatchObject({ status: 200 });
  await mia.client.me();
  const before = mail.mails.length;
  await newBrowser(world.product.url).post("/sign-in/link", { email: "mia@acme.example" });
  await expect.poll(() => mail.mails.length, patience).toBe(before + 1);
  expect(mail.mails.at(-1)).toContain("Open deze link binnen 15 minuten");
});

test("links are mailed to one address only so often", async () => {
  const browser = newBrowser(world.product.url);
  const statuses: number[] = [];
  for (let asked = 0; asked < 6; asked += 1) statuses.push((await browser.post("/sign-in/link", { email: "often@acme.example" })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});
