/** A CSV file of won deals becomes records, and these become invoices. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runCommandLine } from "./command-line.ts";
import { rest } from "./rest.ts";
import { baselineIsTaken, beginStories, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => baselineIsTaken(world));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(world.dataDirectory, name);
  await writeFile(path, content);
  return path;
}

async function importFile(path: string, ...options: string[]) {
  const { exitCode, out } = await runCommandLine(world, ["import", path, ...options, "--json"]);
  return { exitCode, ...(JSON.parse(out) as { created: number; changed: number; same: number; refused: number; rows: number; encoding: string; delimiter: string; problems: unknown[]; mapping: unknown[] }) };
}

const idOf = async (externalId: string): Promise<string> => (await rest(world, "GET", `/own-records/deal/${externalId}`)).body.id;

test("won deals with several line items are tried, imported, invoiced, and imported again without a change", { timeout: 200_000 }, async () => {
  const { product } = world;
  const path = await file(
    "won.csv",
    "Deal ID;Name;Stage;E-mail;First name;Last name;Item;Qty;Price;Close date\r\n" +
      "X-1;Bäckerei umbau;Closed Won;ada@northwind.example;Ada;Okoye;Design consultation;2;150,00;30-11-2026\r\n" +
      "X-1;;;;;;Site survey;1;95,00;\r\n" +
      "X-2;Kiosk;open;ada@northwind.example;Ada;Okoye;Site survey;1;95,00;01-12-2026\r\n",
  );
  const formats = ["--decimals", "comma", "--dates", "dmy"];
  expect(await importFile(path, ...formats, "--dry-run")).toMatchObject({ exitCode: 0, created: 2, rows: 3, delimiter: ";", encoding: "utf-8" });
  expect((await rest(world, "GET", "/own-records/deal/X-1")).status).toBe(404);

  const logged = async (): Promise<string[]> => ((await rest(world, "GET", "/audit?text=records")).body.rows as { did: string }[]).map(({ did }) => did);
  expect(await logged()).toEqual([]);

  const books = world.workflow.definition.steps[0]?.settings["books"];
  await world.addWorkflow("Own won deals", {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "stage", operator: "is-any-of", type: "enumeration", values: ["won"] }] }],
    steps: [{ id: "inv", action: "create-invoice", settings: { books, customerRule: "create-if-missing", createMissingItems: "no" } }],
  });
  expect(await importFile(path, ...formats, "--start-workflows")).toMatchObject({ exitCode: 0, created: 2, refused: 0 });
  await world.enrollmentIn(await idOf("X-1"), "completed");
  const [invoice] = (await world.quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Bäckerei umbau"));
  expect(invoice).toMatchObject({ TotalAmt: 395, BillEmail: { Address: "ada@northwind.example" } });
  expect(await world.enrollmentsOf(await idOf("X-2"))).toEqual([]);

  expect(await importFile(path, ...formats, "--start-workflows")).toMatchObject({ exitCode: 0, created: 0, changed: 0, same: 2 });
  expect(await logged()).toContain("put in 2 records of the kind deal");
  expect((await logged()).filter((did) => did.startsWith("did "))).toEqual([]);
  expect(await product.store.enrollments(product.workspaceId, { recordId: await idOf("X-1") }, { limit: 5 })).toHaveLength(1);
});

test("rows that are refused are said with row, column and fix, and written to a file that can be mended", async () => {
  const path = await file("faulty.csv", 'id,name,amount,email\nF-1,Good,10,a@b.example\nF-2,"Bad, really",1.000,not-an-address\nF-3,,5,\nF-1,Again,11,\n');
  const failed = join(world.dataDirectory, "failed.csv");
  const answer = await importFile(path, "--failed", failed);
  expect(answer).toMatchObject({ exitCode: 1, created: 1, refused: 3, rows: 4 });
  expect(answer.problems).toEqual([
    { row: 3, column: "email", problem: 'cannot be "not-an-address"', fix: "Give one e-mail address, for example ada@example.com." },
    { row: 5, column: "id", problem: 'holds the id "F-1" of row 2', fix: "Put the rows of one record one after the other." },
    { row: 4, column: "name", problem: "is missing", fix: "Give the deal name." },
  ]);
  const rows = (await readFile(failed, "utf8")).replace("\ufeff", "").trim().split("\r\n");
  expect(rows).toHaveLength(4);
  expect(rows[1]).toContain('F-2,"Bad, really",1.000,not-an-address,"email cannot be');
});

test.each([
  ["UTF-8 with a byte order mark", Buffer.from("\ufeffid,name\nE-1,Café\n", "utf8"), "utf-8"],
  ["UTF-16", Buffer.from("\ufeffid\tname\nE-2\tCafé\n", "utf16le"), "utf-16le"],
  ["Windows-1252", Buffer.from("id|name\nE-3|Café\n", "latin1"), "windows-1252"],
])("%s is read by itself", async (_, content, encoding) => {
  const answer = await importFile(await file("encoded.csv", content));
  expect(answer).toMatchObject({ exitCode: 0, created: 1, encoding });
  const id = content.includes("E-1") ? "E-1" : encoding === "utf-16le" ? "E-2" : "E-3";
  expect((await rest(world, "GET", `/own-records/deal/${id}`)).body.name).toBe("Café");
});

test("a column is mapped by hand, and a wrong wish is said with its fix", async () => {
  const path = await file("mapped.csv", "ref,what,x\nM-1,Mapped,7\n");
  const { exitCode, out } = await runCommandLine(world, ["import", path]);
  expect(exitCode).toBe(2);
  expect(out).toContain('No column is the record\'s id.');
  expect(await importFile(path, "--map", "ref=id; what=name; x=amount")).toMatchObject({ exitCode: 0, created: 1 });
  expect((await runCommandLine(world, ["import", path, "--map", "ref=id;what=nonsense"])).out).toContain('nothing called "nonsense"');
  expect((await runCommandLine(world, ["import", join(world.dataDirectory, "missing.csv")])).out).toContain("cannot be read (ENOENT)");
});

test("a hundred thousand rows stream through without holding the file", { timeout: 600_000 }, async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `BIG-${String(index).padStart(6, "0")},Product ${index},SKU-${index},${index % 500}.25`);
  const path = await file("big.csv", `id,name,sku,price\n${lines.join("\n")}\n`);
  expect(await importFile(path, "--type", "product")).toMatchObject({ exitCode: 0, created: 100_000, rows: 100_000 });
});
