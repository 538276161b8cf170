/** The part of the books contract that every kind of document must keep. */
import { describe, expect, test } from "vitest";
import type { LocalDate } from "#domain/dates.ts";
import { documentKinds } from "#domain/document/kind.ts";
import type { DocumentSearch } from "#domain/ports/books.ts";
import { freshId, postedValue, type SampleCompany, sampleDocument, sampleOf, valueOf } from "./document-samples.ts";

/** Posts, repeats and finds again a document of each kind. */
export function postsEveryKind(company: () => SampleCompany): void {
  describe("every kind of document", () => {
    test.for(documentKinds)("%s: is posted once under one id, and found again", async (kind) => {
      const { books } = company();
      const document = await sampleOf(kind, company());
      const id = freshId();
      const posted = postedValue(await books.postDocument(document, id));
      expect(posted).toMatchObject({ kind, party: document.party, transactionDate: document.plan.transactionDate, total: document.plan.total });
      expect(posted.privateNote).toContain(document.mark);
      expect(postedValue(await books.postDocument(document, id)).booksId).toBe(posted.booksId);
      const { transactionDate, total } = document.plan;
      const search: DocumentSearch = { kind, partyId: document.party?.id ?? null, transactionDate, total };
      expect(valueOf(await books.findDocuments(search)).filter((one) => one.privateNote.includes(document.mark))).toEqual([posted]);
      expect(valueOf(await books.findDocuments({ ...search, transactionDate: "2019-02-03" as LocalDate }))).toEqual([]);
    });

    test("a payment settles the invoice it is applied to", async () => {
      const { books } = company();
      const invoice = await sampleDocument(company());
      const open = postedValue(await books.postDocument(invoice, freshId()));
      expect(open).toMatchObject({ status: "open", balance: invoice.plan.total });
      const payment = await sampleOf("payment", company());
      if (payment.plan.kind !== "payment") throw new Error("the sample is no payment");
      const applied = [{ invoice: { use: "existing" as const, id: open.booksId, number: open.number }, amount: open.total }];
      const paying = { ...payment, plan: { ...payment.plan, applied, total: open.total }, invoices: [open.booksId] };
      expect(postedValue(await books.postDocument(paying, freshId()))).toMatchObject({ status: "applied", balance: { amountMinor: 0 } });
      const { transactionDate, total } = invoice.plan;
      const found = valueOf(await books.findDocuments({ kind: "invoice", partyId: invoice.party?.id ?? null, transactionDate, total }));
      expect(found.find((one) => one.booksId === open.booksId)).toMatchObject({ status: "paid", balance: { amountMinor: 0 } });
    });

    test.for(["invoice", "sales-receipt", "payment"] as const)("%s: can be voided, and voiding it again changes nothing", async (kind) => {
      const { books } = company();
      const posted = postedValue(await books.postDocument(await sampleOf(kind, company()), freshId()));
      const id = freshId();
      const voided = postedValue(await books.voidDocument(posted, id));
      expect(voided).toMatchObject({ booksId: posted.booksId, status: "voided", total: { amountMinor: 0 }, balance: { amountMinor: 0 } });
      expect(postedValue(await books.voidDocument(posted, id))).toEqual(voided);
      expect(postedValue(await books.voidDocument(voided, freshId()))).toEqual(voided);
    });

    test.for(["estimate", "refund-receipt", "expense"] as const)("%s: is not voided by these books, which is said without a call", async (kind) => {
      const { books } = company();
      const posted = postedValue(await books.postDocument(await sampleOf(kind, company()), freshId()));
      expect(await books.voidDocument(posted, freshId())).toMatchObject({ outcome: "refused", failures: [{ code: "document-not-voided", kind }], exchange: { method: "CHECK" } });
    });

    test.for(["invoice", "estimate", "sales-receipt", "refund-receipt"] as const)("%s: is e-mailed, and not a second time when it was perhaps sent before", async (kind) => {
      const { books } = company();
      const posted = postedValue(await books.postDocument(await sampleOf(kind, company()), freshId()));
      const sent = await books.emailDocument(posted, false, freshId());
      expect([sent.outcome, sent.exchange?.method]).toEqual(["posted", "POST"]);
      const again = await books.emailDocument(posted, true, freshId());
      expect([again.outcome, again.exchange?.method]).toEqual(["posted", "CHECK"]);
    });

    test("one whose number is too long is refused before it is sent", async () => {
      const { books } = company();
      const document = await sampleDocument(company());
      const answer = await books.postDocument({ ...document, plan: { ...document.plan, number: "N".repeat(22) } }, freshId());
      expect(answer).toMatchObject({ outcome: "refused", failures: [{ code: "text-too-long", field: "document number" }] });
    });
  });
}
