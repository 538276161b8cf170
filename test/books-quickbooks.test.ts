/** The books contract on QuickBooks Online, against the simulator, and what only the two of them can settle. */
import { describe, expect, test, vi } from "vitest";
import { booksContract } from "./books.testsuite.ts";
import { everything, freshId, postedValue, sampleDocument } from "./document-samples.ts";
import { openBench, throttlePauseMs } from "./quickbooks-bench.ts";

booksContract("QuickBooks Online", () => openBench({ limits: "off", throttlePauseMs }));

describe("QuickBooks' simulator and the adapter", () => {
  // Again when it fails: a machine that stands still between our sending and the simulator's reading bunches calls.
  test("agree on the vendor's limits: a hundred calls at once meet no throttle", { retry: 3 }, async () => {
    await using bench = await openBench({});
    const document = await sampleDocument(bench);
    const answers = await Promise.all(Array.from({ length: 100 }, () => bench.books.postDocument(document, freshId())));
    expect(answers.filter((answer) => answer.outcome !== "posted")).toEqual([]);
    expect(await bench.counters()).toMatchObject({ throttled: 0, free: 100 });
  });

  test("let an idle connection's call go at once, with the vendor's limits kept", async () => {
    await using bench = await openBench({});
    const document = await sampleDocument(bench);
    await new Promise((resolve) => setTimeout(resolve, 250));
    postedValue(await bench.books.postDocument(document, freshId()));
    expect(bench.turns.at(-1)?.waitMs).toBe(0);
  });

  test("agree on what is charged for", async () => {
    await using bench = await openBench({ limits: "off" });
    const document = await sampleDocument(bench);
    for (let count = 0; count < 3; count++) postedValue(await bench.books.postDocument(document, freshId()));
    await bench.books.nameHolders("Nobody");
    const { metered, free } = await bench.counters();
    await vi.waitFor(() => expect(bench.counted).toEqual({ metered, free }), { timeout: 20_000 });
  });

  test("renew an ended token once for twenty calls", async () => {
    await using bench = await openBench({ limits: "off" });
    const document = await sampleDocument(bench);
    const before = bench.refreshes();
    await bench.control("expire-tokens", {});
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.books.postDocument(document, freshId())));
    expect(answers.map((answer) => answer.outcome)).toEqual(Array.from({ length: 20 }, () => "posted"));
    expect(bench.refreshes()).toBe(before + 1);
  });

  test("end together when the permission is withdrawn, and go on after reconnecting", async () => {
    await using bench = await openBench({ limits: "off" });
    const document = await sampleDocument(bench);
    const id = freshId();
    await bench.control("expire-tokens", { everything: true });
    expect(await bench.books.postDocument(document, id)).toMatchObject({ outcome: "later", failure: { code: "books-disconnected" } });
    await bench.reconnect();
    expect((await bench.books.postDocument(document, id)).outcome).toBe("posted");
  });

  test("read a company of more than a thousand customers page by page", async () => {
    await using bench = await openBench({ limits: "off" });
    await bench.control("seed", { customers: 2_100, items: 10 });
    const customers = (await everything(bench.books)).rows.filter((row) => row.kind === "customer");
    expect(customers.filter((row) => row.name.startsWith("Load Customer"))).toHaveLength(2_100);
  });

  test("find a document again whose total a person has changed", async () => {
    await using bench = await openBench({ limits: "off" });
    const document = await sampleDocument(bench);
    const posted = postedValue(await bench.books.postDocument(document, freshId()));
    const Line = [{ DetailType: "SalesItemLineDetail", Amount: 1, SalesItemLineDetail: { ItemRef: { value: document.items[0]?.id }, Qty: 1, UnitPrice: 1 } }];
    await bench.call("invoice", { Id: posted.booksId, SyncToken: posted.syncToken, sparse: true, Line });
    const { transactionDate, total } = document.plan;
    const found = await bench.books.findDocuments({ kind: "invoice", partyId: document.party?.id ?? null, transactionDate, total });
    expect(found).toMatchObject({ ok: true, value: [{ booksId: posted.booksId, total: { amountMinor: 100 } }] });
  });
});
