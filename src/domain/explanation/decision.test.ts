import { expect, test } from "vitest";
import type { Instant, LocalDate } from "../dates.ts";
import { type CustomerWay, type Decision, type DecisionFacts, isApprovalAnswer, type PartyWay, topicOf } from "../decision.ts";
import { customerKeys, itemKeys } from "../books-settings.ts";
import type { Money } from "../money.ts";
import { decisionInWords } from "./decision.ts";

const eur = (amountMinor: number): Money => ({ amountMinor, currency: "EUR" });
const way = (key: CustomerWay["key"], party: CustomerWay["party"] = "contact"): CustomerWay => ({ key, party, property: "qb_id" });
const day = (text: string) => text as LocalDate;
const noon = "2026-12-01T12:00:00.000Z" as Instant;
const partyWays: PartyWay[] = [{ by: "billing" }, { by: "signer" }, { by: "payer" }, { by: "primary" }, { by: "first" }, { by: "label", label: "Finance" }];

/** Samples of each, by code: a new code does not compile until it has one. */
const samples: { [Code in DecisionFacts["code"]]: Extract<DecisionFacts, { code: Code }>[] } = {
  "party-chosen": partyWays.flatMap((by) => (["contact", "company"] as const).map((objectType) => ({ code: "party-chosen" as const, objectType, name: "Ada Okoye", way: by, of: 3 }))),
  "customer-matched": customerKeys.flatMap((key) => (["contact", "company"] as const).map((party) => ({ code: "customer-matched" as const, as: "customer" as const, name: "Ada Okoye", way: way(key, party) }))),
  "customer-created": [
    { code: "customer-created", as: "customer", name: "Ada Okoye (2)", under: "Northwind", tried: [way("saved-link"), way("name-and-email")], takenName: "Ada Okoye" },
    { code: "customer-created", as: "company", name: "Northwind", under: null, tried: [way("company-name", "company")], takenName: null },
  ],
  "item-matched": itemKeys.map((key) => ({ code: "item-matched", lineName: "Tafel", name: "Oak table", key, sku: "FUR-420" })),
  "item-created": [{ code: "item-created", lineName: "Tafel", name: "Oak table", incomeAccount: "Sales" }],
  "item-by-default": [{ code: "item-by-default", lineName: "Tafel", name: "Services" }],
  dated: [
    { code: "dated", date: day("2026-11-23"), source: { from: "today" }, days: 0 },
    { code: "dated", date: day("2026-11-23"), source: { from: "property", property: "delivery" }, days: -3 },
    { code: "dated", date: day("2026-11-23"), source: { from: "paid-at" }, days: 0 },
    { code: "dated", date: day("2026-11-23"), source: { from: "no-paid-at" }, days: 4 },
  ],
  "date-moved": [{ code: "date-moved", date: day("2026-12-01"), closed: day("2026-11-21") }],
  "part-billed": [{ code: "part-billed", part: eur(24_749), whole: eur(1_049_499), before: eur(24_750), left: eur(1_000_000) }],
  "refund-booked": [
    { code: "refund-booked", amounts: [eur(10_000)], together: eur(10_000), paid: eur(30_000), before: eur(0) },
    { code: "refund-booked", amounts: [eur(4_000), eur(6_000)], together: eur(10_000), paid: eur(30_000), before: eur(0) },
  ],
  "fee-booked": [{ code: "fee-booked" }],
  "discount-in-prices": [{ code: "discount-in-prices", because: "several-tax-codes" }, { code: "discount-in-prices", because: "switched-off" }],
  "billed-before": [{ code: "billed-before", kind: "sales-receipt", number: "1042", date: "2026-11-23" }, { code: "billed-before", kind: "invoice", number: null, date: "2026-11-23" }],
  "would-not-bill-again": [{ code: "would-not-bill-again", kind: "sales-receipt", number: "1042", date: "2026-11-23" }, { code: "would-not-bill-again", kind: "invoice", number: null, date: "2026-11-23" }],
  "earlier-on-its-way": [{ code: "earlier-on-its-way" }],
  "branch-taken": [
    { code: "branch-taken", branch: "Groot", because: { is: "filters" } },
    { code: "branch-taken", branch: "Groot", because: { is: "value", property: "tier", value: "gold" } },
    { code: "branch-taken", branch: "Groot", because: { is: "value", property: "tier", value: " " } },
    { code: "branch-taken", branch: "Groot", because: { is: "value", property: "tier", value: "gold", labels: { property: "Customer tier", value: "Gold" } } },
    { code: "branch-taken", branch: "Groot", because: { is: "no-other" } },
  ],
  "no-branch-taken": [{ code: "no-branch-taken" }],
  "waiting-until": [{ code: "waiting-until", until: noon }],
  "waited-until": [{ code: "waited-until", until: noon }],
  "waiting-for-payment": [{ code: "waiting-for-payment", kind: "invoice", number: "1042", status: "sent", until: noon }],
  "payment-waited-for": [{ code: "payment-waited-for", kind: "invoice", number: "1042", status: "paid", isPaid: true }, { code: "payment-waited-for", kind: "invoice", number: null, status: "voided", isPaid: false }],
  "no-document-to-wait-for": [{ code: "no-document-to-wait-for" }],
  "payment-expected": [{ code: "payment-expected" }],
  ended: [{ code: "ended" }],
  "property-set": [
    { code: "property-set", property: "status_x", of: "Ada Okoye", value: "billed" },
    { code: "property-set", property: "status_x", of: "Ada Okoye", value: "billed", labels: { property: "Status", value: "Billed" } },
  ],
  "note-written": [{ code: "note-written" }],
  "email-sent": [{ code: "email-sent", to: ["ada@northwind.example", "ben@northwind.example"] }],
  "webhook-called": [{ code: "webhook-called", host: "hooks.example" }],
  "approval-asked": [{ code: "approval-asked", because: { is: "always" } }, { code: "approval-asked", because: { is: "amount", amount: "1000" } }, { code: "approval-asked", because: { is: "new-customer" } }],
  "approval-not-needed": [{ code: "approval-not-needed" }],
  "nothing-to-approve": [{ code: "nothing-to-approve" }],
  "approval-possible": [{ code: "approval-possible" }],
  "approval-answered": [{ code: "approval-answered", approves: true, by: "Ada", note: "" }, { code: "approval-answered", approves: false, by: "Ada", note: "te veel" }],
};
const all: DecisionFacts[] = Object.values(samples).flat();

test.each(all)("the decision $code is said in both languages, each by all its facts", (decision) => {
  const [english, dutch] = [decisionInWords(decision), decisionInWords(decision, "nl")];
  for (const text of [english.about, english.decided, dutch.about, dutch.decided]) expect(text).not.toMatch(/undefined|null|\[object|^$/);
  expect(dutch.decided).not.toBe(english.decided);
  for (const name of namesIn(decision)) expect([name, `${dutch.about} ${dutch.decided}`.includes(name)]).toEqual([name, `${english.about} ${english.decided}`.includes(name)]);
});

test("no two samples are said alike", () => {
  for (const language of ["en", "nl"] as const) {
    const texts = all.filter(({ code }) => code !== "customer-matched").map((decision) => Object.values(decisionInWords(decision, language)).join(": "));
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  }
});

test("Dutch people read Dutch dates and amounts", () => {
  const said = Object.values(samples).flat().map((decision) => decisionInWords(decision, "nl").decided);
  expect(said).toContain("247,49 EUR van 10.494,99 EUR zonder btw; eerder gefactureerd: 247,50 EUR, blijft hierna over: 10.000,00 EUR");
  expect(said).toContain("wacht tot 01-12-2026 12:00 UTC");
  expect(said.join(" ")).not.toMatch(/\d{4}-\d{2}-\d{2}/);
});

test.each<[Decision, string, string, boolean]>([
  [{ about: "customer", decided: "Ada Okoye, matched by the link saved earlier" }, "Ada Okoye, matched by the link saved earlier", "customer", false],
  [{ about: 'product for "Moss"', decided: "Moss, matched by SKU FUR-490", lineItemId: "502" }, "Moss, matched by SKU FUR-490", "product", false],
  [{ about: "part of the record", decided: "the rest" }, "the rest", "part", false],
  [{ about: "approval", decided: "Ada approved" }, "Ada approved", "approval", true],
  [{ about: "Approval", decided: "asks for approval: every document is approved" }, "asks for approval: every document is approved", "other", false],
])("what was kept as a sentence is still told and placed: %j", (decision, decided, topic, isAnswer) => {
  expect(decisionInWords(decision, "nl")).toMatchObject({ about: "about" in decision ? decision.about : "", decided });
  expect([topicOf(decision), isApprovalAnswer(decision)]).toEqual([topic, isAnswer]);
});

test("only a person's answer is an answer", () => {
  expect(all.filter(isApprovalAnswer).map(({ code }) => code)).toEqual(["approval-answered", "approval-answered"]);
});

/** The names that people chose, whatever shape the decision has. */
function namesIn(fact: unknown): string[] {
  if (typeof fact === "string") return [fact];
  if (typeof fact !== "object" || fact === null) return [];
  const ours = ["code", "objectType", "as", "key", "party", "kind", "status", "because", "by", "from", "is", "date", "closed", "until", "sku", "currency", "incomeAccount"];
  return Object.entries(fact).flatMap(([name, value]) => (ours.includes(name) ? [] : namesIn(value)));
}
