import { expect, test } from "vitest";
import fc from "fast-check";
import type { BooksConnection } from "../connection.ts";
import { booksSettings } from "../books-settings.ts";
import { type Instant, later } from "../dates.ts";
import { explain } from "../explanation.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, EnrollmentId, PersonId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { Language } from "../language.ts";
import type { Role } from "../role.ts";
import { bodyOf } from "./body.ts";
import { afterTry } from "./delivery.ts";
import { dueMail, mailOf, type MailItem } from "./digest.ts";
import { type Hearer, mailChoiceOf, type MailChoice, mailKinds, mailWays, type MailKind, type Notice, routeOf, usualMailChoice, type WebhookReceiver } from "./notice.ts";
import { timedNotices } from "./timed.ts";

const noon = "2026-11-20T12:00:00.000Z" as Instant;
const minute = 60_000;
const place = { publicUrl: "https://ledger.example", workspaceName: "Acme" };
const noEmail: Failure = { code: "contact-without-email", contactName: "Ada", contactUrl: "https://crm.example/51" };
const missing = (recordName: string): Failure => ({ code: "no-contact", recordName });

function aNotice(change: Partial<MailItem["notice"]> = {}, facts: Partial<Notice["facts"]> = {}): MailItem["notice"] {
  const id = change.id ?? "1";
  const usual = { name: `Deal ${id}`, failures: [noEmail], enrollmentId: `e${id}` as EnrollmentId, record: { objectType: "deal" as const, id: "9" }, workflow: { id: "w1" as WorkflowId, name: "Won deals" }, connectionId: null, document: null };
  return { id, key: `k${id}`, workspaceId: "ws" as WorkspaceId, kind: "needs-attention", at: noon, ...change, facts: { ...usual, ...facts } };
}

const choice = (ways: Partial<MailChoice["ways"]> = {}): MailChoice => ({ ...usualMailChoice("admin"), ways: { ...usualMailChoice("admin").ways, ...ways } });

test.each<[string, number, boolean, Partial<MailChoice["ways"]>, "mailed" | "dropped" | "waits"]>([
  ["a digest waits for its minutes", 14, true, {}, "waits"],
  ["a digest goes when they are over", 15, true, {}, "mailed"],
  ["what is wanted at once goes at once", 0, true, { "needs-attention": "at-once" }, "mailed"],
  ["what was settled meanwhile is not mailed", 15, false, {}, "dropped"],
  ["what is not wanted any more is not mailed", 0, true, { "needs-attention": "off" }, "dropped"],
])("%s", (_says, minutes, holds, ways, expected) => {
  const notice = aNotice();
  const { mailed, dropped } = dueMail([{ notice, holds }], choice(ways), later(noon, minutes * minute));
  expect({ mailed, dropped }).toEqual({ mailed: expected === "mailed" ? [notice] : [], dropped: expected === "dropped" ? [notice] : [] });
});

test("the first notice of a digest takes the younger ones along, and what goes at once leaves a digest waiting", () => {
  const [old, young] = [aNotice({ id: "1" }), aNotice({ id: "2", at: later(noon, 14 * minute) })];
  const paused = aNotice({ id: "3", kind: "workflow-paused" });
  const items = [old, young, paused].map((notice) => ({ notice, holds: true }));
  expect(dueMail(items, choice(), later(noon, 14 * minute)).mailed).toEqual([paused]);
  expect(dueMail(items, choice(), later(noon, 15 * minute)).mailed).toEqual([old, young, paused]);
});

test("no notice is both mailed and dropped, and none is lost", () => {
  const item = fc.record({ kind: fc.constantFrom(...mailKinds), minutes: fc.integer({ min: 0, max: 60 }), holds: fc.boolean() });
  const ways = fc.record(Object.fromEntries(mailKinds.map((kind) => [kind, fc.constantFrom(...mailWays)])) as Record<MailKind, fc.Arbitrary<MailChoice["ways"][MailKind]>>);
  fc.assert(
    fc.property(fc.array(item), ways, fc.integer({ min: 1, max: 60 }), (drawn, chosen, digestMinutes) => {
      const items = drawn.map(({ kind, minutes, holds }, at) => ({ notice: aNotice({ id: String(at), kind, at: later(noon, -minutes * minute) }), holds }));
      const { mailed, dropped } = dueMail(items, { ways: chosen, digestMinutes }, noon);
      const ids = [...mailed, ...dropped].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const left = items.filter(({ notice }) => !ids.includes(notice.id));
      expect(left.every(({ notice, holds }) => holds && chosen[notice.kind] === "digest" && later(notice.at, digestMinutes * minute) > noon)).toBe(true);
    }),
  );
});

test("a mail about one stop says what happened, what to do and where", () => {
  const { subject, text } = mailOf([aNotice()], place, "en");
  expect(subject).toBe('[Acme] "Deal 1" needs attention');
  expect(text).toContain("Ada");
  expect(text).toContain("https://ledger.example/enrollments/e1");
  expect(text).toContain("https://ledger.example/settings/notifications");
});

test("a digest groups by cause, with counts, and names at most ten of each", () => {
  const same = Array.from({ length: 12 }, (_, at) => aNotice({ id: String(at) }));
  const { subject, text } = mailOf([...same, aNotice({ id: "x" }, { failures: [missing("Deal x")] }), aNotice({ id: "a", kind: "approval-waiting" }, { failures: [] })], place, "en");
  expect(subject).toMatch(/^\[Acme\] 14 things to look at: 12 records need attention, "Deal x" needs attention, "Deal a" waits for approval/);
  expect(text.match(/^- Deal \d/gm)).toHaveLength(10);
  expect(text).toContain("and 2 more: https://ledger.example/attention");
  expect(text).toContain("https://ledger.example/approvals");
});

test.each<[Language, string, string]>([
  ["en", "[Acme] Invoice 1043 was voided in QuickBooks", "- Invoice 1043, Ada Okoye, 1300.00 USD, Deal 1, 2026-11-20 12:00 UTC (Won deals)\n  https://ledger.example/documents/d1"],
  ["nl", "[Acme] In QuickBooks is factuur 1043 nietig verklaard", "- factuur 1043, Ada Okoye, 1.300,00 USD, Deal 1, 20-11-2026 12:00 UTC (Won deals)\n  https://ledger.example/documents/d1"],
])("a document that is gone is named with its customer, what it came to and when it went, in %s", (language, subject, line) => {
  const document = { id: "d1", kind: "invoice", number: "1043", party: "Ada Okoye", total: usd(130_000) } as NonNullable<Notice["facts"]["document"]>;
  const voided = (id: string) => aNotice({ id, kind: "document-gone" }, { failures: [{ code: "document-voided", kind: "invoice" }], document });
  const mail = mailOf([voided("1")], place, language);
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(line);
  expect(mail.text).toContain(explain({ code: "document-voided", kind: "invoice" }, language).doThis);
  expect(mailOf([voided("1"), voided("2")], place, language).subject).toMatch(/2 document/);
});

test("a name with line breaks stays one line of the subject", () => {
  expect(mailOf([aNotice({}, { name: "Deal\r\nBcc: x@y.example" })], place, "en").subject).not.toMatch(/[\r\n]/);
});

test.each<[Role, MailKind[]]>([
  ["viewer", []],
  ["editor", ["needs-attention", "document-gone", "workflow-paused", "connection-ends", "budget-used"]],
  ["approver", [...mailKinds]],
  ["admin", [...mailKinds]],
])("a %s who never chose is mailed about %j", (role, expected) => {
  const { ways } = mailChoiceOf(role, undefined);
  expect(mailKinds.filter((kind) => ways[kind] !== "off")).toEqual(expected);
  expect(ways["needs-attention"]).toBe(role === "viewer" ? "off" : "digest");
});

test("a kind that came after somebody chose is as usual for them", () => {
  const { "document-gone": _, ...chosen } = choice({ "needs-attention": "off" }).ways;
  expect(mailChoiceOf("admin", { ways: chosen as MailChoice["ways"], digestMinutes: 60 })).toMatchObject({ ways: { "needs-attention": "off", "document-gone": "digest" }, digestMinutes: 60 });
});

test("whoever may not approve any more hears of no approvals, whatever they chose before", () => {
  expect(mailChoiceOf("editor", choice()).ways["approval-waiting"]).toBe("off");
});

const hearer = (personId: string, change: Partial<Hearer> = {}): Hearer => ({ personId: personId as PersonId, role: "admin", approvalLimit: null, choice: choice(), ...change });
const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });

test.each<[string, Hearer[], number, string[]]>([
  ["those whose limit it is within", [hearer("ann"), hearer("ben", { role: "approver", approvalLimit: usd(50_000) })], 50_000, ["ann", "ben"]],
  ["nobody whose limit it is beyond", [hearer("ann"), hearer("ben", { role: "approver", approvalLimit: usd(50_000) })], 50_001, ["ann"]],
  ["everybody when it is beyond all limits, so that somebody raises one", [hearer("ann", { approvalLimit: usd(10) }), hearer("ben", { approvalLimit: usd(50) })], 50_001, ["ann", "ben"]],
  ["nobody who switched it off, also when only they could approve", [hearer("ann", { choice: choice({ "approval-waiting": "off" }) }), hearer("ben", { approvalLimit: usd(50) })], 50_001, []],
])("a document that waits is told to %s", (_says, members, amountMinor, expected) => {
  const { personIds } = routeOf(aNotice({ kind: "approval-waiting" }), [{ total: usd(amountMinor) }], members, [], true);
  expect(personIds).toEqual(expected);
});

test("a notice goes to those who want it, to nobody by mail without a mail server, and documents only to other systems", () => {
  const members = [hearer("ann"), hearer("ben", { choice: choice({ "needs-attention": "off" }) })];
  const receiver = (id: string, kinds: WebhookReceiver["kinds"]): WebhookReceiver => ({ id, workspaceId: "ws" as WorkspaceId, url: "https://x.example", kinds, createdBy: "ann", createdAt: noon });
  const receivers = [receiver("stops", ["needs-attention"]), receiver("documents", ["document-posted"])];
  expect(routeOf(aNotice(), [], members, receivers, true)).toMatchObject({ personIds: ["ann"], receivers: [{ id: "stops" }] });
  expect(routeOf(aNotice(), [], members, receivers, false)).toMatchObject({ personIds: [], receivers: [{ id: "stops" }] });
  expect(routeOf({ ...aNotice(), kind: "document-posted" }, [], members, receivers, true)).toMatchObject({ personIds: [], receivers: [{ id: "documents" }] });
});

test("a body carries ids, links, reasons and exact amounts", () => {
  const document = { id: "d1", kind: "invoice", number: "1043", party: "Ada Okoye", transactionDate: "2026-11-20", total: { amountMinor: 30_000, currency: "USD" }, url: "https://books.example/1", booksId: "145", recordUrl: "https://crm.example/9" } as NonNullable<Notice["facts"]["document"]>;
  expect(JSON.parse(bodyOf(aNotice(), place))).toMatchObject({ type: "needs-attention", at: noon, workspace: { id: "ws", name: "Acme" }, link: "https://ledger.example/enrollments/e1", record: { objectType: "deal", id: "9", name: "Deal 1" }, reasons: [{ code: "contact-without-email" }] });
  const posted = JSON.parse(bodyOf({ ...aNotice({}, { failures: [], document }), kind: "document-posted" }, place)) as object;
  expect(posted).toMatchObject({ type: "document-posted", link: "https://ledger.example/documents/d1", document: { number: "1043", total: "300.00", currency: "USD" }, record: { url: "https://crm.example/9" } });
  expect(posted).not.toHaveProperty("reasons");
});

test.each<[string, Failure | null, number, string]>([
  ["an answer that it arrived ends it", null, 1, "delivered"],
  ["a lost call is made again", { code: "webhook-unreachable", url: "u", detail: "it answered 503" }, 1, "pending"],
  ["a receiver that refuses may be put right within the day", { code: "webhook-refused", url: "u", status: 404, detail: "" }, 50, "pending"],
  ["a receiver that says it is gone is believed", { code: "webhook-refused", url: "u", status: 410, detail: "" }, 1, "given-up"],
  ["a forbidden address is never called again", { code: "webhook-address-forbidden", url: "u", address: "169.254.169.254" }, 1, "given-up"],
  ["after a day it is given up", { code: "webhook-unreachable", url: "u", detail: "it answered 503" }, 100, "given-up"],
  ["a mail that the server refuses is not sent again", { code: "mail-refused", detail: "no such user" }, 1, "given-up"],
])("%s", (_says, failure, tries, state) => {
  expect(afterTry(failure, tries, noon)).toMatchObject({ state });
});

test("the waits between all tries make about a day", () => {
  const unreachable: Failure = { code: "webhook-unreachable", url: "u", detail: "" };
  const waits = Array.from({ length: 99 }, (_, at) => Date.parse(afterTry(unreachable, at + 1, noon).dueAt ?? noon) - Date.parse(noon));
  expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
  expect(waits.reduce((sum, one) => sum + one, 0) / 3_600_000).toBeCloseTo(22.5, 0);
});

const books: BooksConnection = { id: "b1" as ConnectionId, workspaceId: "ws" as WorkspaceId, name: "Harbor", role: "books", vendor: "quickbooks", externalId: "1", connectionState: "connected", baseUrl: "", appUrl: "", createdAt: noon, isReadOnly: false, company: {} as BooksConnection["company"], settings: { ...booksSettings.parse({}), monthlyMeteredBudget: 1_000 } };

test.each<[number, string[]]>([
  [799, []],
  [800, ["books-budget-low:b1:2026-11"]],
  [1_000, ["books-budget-spent:b1:2026-11"]],
])("of %i metered calls of a budget of 1000 people are told %j, once a month", (used, keys) => {
  expect(timedNotices(books, used, null, noon).map(({ key }) => key)).toEqual(keys);
});

test.each<[number, string[]]>([
  [31, []],
  [30, ["30"]],
  [8, ["30"]],
  [7, ["7"]],
  [1, ["1"]],
  [0, ["1"]],
])("%i days before a permission ends people are told %j", (days, warned) => {
  const permission = { renewedAt: null, unusedUntil: later(noon, 90 * 24 * 60 * minute), endsAt: later(noon, days * 24 * 60 * minute), isEndAssumed: false };
  expect(timedNotices(books, 0, permission, noon).map(({ key }) => key.split(":").at(-1))).toEqual(warned);
});

test("a mail is in the language of who gets it, its failures too", () => {
  const { subject, text } = mailOf([aNotice(), aNotice({ id: "a", kind: "approval-waiting" }, { failures: [] })], place, "nl");
  expect(subject).toBe('[Acme] 2 zaken om naar te kijken: "Deal 1" vraagt aandacht, "Deal a" wacht op goedkeuring');
  expect(text).toContain(explain(noEmail, "nl").happened);
  expect(text).toContain("U krijgt deze mail als lid van Acme.");
  expect(text).not.toMatch(/\b(the|needs|waits|mail as)\b/);
});
