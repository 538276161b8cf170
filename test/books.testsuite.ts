/** What every adapter for an accounting system must do, run against books that can be changed and disturbed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later, localDateIn, type Instant, type LocalDate } from "#domain/dates.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { NewCustomer, NewItem } from "#domain/document/references.ts";
import type { Decimal } from "#domain/money.ts";
import type { Books } from "#domain/ports/books.ts";
import { everything, freshId, postedValue, refOf, sampleDocument, valueOf } from "./document-samples.ts";
import { followsDocuments } from "./document-news.testsuite.ts";
import { postsEveryKind } from "./documents.testsuite.ts";

/** How the books are to misbehave on their next call. */
export type Disturbance = "500" | "503" | "429" | "expired-token" | "drop-before-commit" | "drop-after-commit";

/** Books under test: a company with customers, vendors, items, accounts and terms. */
export interface BooksBench {
  books: Books;
  /** The same company by a permission that was never given. */
  strangersBooks: Books;
  now(): Instant;
  disturb(disturbance: Disturbance): Promise<void>;
  /** A change by somebody else. */
  renameCustomer(id: string, name: string): Promise<void>;
  /** A person deletes it in the books, or its customer looks at it there. */
  deleteDocument(document: PostedDocument): Promise<void>;
  lookAt(invoice: PostedDocument): Promise<void>;
  closeBooks(through: LocalDate | null): Promise<void>;
  /** How many documents the books hold. */
  documents(): Promise<number>;
  /** A throttle answer is waited out by then. */
  throttleIsOver(): Promise<void>;
  stop(): Promise<void>;
}

/** The contract; `open` starts a company, once. */
export function booksContract(vendor: string, open: () => Promise<BooksBench>): void {
  describe(`${vendor} as books`, () => {
    let bench: BooksBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench?.stop());

    tellsItself(() => bench);
    mirrors(() => bench);
    creates(() => bench);
    posts(() => bench);
    postsMany(() => bench);
    postsEveryKind(() => bench);
    followsDocuments(() => bench);
    looks(() => bench);
    meetsTrouble(() => bench);
  });
}

function tellsItself(bench: () => BooksBench): void {
  test("tells which company it is, and what its days are", async () => {
    const company = valueOf(await bench().books.company());
    expect(company.realmId).not.toBe("");
    expect(company.homeCurrency).toMatch(/^[A-Z]{3}$/);
    expect(localDateIn(company.timeZone, bench().now())).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
}

function mirrors(bench: () => BooksBench): void {
  describe("reference data", () => {
    test("has every kind, each row once", async () => {
      const all = await everything(bench().books);
      expect([...new Set(all.rows.map((row) => row.kind))].sort()).toEqual(["account", "customer", "employee", "item", "payment-method", "tax-code", "tax-rate", "term", "vendor"]);
      const keys = all.rows.map((row) => `${row.kind}:${row.id}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(all.rows.some((row) => row.kind === "account" && row.type === "Income")).toBe(true);
      expect(all.rows.some((row) => row.kind === "term" && row.dueDays === 30)).toBe(true);
    });

    test("tells what changed since, and what was made, and only that", async () => {
      const { cursor } = await everything(bench().books);
      const made = postedValue(await bench().books.createCustomer(newCustomer("Changed later"), null, "USD", freshId()));
      await bench().renameCustomer(made.id, "Changed by now");
      const changes = valueOf(await bench().books.referenceChanges(cursor));
      if (changes === "reload") throw new Error("changes of the last seconds cannot be told");
      expect(changes.rows).toContainEqual(expect.objectContaining({ kind: "customer", id: made.id, name: "Changed by now" }));
      expect(changes.rows.length).toBeLessThan(20);
      expect(changes.cursor >= cursor).toBe(true);
    });
  });
}

function creates(bench: () => BooksBench): void {
  describe("creating", () => {
    test("a customer keeps any name as it is", async () => {
      const name = `Zoë O'Hara \\ "Søn" ${Date.now()}`;
      const row = postedValue(await bench().books.createCustomer({ ...newCustomer(name), lastName: "O'Hara \\" }, null, "USD", freshId()));
      expect(row).toMatchObject({ kind: "customer", name, lastName: "O'Hara \\", email: "new@customers.example", isActive: true });
      expect(valueOf(await bench().books.nameHolders(name))).toEqual([row]);
    });

    test("twice under one id makes one", async () => {
      const id = freshId();
      const customer = newCustomer(`Once ${Date.now()}`);
      const [first, second] = await Promise.all([bench().books.createCustomer(customer, null, "USD", id), bench().books.createCustomer(customer, null, "USD", id)]);
      expect(postedValue(second).id).toBe(postedValue(first).id);
    });

    test("a name that somebody holds is refused, and the holder can be asked for", async () => {
      const all = await everything(bench().books);
      const vendor = all.rows.find((row) => row.kind === "vendor");
      const answer = await bench().books.createCustomer(newCustomer(vendor?.name ?? ""), null, "USD", freshId());
      expect(answer).toMatchObject({ outcome: "refused", failures: [{ code: "books-name-taken" }] });
      expect(valueOf(await bench().books.nameHolders(vendor?.name ?? ""))).toMatchObject([{ kind: "vendor", id: vendor?.id }]);
    });

    test("an item has its number, price and kind", async () => {
      const name = `Walnut shelf ${Date.now()}`;
      const row = postedValue(await bench().books.createItem(await newItem(bench(), name), freshId()));
      expect(row).toMatchObject({ kind: "item", name, sku: "WAL-1", unitPrice: "19.995", isActive: true });
    });
  });
}

function posts(bench: () => BooksBench): void {
  describe("posting", () => {
    test("gives the document with number, total and address", async () => {
      const document = await sampleDocument(bench());
      const posted = postedValue(await bench().books.postDocument(document, freshId()));
      expect(posted).toMatchObject({ kind: "invoice", total: document.plan.total, balance: document.plan.total, party: document.party, transactionDate: document.plan.transactionDate });
      expect(posted.number).not.toBe("");
      expect(URL.canParse(posted.url)).toBe(true);
      expect(posted.privateNote).toContain(document.mark);
    });

    test.for([
      [["3", "33.335"], ["0.333", "19.995"]],
      [["1", "0.01"], ["-1", "0.005"], ["7", "14.2857142857"]],
      [["1000000", "0.00000004"], ["12345.678", "987.6543217"]],
    ] as const)("keeps the total to the cent: %o", async (lines) => {
      const document = await sampleDocument(bench(), lines);
      expect(postedValue(await bench().books.postDocument(document, freshId())).total).toEqual(document.plan.total);
    });

    test("twice under one id makes one document, also at the same time", async () => {
      const document = await sampleDocument(bench());
      const id = freshId();
      const before = await bench().documents();
      const answers = await Promise.all([1, 2, 3].map(() => bench().books.postDocument(document, id)));
      answers.push(await bench().books.postDocument(document, id));
      expect(new Set(answers.map((answer) => postedValue(answer).booksId)).size).toBe(1);
      expect(await bench().documents()).toBe(before + 1);
    });

    test("for a customer that is not there is refused, and nothing is written", async () => {
      const document = await sampleDocument(bench());
      const before = await bench().documents();
      const answer = await bench().books.postDocument({ ...document, party: { id: "999999", name: "Nobody" } }, freshId());
      expect(answer).toMatchObject({ outcome: "refused", failures: [{ code: "books-reference-unusable", vendor: { status: 400 } }] });
      expect(await bench().documents()).toBe(before);
    });

    test("into a closed period is refused with the closing date", async () => {
      const document = await sampleDocument(bench());
      await bench().closeBooks(document.plan.transactionDate);
      const answer = await bench().books.postDocument(document, freshId());
      await bench().closeBooks(null);
      const date = document.plan.transactionDate;
      expect(answer).toMatchObject({ outcome: "refused", failures: [{ code: "period-closed", date, closedThrough: date }] });
    });
  });
}

function postsMany(bench: () => BooksBench): void {
  describe("posting many at once", () => {
    test("answers each, and what is refused leaves the others be", async () => {
      const documents = [await sampleDocument(bench()), await sampleDocument(bench(), [["3", "33.335"]]), await sampleDocument(bench())];
      const wrong = documents.map((one, index) => (index === 1 ? { ...one, party: { id: "999999", name: "Nobody" } } : one));
      const before = await bench().documents();
      const [first, second, third] = await bench().books.postDocuments(wrong, freshId(), soon(bench()));
      expect([first, third].map((answer) => answer && postedValue(answer).privateNote)).toEqual([documents[0], documents[2]].map((one) => expect.stringContaining(one?.mark ?? "")));
      expect(second).toMatchObject({ outcome: "refused" });
      expect(await bench().documents()).toBe(before + 2);
    });

    test("twice under one id makes each once", async () => {
      const documents = [await sampleDocument(bench())];
      const id = freshId();
      const before = await bench().documents();
      await Promise.all([1, 2].map(() => bench().books.postDocuments(documents, id, soon(bench()))));
      expect(await bench().documents()).toBe(before + 1);
    });

    test("takes as many as it says", async () => {
      const count = bench().books.documentsPerBatch;
      const documents = await Promise.all(Array.from({ length: count }, () => sampleDocument(bench())));
      const before = await bench().documents();
      const answers = await bench().books.postDocuments(documents, freshId(), soon(bench()));
      expect(new Set(answers.map((answer) => postedValue(answer).booksId)).size).toBe(count);
      expect(await bench().documents()).toBe(before + count);
    });

    test("into a closed period is refused with the closing date", async () => {
      const document = await sampleDocument(bench());
      await bench().closeBooks(document.plan.transactionDate);
      const answers = await bench().books.postDocuments([document], freshId(), soon(bench()));
      await bench().closeBooks(null);
      const date = document.plan.transactionDate;
      expect(answers).toMatchObject([{ outcome: "refused", failures: [{ code: "period-closed", date, closedThrough: date }] }]);
    });

    test.for([["drop-after-commit", 2], ["drop-before-commit", 0], ["500", 0], ["503", 0]] as const)("%s leaves all unknown", async ([disturbance, written]) => {
      const documents = [await sampleDocument(bench()), await sampleDocument(bench())];
      const before = await bench().documents();
      await bench().disturb(disturbance);
      expect(await bench().books.postDocuments(documents, freshId(), soon(bench()))).toMatchObject([{ outcome: "unknown" }, { outcome: "unknown" }]);
      expect(await bench().documents()).toBe(before + written);
    });

    test("a throttle answer writes none of them", async () => {
      const documents = [await sampleDocument(bench()), await sampleDocument(bench())];
      const before = await bench().documents();
      await bench().disturb("429");
      const answers = await bench().books.postDocuments(documents, freshId(), soon(bench()));
      await bench().throttleIsOver();
      expect(answers).toMatchObject([1, 2].map(() => ({ outcome: "later", failure: { code: "books-busy" } })));
      expect(await bench().documents()).toBe(before);
    });
  });
}

function soon({ now }: BooksBench): Instant {
  return later(now(), 30_000);
}

function looks(bench: () => BooksBench): void {
  describe("looking for documents", () => {
    test("finds those of customer, date and total, with their notes", async () => {
      const document = await sampleDocument(bench(), [["1", "4711.13"]]);
      const posted = postedValue(await bench().books.postDocument(document, freshId()));
      const { transactionDate, total } = document.plan;
      const search = { kind: "invoice" as const, partyId: document.party?.id ?? null, transactionDate, total };
      expect(valueOf(await bench().books.findDocuments(search))).toContainEqual(posted);
      expect(valueOf(await bench().books.findDocuments({ ...search, partyId: "999999" }))).toEqual([]);
      expect(valueOf(await bench().books.findDocuments({ ...search, transactionDate: "2019-02-03" as LocalDate }))).toEqual([]);
    });
  });
}

function meetsTrouble(bench: () => BooksBench): void {
  describe("in trouble", () => {
    test("a lost answer leaves the outcome unknown, and the same id gives the document that was made", async () => {
      const document = await sampleDocument(bench(), [["1", "99.07"]]);
      const id = freshId();
      const before = await bench().documents();
      await bench().disturb("drop-after-commit");
      expect(await bench().books.postDocument(document, id)).toMatchObject({ outcome: "unknown", failure: { code: "books-unreachable" } });
      expect(await bench().documents()).toBe(before + 1);
      const posted = postedValue(await bench().books.postDocument(document, id));
      expect(await bench().documents()).toBe(before + 1);
      const { transactionDate, total } = document.plan;
      const found = valueOf(await bench().books.findDocuments({ kind: "invoice", partyId: document.party?.id ?? null, transactionDate, total }));
      expect(found.filter((one) => one.privateNote.includes(document.mark))).toEqual([posted]);
    });

    test.for(["drop-before-commit", "500", "503"] as const)("%s leaves it unknown, and the same id makes it once", async (disturbance) => {
      const document = await sampleDocument(bench());
      const id = freshId();
      const before = await bench().documents();
      await bench().disturb(disturbance);
      expect((await bench().books.postDocument(document, id)).outcome).toBe("unknown");
      postedValue(await bench().books.postDocument(document, id));
      expect(await bench().documents()).toBe(before + 1);
    });

    test("a token that ended on the way is renewed unseen", async () => {
      await bench().disturb("expired-token");
      expect((await bench().books.postDocument(await sampleDocument(bench()), freshId())).outcome).toBe("posted");
    });

    test("a throttle answer is told with the time to come back, and nothing was written", async () => {
      const document = await sampleDocument(bench());
      const id = freshId();
      const before = await bench().documents();
      await bench().disturb("429");
      const answer = await bench().books.postDocument(document, id);
      expect(answer).toMatchObject({ outcome: "later", failure: { code: "books-busy" } });
      expect(await bench().documents()).toBe(before);
      await bench().throttleIsOver();
      expect((await bench().books.postDocument(document, id)).outcome).toBe("posted");
    });

    test("a read is asked again by itself", async () => {
      await bench().disturb("503");
      expect(valueOf(await bench().books.nameHolders("Nobody at all"))).toEqual([]);
    });

    test("without permission nothing is written, and it may go through later", async () => {
      const document = await sampleDocument(bench());
      const before = await bench().documents();
      const answer = await bench().strangersBooks.postDocument(document, freshId());
      expect(answer).toMatchObject({ outcome: "later", failure: { code: "books-disconnected" } });
      expect(await bench().strangersBooks.referencePage(null)).toMatchObject({ ok: false, error: { code: "books-disconnected" } });
      expect(await bench().documents()).toBe(before);
    });
  });
}

function newCustomer(name: string): NewCustomer {
  return { use: "create", name, firstName: "New", lastName: "Customer", email: "new@customers.example", companyName: null, phone: null, address: null, parent: null, crmKey: "1" };
}

async function newItem({ books }: BooksBench, name: string): Promise<NewItem> {
  const all = await everything(books);
  const incomeAccount = refOf(all.rows.find((row) => row.kind === "account" && row.type === "Income"));
  return { use: "create", name, sku: "WAL-1", description: null, unitPrice: "19.995" as Decimal, incomeAccount, type: "service", isTaxable: true, category: null };
}
