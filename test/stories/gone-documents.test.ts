/** Stories of documents that somebody voids or deletes in QuickBooks: people are told, and make them again or say that it is settled. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeptDocument } from "#domain/document/posted.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { firstAdmin, invited, newBrowser, type Person } from "./person.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let mail: MailServer;
let admin: Person;

beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail?.stop());
beginStories((opened) => (world = opened), () => ({ mail: { smtpUrl: mail.url, from: "Ledgerline <billing@harbor.example>" } }));
beforeAll(async () => {
  admin = await firstAdmin(world);
  await world.turnOn();
});

async function invoiced(name: string): Promise<KeptDocument> {
  const dealId = await world.hubspot.deal({ name });
  await world.hubspot.moveTo(dealId, "closedwon");
  const { id } = await world.enrollmentIn(dealId, "completed");
  return (await world.product.store.documentsOfEnrollment(id))[0]!;
}

async function gone({ booksId }: KeptDocument, operation: "void" | "delete"): Promise<void> {
  const { Invoice } = await world.quickbooks.call("GET", `/invoice/${booksId}`);
  await world.quickbooks.call("POST", `/invoice?operation=${operation}`, { Id: Invoice.Id, SyncToken: Invoice.SyncToken });
}

async function mailedAtOnce(email: string, name: string, language: "en" | "nl"): Promise<void> {
  const password = "a long enough password";
  await invited(world, admin, { email, role: "editor" }, name, password);
  const browser = newBrowser(world.product.url, language);
  await browser.post("/sign-in/password", { email, password });
  const usual = await browser.client.notifications.get();
  expect(usual.ways["document-gone"]).toBe("digest");
  await browser.client.notifications.save({ ...usual, ways: { ...usual.ways, "document-gone": "at-once" } });
}

const mailsTo = (person: string, text: string): string[] => mail.mails.filter((one) => one.includes(`To: ${person}@acme.example`) && one.includes(text));
const openIds = async (): Promise<string[]> => (await admin.client.attention.documents()).flatMap(({ documents }) => documents.map(({ id }) => id));

test("an invoice that is voided or deleted is told to people in their language, with which one, and what to do", { timeout: 240_000 }, async () => {
  await mailedAtOnce("mia@acme.example", "Mia", "en");
  await mailedAtOnce("daan@acme.example", "Daan", "nl");
  const [voided, deleted] = [await invoiced("Reception wall"), await invoiced("Office wall")];
  await gone(voided, "void");
  await expect.poll(() => mailsTo("mia", `Invoice ${voided.number} was voided in QuickBooks`).length, patience).toBe(1);
  const [english] = mailsTo("mia", "was voided");
  for (const fact of [`${voided.party?.name}, 300.00 USD, Reception wall`, `${world.product.url}/documents/${voided.id}`, "Make again", "audit log"]) expect(english).toContain(fact);
  await gone(deleted, "delete");
  await expect.poll(() => mailsTo("daan", `In QuickBooks is factuur ${deleted.number} verwijderd`).length, patience).toBe(1);
  expect(mailsTo("daan", "Opnieuw maken").length).toBeGreaterThan(0);
  expect(mailsTo("mia", "was voided")).toHaveLength(1);
});

test("both stand open until one is made again and the other is settled by a person", { timeout: 240_000 }, async () => {
  const groups = await admin.client.attention.documents();
  expect(groups.map(({ failure }) => failure.code).toSorted()).toEqual(["document-deleted", "document-voided"]);
  const rows = groups.flatMap(({ documents }) => documents);
  expect(rows.map(({ had }) => had.amountMinor)).toEqual([30_000, 30_000]);
  expect((await admin.client.overview()).goneDocuments).toBe(2);

  const [again, settled] = [rows.find(({ status }) => status === "voided")!, rows.find(({ status }) => status === "deleted")!];
  const detail = await admin.client.documents.get({ id: again.id });
  expect(detail.gone).toMatchObject({ code: "document-voided", who: "bookkeeper" });
  expect(detail.changes.at(-1)).toMatchObject({ was: "open", status: "voided" });
  await admin.client.workflows.enroll({ id: again.workflowId, recordId: again.recordId });
  await expect.poll(openIds, patience).toEqual([settled.id]);
  const invoices = (await world.quickbooks.invoices()).filter(({ PrivateNote, TotalAmt }) => PrivateNote.includes("Reception wall") && TotalAmt > 0);
  expect(invoices).toHaveLength(1);

  expect(await admin.client.attention.settleDocuments({ ids: [settled.id] })).toEqual({ settled: 1 });
  expect(await openIds()).toEqual([]);
  expect((await admin.client.overview()).goneDocuments).toBe(0);
  const { rows: audited } = await admin.client.audit.list({ text: "gone from the books" });
  expect(audited[0]).toMatchObject({ did: "settled what is gone from the books" });
});
