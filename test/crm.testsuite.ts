/** What every CRM adapter must do, run against a CRM that can be filled, changed and disturbed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import type { ChangeCursor, Crm, IdPage, LinkBack } from "#domain/ports/crm.ts";
import type { CrmRecord } from "#domain/record.ts";
import type { Result } from "#domain/result.ts";

/** A deal to be put in the CRM. Contacts and line items are added, and associated, in the order given. */
export interface DealSeed {
  name: string;
  contacts?: { firstName?: string; lastName?: string; email?: string }[];
  lineItems?: { name: string; sku?: string; quantity: string; price: string; position?: number }[];
}

/** How the CRM is to misbehave on its next calls. */
type Disturbance = "500" | "429" | "dropped";

/** A CRM under test. */
export interface CrmBench {
  crm: Crm;
  /** The same CRM by a token that it does not know. */
  strangersCrm: Crm;
  now(): Instant;
  addDeal(seed: DealSeed): Promise<{ id: string; contactIds: string[]; lineItemIds: string[] }>;
  /** Many deals at once, so that some share the moment of their change. */
  addDeals(names: readonly string[]): Promise<string[]>;
  rename(dealId: string, name: string): Promise<void>;
  disturb(disturbance: Disturbance, times: number): Promise<void>;
  stop(): Promise<void>;
}

/** The contract; `open` starts an empty or filled CRM, once. */
export function crmContract(vendor: string, open: () => Promise<CrmBench>): void {
  describe(`${vendor} as a CRM`, () => {
    let bench: CrmBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench?.stop());

    readsRecords(() => bench);
    findsByMeaning(() => bench);
    readsSubjects(() => bench);
    tellsChanges(() => bench);
    linksBack(() => bench);
    meetsTrouble(() => bench);
  });
}

function readsRecords(bench: () => CrmBench): void {
  describe("reading", () => {
    test("tells who it is", async () => {
      const account = valueOf(await bench().crm.account());
      expect(account.portalId).not.toBe("");
      expect(account.currency).toMatch(/^[A-Z]{3}$/);
      expect(() => new Intl.DateTimeFormat("en", { timeZone: account.timeZone })).not.toThrow();
    });

    test("gives any number of records in the order asked for, without those it does not have", async () => {
      const ids = await bench().addDeals(names("Read", 250));
      const records = valueOf(await bench().crm.readRecords("deal", [...ids, "999999999999", "no-id"]));
      expect(records.map((record) => record.id)).toEqual(ids);
      expect(records[249]).toMatchObject({ objectType: "deal", name: "Read 250" });
      expect(new URL(records[0]?.url ?? "").pathname).toContain(ids[0]);
    });

    test("keeps any text as it is", async () => {
      const name = 'Fête & "Söhne" <b> \u{1F600} \u05E9\u05DC\u05D5\u05DD '.trim() + "x".repeat(250);
      const { id } = await bench().addDeal({ name });
      expect(valueOf(await bench().crm.readRecords("deal", [id]))[0]?.name).toBe(name);
    });

    test("finds records by parts of the words of their names, and no others", async () => {
      const ids = await bench().addDeals(["Kiln showroom - Moreau Ceramics", "Kiln repair - Moreau", "Showroom 100% glass"]);
      const found = async (text: string): Promise<Set<string>> => new Set(valueOf(await bench().crm.findByName("deal", text, 10)).map(({ id }) => id).filter((id) => ids.includes(id)));
      await expect.poll(() => found("showroom"), { timeout: 30_000 }).toEqual(new Set([ids[0], ids[2]]));
      expect(await found("morea KILN")).toEqual(new Set([ids[0], ids[1]]));
      expect(await found("showroom moreau kiln")).toEqual(new Set([ids[0]]));
      expect(await found("nobody has this")).toEqual(new Set());
      expect(await found("  ")).toEqual(new Set());
      expect(valueOf(await bench().crm.findByName("deal", "showroom", 1))).toHaveLength(1);
    });

    test("gives a later time of change after a change", async () => {
      const { id } = await bench().addDeal({ name: "Before" });
      const [before] = valueOf(await bench().crm.readRecords("deal", [id]));
      await bench().rename(id, "After");
      const [after] = valueOf(await bench().crm.readRecords("deal", [id]));
      expect(after?.name).toBe("After");
      expect((after?.modifiedAt ?? "") >= (before?.modifiedAt ?? "~")).toBe(true);
    });

    test("tells the properties, with a pipeline before the name of each deal stage", async () => {
      const properties = valueOf(await bench().crm.properties("deal"));
      const stages = properties.flatMap((property) => property.options).filter((option) => option.label.includes(": "));
      expect(stages.length).toBeGreaterThan(1);
      expect(new Set(properties.map((property) => property.name)).size).toBe(properties.length);
    });
  });
}

function findsByMeaning(bench: () => CrmBench): void {
  describe("properties by meaning", () => {
    test("tell a deal's name, a quote's signature and a payment's source", async () => {
      const [name] = valueOf(await bench().crm.wellKnown("deal", "record-name"));
      const { id } = await bench().addDeal({ name: "Called so" });
      expect(valueOf(await bench().crm.readRecords("deal", [id]))[0]?.properties[name?.definition.name ?? ""]).toBe("Called so");
      const [signature] = valueOf(await bench().crm.wellKnown("quote", "signature-state"));
      expect(signature?.definition.options.map(({ value }) => value)).toContain(signature?.values.signed);
      const [source] = valueOf(await bench().crm.wellKnown("payment", "payment-source"));
      expect(source?.definition.options.map(({ value }) => value)).toContain(source?.values["from-invoice"]);
    });

    test("are none where a kind of records has nothing of the sort", async () => {
      expect(valueOf(await bench().crm.wellKnown("deal", "signed-at"))).toEqual([]);
    });
  });
}

function readsSubjects(bench: () => CrmBench): void {
  describe("subjects", () => {
    test("have the oldest contact first and the line items by position", async () => {
      const seed = await bench().addDeal({
        name: "Subject",
        contacts: [{ firstName: "Ada", lastName: "Byron", email: "ada@example.test" }, { firstName: "Bo" }, { lastName: "Cy" }],
        lineItems: [
          { name: "Third", quantity: "1", price: "1", position: 3 },
          { name: "First", sku: "F-1", quantity: "0.333", price: "19.995", position: 1 },
          { name: "Second", quantity: "2", price: "10.50", position: 2 },
        ],
      });
      const [subject] = valueOf(await bench().crm.readSubjects(valueOf(await bench().crm.readRecords("deal", [seed.id]))));
      expect(subject?.contacts.map((contact) => contact.id)).toEqual(seed.contactIds);
      expect(subject?.contacts).toMatchObject([
        { name: "Ada Byron", firstName: "Ada", lastName: "Byron", email: "ada@example.test" },
        { name: "Bo", lastName: null, email: null },
        { name: "Cy", firstName: null },
      ]);
      expect(subject?.lineItems).toMatchObject([
        { name: "First", sku: "F-1", quantity: "0.333", unitPrice: "19.995" },
        { name: "Second", sku: null, quantity: "2", unitPrice: "10.5" },
        { name: "Third" },
      ]);
    });

    test("come in the order of the records, also without contacts and line items", async () => {
      const withBoth = await bench().addDeal({ name: "Both", contacts: [{ email: "b@example.test" }], lineItems: [{ name: "Line", quantity: "1", price: "1" }] });
      const bare = await bench().addDeals(names("Bare", 120));
      const records = valueOf(await bench().crm.readRecords("deal", [...bare.slice(0, 60), withBoth.id, ...bare.slice(60)]));
      const subjects = valueOf(await bench().crm.readSubjects(records));
      expect(subjects.map((subject) => subject.record)).toEqual(records);
      expect(subjects.filter((subject) => subject.contacts.length + subject.lineItems.length > 0).map((subject) => subject.record.id)).toEqual([withBoth.id]);
      expect(subjects.every((subject) => /^[A-Z]{3}$/.test(subject.currency))).toBe(true);
    });

    test("are none for no records", async () => {
      expect(valueOf(await bench().crm.readSubjects([]))).toEqual([]);
    });
  });
}

function tellsChanges(bench: () => CrmBench): void {
  describe("changes", () => {
    test("begin with everything, then are only what is new", async () => {
      const ids = await bench().addDeals(names("Baseline", 230));
      const baseline = await drain(bench());
      expect(ids.filter((id) => !baseline.heard.has(id))).toEqual([]);
      const settled = await drain(bench(), (await drain(bench(), baseline.cursor)).cursor);
      expect([...settled.heard.keys()]).toEqual([]);
      await bench().rename(ids[3] ?? "", "Changed");
      const { id } = await bench().addDeal({ name: "New" });
      const changed = await drain(bench(), settled.cursor);
      expect([...changed.heard.keys()].sort()).toEqual([ids[3] ?? "", id].sort());
      expect(changed.heard.get(ids[3] ?? "")?.name).toBe("Changed");
      expect((await drain(bench(), changed.cursor)).heard.size).toBe(0);
    });

    test("can be checked against all ids, which come in their order with their times of change", async () => {
      const ids = await bench().addDeals(names("Listed", 210));
      const listed: { recordId: string; modifiedAt: Instant }[] = [];
      for (let afterId: string | null = null, pages = 0; pages < 100; pages += 1) {
        const page: IdPage | null = valueOf(await bench().crm.listIds("deal", afterId));
        // A CRM of which nothing can be missed lists nothing.
        if (page === null) return;
        listed.push(...page.ids);
        afterId = page.next;
        if (afterId === null) break;
      }
      expect(ids.filter((id) => !listed.some(({ recordId }) => recordId === id))).toEqual([]);
      expect(new Set(listed.map(({ recordId }) => recordId)).size).toBe(listed.length);
      const [record] = valueOf(await bench().crm.readRecords("deal", [ids[7] ?? ""]));
      expect(listed.find(({ recordId }) => recordId === ids[7])?.modifiedAt).toBe(record?.modifiedAt);
    });

    test("omit no record that is written while they are read, however many share a moment", async () => {
      const { cursor } = await drain(bench());
      const ids = await bench().addDeals(names("Burst", 450));
      const latest = new Map(ids.map((id, index) => [id, `Burst ${index + 1}`]));
      const heard = new Map<string, CrmRecord>();
      let rounds = 0;
      const renameSome = async (): Promise<void> => {
        if (++rounds > 8) return;
        for (const id of ids.slice(rounds * 37, rounds * 37 + 3)) {
          latest.set(id, `Changed ${rounds} ${id}`);
          await bench().rename(id, `Changed ${rounds} ${id}`);
        }
      };
      let at: ChangeCursor = cursor;
      while (rounds <= 8) {
        const walk = await drain(bench(), at, renameSome);
        for (const record of walk.heard.values()) heard.set(record.id, record);
        at = walk.cursor;
      }
      expect([...latest].filter(([id, name]) => heard.get(id)?.name !== name)).toEqual([]);
      expect((await drain(bench(), at)).heard.size).toBe(0);
    });
  });
}

function linksBack(bench: () => CrmBench): void {
  describe("linking back", () => {
    test("shows the document on the record, as often as it is written", async () => {
      const ids = await bench().addDeals(names("Linked", 3));
      const links = ids.map((id, index) => aLink(id, `10${index}`));
      expect(valueOf(await bench().crm.linkBack("deal", links))).toEqual([]);
      expect(valueOf(await bench().crm.linkBack("deal", links))).toEqual([]);
      const records = valueOf(await bench().crm.readRecords("deal", ids));
      for (const [index, record] of records.entries()) {
        const values = Object.values(record.properties);
        expect(values).toEqual(expect.arrayContaining([`id-10${index}`, `10${index}`, "Open", "1200.50", "700.25", `https://books.example.test/10${index}`]));
      }
    });

    test("tells which record was not written, and writes the others", async () => {
      const ids = await bench().addDeals(names("Part", 2));
      const unwritten = valueOf(await bench().crm.linkBack("deal", [aLink(ids[0] ?? "", "201"), aLink("999999999998", "202"), aLink(ids[1] ?? "", "203")]));
      expect(unwritten).toEqual([{ recordId: "999999999998", failure: { code: "record-not-found", objectType: "deal", recordId: "999999999998" } }]);
      const records = valueOf(await bench().crm.readRecords("deal", ids));
      expect(records.map((record) => Object.values(record.properties).includes("id-201") || Object.values(record.properties).includes("id-203"))).toEqual([true, true]);
    });

    test("writes a document without a number", async () => {
      const [id = ""] = await bench().addDeals(["Numberless"]);
      expect(valueOf(await bench().crm.linkBack("deal", [{ ...aLink(id, "300"), number: null }]))).toEqual([]);
    });
  });
}

function meetsTrouble(bench: () => CrmBench): void {
  describe("in trouble", () => {
    test.each<Disturbance>(["500", "dropped"])("goes on after one answer that is %s", async (disturbance) => {
      const ids = await bench().addDeals(names("Once", 2));
      await bench().disturb(disturbance, 1);
      expect(valueOf(await bench().crm.readRecords("deal", ids))).toHaveLength(2);
    });

    test.each<Disturbance>(["500", "dropped"])("says that it cannot be reached when answers stay %s", async (disturbance) => {
      const ids = await bench().addDeals(names("Long", 2));
      await bench().disturb(disturbance, 2);
      const failed = await bench().crm.readRecords("deal", ids);
      await bench().disturb(disturbance, 0);
      expect(failed).toMatchObject({ ok: false, error: { code: "crm-unreachable" } });
      expect(valueOf(await bench().crm.readRecords("deal", ids))).toHaveLength(2);
    });

    test("says when to come back when there were too many calls", async () => {
      const ids = await bench().addDeals(names("Busy", 2));
      await bench().disturb("429", 1);
      const busy = await bench().crm.readRecords("deal", ids);
      await bench().disturb("429", 0);
      if (busy.ok || busy.error.code !== "crm-busy") throw new Error(`expected crm-busy, got ${JSON.stringify(busy)}`);
      expect(busy.error.retryAt > bench().now()).toBe(true);
      expect(valueOf(await bench().crm.readRecords("deal", ids))).toHaveLength(2);
    });

    test("says that the connection has ended when its token is not known", async () => {
      for (const answer of [await bench().strangersCrm.account(), await bench().strangersCrm.readRecords("deal", ["1"]), await bench().strangersCrm.changesSince("deal", null, bench().now())]) {
        expect(answer).toMatchObject({ ok: false, error: { code: "crm-disconnected" } });
      }
    });
  });
}

/** Asks for changes until there are no more; `meanwhile` happens after every page. The last report of a record counts. */
async function drain(bench: CrmBench, cursor: ChangeCursor | null = null, meanwhile: () => Promise<void> = async () => undefined) {
  const heard = new Map<string, CrmRecord>();
  for (let pages = 0; ; pages += 1) {
    if (pages === 500) throw new Error("the changes do not end");
    const page = valueOf(await bench.crm.changesSince("deal", cursor, bench.now()));
    const changed = valueOf(await bench.crm.readRecords("deal", page.changed.map(({ recordId }) => recordId)));
    for (const record of [...page.records, ...changed]) heard.set(record.id, record);
    cursor = page.cursor;
    await meanwhile();
    if (!page.hasMore) return { heard, cursor };
  }
}

function aLink(recordId: string, number: string): LinkBack {
  return { recordId, kind: "invoice", documentId: `id-${number}`, number, status: "Open", total: "1200.50", balance: "700.25", url: `https://books.example.test/${number}` };
}

function names(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}

function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.error)}`);
  return result.value;
}
