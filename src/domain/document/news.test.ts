import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalDate } from "../dates.ts";
import type { DocumentStatus } from "./kind.ts";
import { documentNews, goneFailure, statusOn } from "./news.ts";
import type { PostedDocument } from "./plan.ts";
import type { KeptDocument } from "./posted.ts";

const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
const today = "2026-11-29" as LocalDate;
const mark = "[ledgerline:abc-inv-0-0]";

const posted: PostedDocument = {
  kind: "invoice",
  booksId: "145",
  number: "1042",
  syncToken: "1",
  status: "open",
  party: { id: "58", name: "Ada Okoye" },
  transactionDate: "2026-11-20" as LocalDate,
  dueDate: "2026-12-20" as LocalDate,
  total: usd(45_000),
  balance: usd(45_000),
  url: "https://qbo.intuit.com/app/invoice?txnId=145",
  privateNote: `Deal 7 ${mark}`,
};
const kept = (change: Partial<PostedDocument> = {}) => ({ ...posted, ...change, id: "d1" }) as KeptDocument;
const found = (change: Partial<PostedDocument>): PostedDocument => ({ ...posted, ...change });

describe("what is new about a document", () => {
  test.each<[string, Partial<PostedDocument>, Partial<PostedDocument>, DocumentStatus]>([
    ["it was e-mailed", {}, { status: "sent", syncToken: "2" }, "sent"],
    ["a part was paid, under the same version", {}, { status: "partly-paid", balance: usd(20_000) }, "partly-paid"],
    ["it was paid", { status: "overdue" }, { status: "paid", balance: usd(0) }, "paid"],
    ["it was voided, and says so in its note", {}, { status: "voided", total: usd(0), balance: usd(0), privateNote: `Voided - Deal 7 ${mark}` }, "voided"],
    ["it was due yesterday", {}, { dueDate: "2026-11-28" as LocalDate }, "overdue"],
    ["a part of it is overdue", { status: "overdue", dueDate: "2026-11-28" as LocalDate }, { status: "partly-paid", dueDate: "2026-11-28" as LocalDate, balance: usd(1) }, "overdue"],
    ["its due date was put off", { status: "overdue", dueDate: "2026-11-28" as LocalDate }, { dueDate: "2026-12-28" as LocalDate }, "open"],
    ["its number was changed", {}, { number: "A-1" }, "open"],
    ["a person deleted our note, and it is still the same customer's", {}, { status: "paid", balance: usd(0), privateNote: "" }, "paid"],
    ["it is back, in a company that was restored", { status: "deleted", balance: usd(0) }, {}, "open"],
  ])("%s", (_, before, after, status) => {
    expect(documentNews(kept(before), found(after), today)).toMatchObject({ documentId: "d1", was: before.status ?? "open", facts: { status } });
  });

  test.each<[string, Partial<PostedDocument>, Partial<PostedDocument>]>([
    ["it is as it was", {}, {}],
    ["only its version is newer", {}, { syncToken: "5" }],
    ["the answer is older than what we know", { syncToken: "3", status: "paid", balance: usd(0) }, { syncToken: "2" }],
    ["it is due today", { dueDate: today }, { dueDate: today }],
    ["nothing is owed of it any more", { status: "paid", balance: usd(0) }, { status: "paid", balance: usd(0), dueDate: posted.dueDate }],
    ["its id is somebody else's document now", {}, { status: "paid", balance: usd(0), privateNote: "Not ours", party: { id: "9", name: "Lee" } }],
  ])("is nothing when %s", (_, before, after) => {
    expect(documentNews(kept(before), found(after), today)).toBeNull();
  });

  test.each<[DocumentStatus, string | null]>([["voided", "document-voided"], ["deleted", "document-deleted"], ["paid", null], ["rejected", null]])("%s is told to people as %s", (status, code) => {
    expect(goneFailure(kept({ status }))?.code ?? null).toBe(code);
  });

  test("is that it was deleted, once; what it was stays readable, and nothing is owed", () => {
    expect(documentNews(kept({ status: "sent" }), "deleted", today)).toMatchObject({ was: "sent", facts: { status: "deleted", number: "1042", total: usd(45_000), balance: usd(0) } });
    expect(documentNews(kept({ status: "deleted", balance: usd(0) }), "deleted", today)).toBeNull();
  });

  test("is told once: what was kept of it is no news", () => {
    const statuses = fc.constantFrom<DocumentStatus>("open", "sent", "viewed", "partly-paid", "paid", "voided");
    const some = fc.record({ status: statuses, balance: fc.integer({ min: 0, max: 45_000 }).map(usd), dueDate: fc.constantFrom("2026-11-28", "2026-11-29", "2026-12-01").map((date) => date as LocalDate) });
    fc.assert(
      fc.property(some, some, (before, after) => {
        const news = documentNews(kept(before), found(after), today);
        if (news !== null) expect(documentNews(kept(news.facts), found(after), today)).toBeNull();
      }),
    );
  });
});

test("a status is overdue from the day after the due date on, and only while something is owed", () => {
  const owed = { status: "sent" as const, balance: usd(1), dueDate: "2026-11-28" as LocalDate };
  expect([statusOn(owed, "2026-11-28" as LocalDate), statusOn(owed, today), statusOn({ ...owed, balance: usd(0) }, today), statusOn({ ...owed, status: "voided" }, today), statusOn({ ...owed, dueDate: null }, today)]).toEqual(["sent", "overdue", "sent", "voided", "sent"]);
});
