/** The part of the books contract about what becomes of documents. */
import { describe, expect, test } from "vitest";
import { later, type Instant } from "#domain/dates.ts";
import { documentKinds } from "#domain/document/kind.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { DocumentChanges } from "#domain/ports/books.ts";
import type { BooksBench } from "./books.testsuite.ts";
import { freshId, postedValue, sampleDocument, sampleOf, valueOf } from "./document-samples.ts";

type Followed = Pick<BooksBench, "books" | "now" | "deleteDocument" | "lookAt">;

async function changesSince(bench: Followed, since: { cursor: string } | { from: Instant }): Promise<DocumentChanges> {
  const changes = valueOf(await bench.books.documentChanges(since));
  if (changes === "compare") throw new Error("changes of the last minutes cannot be told");
  return changes;
}

/** When it changed is told where the books know it. */
const changedAt: unknown = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/);

/** Tells, asks for and compares documents that were changed, voided and deleted. */
export function followsDocuments(bench: () => Followed): void {
  const postedSample = async (kind: (typeof documentKinds)[number]): Promise<PostedDocument> => postedValue(await bench().books.postDocument(await sampleOf(kind, bench()), freshId()));

  describe("what becomes of documents", () => {
    test.for(documentKinds)("%s: is told with what it is now, and by its id, too", async (kind) => {
      const posted = await postedSample(kind);
      const changes = await changesSince(bench(), { from: bench().now() });
      expect(changes.findings).toContainEqual({ kind, booksId: posted.booksId, found: posted, changedAt });
      expect(valueOf(await bench().books.readDocuments([posted])).findings).toEqual([{ kind, booksId: posted.booksId, found: posted, changedAt }]);
    });

    test("what changed before a cursor is not told again", async () => {
      const { cursor } = await changesSince(bench(), { from: bench().now() });
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      const { cursor: next } = await changesSince(bench(), { cursor });
      const posted = await postedSample("invoice");
      const { findings } = await changesSince(bench(), { cursor: next });
      expect(findings.filter(({ booksId, kind }) => kind === "invoice" && booksId === posted.booksId)).toHaveLength(1);
      expect(findings.length).toBeLessThan(20);
      expect(next >= cursor).toBe(true);
    });

    test("an invoice is sent, viewed, partly paid and paid", async () => {
      const { books } = bench();
      const invoice = await sampleDocument(bench());
      const open = postedValue(await books.postDocument(invoice, freshId()));
      const foundNow = async (): Promise<unknown> => valueOf(await books.readDocuments([open])).findings[0]?.found;
      expect(postedValue(await books.emailDocument(open, false, freshId()))).toMatchObject({ status: "sent", balance: open.balance });
      await bench().lookAt(open);
      expect(await foundNow()).toMatchObject({ status: "viewed", balance: open.balance });
      const pay = async (amountMinor: number): Promise<void> => {
        const payment = await sampleOf("payment", bench());
        if (payment.plan.kind !== "payment") throw new Error("the sample is no payment");
        const amount = { ...open.total, amountMinor };
        const applied = [{ invoice: { use: "existing" as const, id: open.booksId, number: open.number }, amount }];
        postedValue(await books.postDocument({ ...payment, plan: { ...payment.plan, applied, total: amount }, invoices: [open.booksId] }, freshId()));
      };
      await pay(1);
      expect(await foundNow()).toMatchObject({ status: "partly-paid", balance: { amountMinor: open.total.amountMinor - 1 } });
      await pay(open.total.amountMinor - 1);
      expect(await foundNow()).toMatchObject({ status: "paid", balance: { amountMinor: 0 } });
      const { findings } = await changesSince(bench(), { from: bench().now() });
      expect(findings.find(({ kind, booksId }) => kind === "invoice" && booksId === open.booksId)?.found).toMatchObject({ status: "paid" });
    });

    test.for(["invoice", "sales-receipt", "payment"] as const)("%s: is told when it was voided", async (kind) => {
      const posted = await postedSample(kind);
      postedValue(await bench().books.voidDocument(posted, freshId()));
      const voided = { kind, booksId: posted.booksId, found: expect.objectContaining({ status: "voided", balance: expect.objectContaining({ amountMinor: 0 }), privateNote: expect.stringContaining(posted.privateNote) }), changedAt };
      expect((await changesSince(bench(), { from: bench().now() })).findings).toContainEqual(voided);
      expect(valueOf(await bench().books.readDocuments([posted])).findings).toEqual([voided]);
    });

    test.for(documentKinds)("%s: is told when it was deleted, and called gone when it is asked for", async (kind) => {
      const posted = await postedSample(kind);
      const other = await postedSample(kind);
      await bench().deleteDocument(posted);
      const gone = { kind, booksId: posted.booksId, found: "deleted", changedAt };
      expect((await changesSince(bench(), { from: bench().now() })).findings).toContainEqual(gone);
      const { findings } = valueOf(await bench().books.readDocuments([posted, other]));
      expect(findings.toSorted((a, b) => Number(a.booksId) - Number(b.booksId))).toEqual([{ ...gone, changedAt: null }, { kind, booksId: other.booksId, found: other, changedAt }]);
    });

    test("changes of months ago cannot be told", async () => {
      expect(valueOf(await bench().books.documentChanges({ from: later(bench().now(), -60 * 86_400_000) }))).toBe("compare");
    });
  });
}
