import { expect, test } from "vitest";
import { instantOf, type LocalDate } from "../../domain/dates.ts";
import type { DocumentPlan, PostedDocument } from "../../domain/document/plan.ts";
import type { EnrollmentId } from "../../domain/ids.ts";
import { markOf, requestIdOf } from "../../domain/posting.ts";
import { judge } from "./reconcile.ts";

const sentAt = instantOf(Date.UTC(2026, 10, 23));
const ours = requestIdOf("abcdefghij0123456789" as EnrollmentId, "inv", 0, 0);
const posting = { requestId: ours, plan: { kind: "invoice" } as DocumentPlan };

function aDocument(booksId: string, privateNote: string): PostedDocument {
  const total = { amountMinor: 12500, currency: "USD" };
  return {
    kind: "invoice", booksId, number: `10${booksId}`, syncToken: "0", status: "open", party: { id: "5", name: "Ada Okoye" }, privateNote,
    transactionDate: "2026-11-23" as LocalDate, dueDate: null, total, balance: total, url: "",
  };
}

test("our mark decides, wherever it stands in the note", () => {
  const found = judge(posting, [aDocument("1", "by hand"), aDocument("2", `note ${markOf(ours)} edited`)], sentAt);
  expect(found).toMatchObject({ found: "ours", document: { booksId: "2" } });
});

test("a document with another Ledgerline mark belongs to another enrollment", () => {
  const other = requestIdOf("zzzzzzzzzz0123456789" as EnrollmentId, "inv", 0, 0);
  expect(judge(posting, [aDocument("1", markOf(other))], sentAt)).toEqual({ found: "nothing" });
});

test("an unmarked look-alike is never guessed at: a person decides, with the facts of both", () => {
  expect(judge(posting, [aDocument("1", "made by hand")], sentAt)).toEqual({
    found: "undecidable",
    failure: { code: "outcome-unknown", kind: "invoice", sentAt, candidates: [{ id: "1", number: "101", total: { amountMinor: 12500, currency: "USD" } }] },
  });
});

test("nothing found means it may be sent", () => {
  expect(judge(posting, [], sentAt)).toEqual({ found: "nothing" });
});
