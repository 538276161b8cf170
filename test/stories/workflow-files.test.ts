/** Workflows as files by the command line: export, import, validate, diff, plan, and publishing what was imported. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { runCommandLine } from "./command-line.ts";
import { rest } from "./rest.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(async () => {
  const books = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "books")!;
  await vi.waitFor(async () => expect((await world.product.store.mirrorState(books.id)).refreshedAt).not.toBeNull(), patience);
});

const run = (...words: string[]) => runCommandLine(world, words);
const save = (file: string, text: string) => writeFile(join(world.dataDirectory, file), text);

async function exported(name: string): Promise<string> {
  const { out } = await run("workflows", "export", name);
  return out;
}

test("what is exported names the books and their entries, and imports as the same workflow", { timeout: 60_000 }, async () => {
  for (const { name } of await world.product.store.workflows(world.product.workspaceId)) {
    const yaml = await exported(name);
    await save("workflow.yaml", yaml);
    expect(await run("workflows", "diff", "workflow.yaml", name)).toEqual({ exitCode: 0, out: `workflow.yaml and "${name}" are the same.` });
  }
  const yaml = await exported("Won deal to invoice");
  expect(yaml).toContain("# Deal stage is any of");
  expect(parse(yaml)).toMatchObject({ objectType: "deal", steps: [{ action: "create-invoice", settings: { books: expect.stringMatching(/\D/) as string, terms: { id: "3", name: "Net 30" } } }] });
});

test("a file is checked with line numbers, imported as a draft, reviewed and published", { timeout: 60_000 }, async () => {
  const yaml = (await exported("Won deal to invoice")).replace("name: Won deal to invoice", "name: From a file");
  await save("typo.yaml", yaml.replace("createMissingItems", "createMissingItem").replace("Net 30", "Net 31"));
  const typo = await run("workflows", "validate", "typo.yaml");
  expect(typo.exitCode).toBe(1);
  const line = yaml.split("\n").findIndex((one) => one.includes("createMissingItems")) + 1;
  expect(typo.out).toContain(`typo.yaml:${line}: error: steps.0.settings.createMissingItem`);
  const longId = /^( *- )id: .*$/m;
  await save("step-id.yaml", yaml.replace(longId, "$1id: invoice"));
  const refused = await run("workflows", "import", "step-id.yaml");
  expect(refused.exitCode).toBe(1);
  const idLine = yaml.split("\n").findIndex((one) => longId.test(one)) + 1;
  expect(refused.out).toContain(`line ${idLine}: steps.0.id: a step id has 1 to 6 characters a-z0-9`);
  expect((await run("workflows")).out).not.toContain("From a file");
  await save("terms.yaml", yaml.replace("Net 30", "Net 31"));
  expect((await run("workflows", "validate", "terms.yaml")).out).toMatch(/^terms\.yaml:\d+: error: steps\.0\.settings\.terms: .* has no entry called "Net 31"/);
  await save("broken.yaml", "name: [");
  expect((await run("workflows", "import", "broken.yaml")).exitCode).toBe(1);
  await save("payment.yaml", yaml.replace("objectType: deal", "objectType: payment"));
  expect((await run("workflows", "import", "payment.yaml")).out).toContain("not allowed in workflows on payments");

  await save("good.yaml", yaml);
  expect(await run("workflows", "import", "good.yaml")).toMatchObject({ exitCode: 0, out: expect.stringContaining("as a draft") as string });
  expect((await run("workflows", "review", "From a file")).out).toContain("Create a QuickBooks invoice");
  expect((await run("workflows", "publish", "From a file", "--note", "Imported")).out).toContain("Published version 1");
  expect((await run("workflows", "versions", "From a file")).out).toContain("Imported");
  expect((await run("workflows", "publish", "From a file")).exitCode).toBe(1);

  await save("changed.yaml", yaml.replace("Net 30", "Net 15").replace(/id: "3"/, 'id: "2"'));
  expect((await run("workflows", "diff", "changed.yaml", "From a file")).out).toMatch(/^~ Step 1, Create a QuickBooks invoice, Payment terms: Net 30 -> Net 15$/);
  await run("workflows", "import", "changed.yaml", "--into", "From a file");
  expect((await run("workflows", "compare", "From a file", "1", "draft")).out).toContain("Net 30 -> Net 15");
  expect((await run("workflows", "restore", "From a file", "1")).exitCode).toBe(2);
  expect((await run("workflows", "restore", "From a file", "1", "--yes")).exitCode).toBe(0);
  expect((await run("workflows", "remove", "From a file", "--yes")).exitCode).toBe(0);
});

test("a file's workflow is planned for a record without importing it", { timeout: 60_000 }, async () => {
  await save("plan.yaml", await exported("Won deal to invoice"));
  const planned = await run("plan", "--file", "plan.yaml", "9012");
  expect(planned.out).toContain("Nothing was written.");
  expect(planned.out).toBe((await run("plan", "Won deal to invoice", "9012")).out);
});

test("a workflow is created from a recipe, copied and renamed by the command line", { timeout: 60_000 }, async () => {
  expect((await run("workflows", "recipes")).out).toContain("signed-quote-invoice");
  expect((await run("workflows", "create", "quote", "Signed", "--recipe", "signed-quote-invoice")).out).toContain("as a draft");
  expect((await run("workflows", "create", "invoice", "Wrong")).exitCode).toBe(2);
  await run("workflows", "copy", "Signed", "Signed again");
  await run("workflows", "rename", "Signed again", "Another");
  expect((await run("workflows")).out).toMatch(/Another[\s\S]*Signed/);
  expect((await run("workflows", "nonsense")).exitCode).toBe(2);
  expect((await run("workflows", "--help")).out).toContain("workflows validate <file>");
});

test("W10: a file of a workflow that is on is checked as that workflow, and is no second one that bills the same", { timeout: 60_000 }, async () => {
  const { engine, workspaceId } = world.product;
  await engine.turnOn(workspaceId, world.workflow.id);
  await save("on.yaml", await exported("Won deal to invoice"));
  const own = await run("workflows", "validate", "on.yaml");
  expect(own.out).not.toContain("money risk");
  const other = (await exported("Won deal to invoice")).replace("name: Won deal to invoice", "name: The same once more");
  await save("other.yaml", other);
  expect(await run("workflows", "validate", "other.yaml")).toMatchObject({ exitCode: 1, out: expect.stringContaining("money risk") as string });
  expect((await run("workflows", "validate", "other.yaml", "--into", "Won deal to invoice")).out).not.toContain("money risk");
  expect(await run("workflows", "validate", "other.yaml", "--into", "Nowhere")).toMatchObject({ exitCode: 1 });
  await engine.turnOff(workspaceId, world.workflow.id);
});

test("an entry of the books is written by its name, or its name and id, and anything else is told with both forms", { timeout: 60_000 }, async () => {
  const yaml = await exported("Won deal to invoice");
  const terms = /terms:\n +name: Net 30\n +id: "3"/;
  expect(yaml).toMatch(terms);
  for (const accepted of ["terms: Net 30", "terms: { name: Net 30 }", 'terms: "3"']) {
    await save("entry.yaml", yaml.replace(terms, accepted));
    expect((await run("workflows", "diff", "entry.yaml", "Won deal to invoice")).out).toContain("are the same");
  }
  for (const refused of ["terms: 3", "terms: { id: 3 }", "terms: { nam: Net 30 }"]) {
    await save("entry.yaml", yaml.replace(terms, refused));
    expect((await run("workflows", "validate", "entry.yaml")).out).toContain('steps.0.settings.terms: give its name (Net 30), or its name and id ({ name: Net 30, id: "3" })');
  }
});

test("whoever asks for Dutch is told in Dutch what is wrong with a file: its YAML, its shape, and what the books do not have", { timeout: 60_000 }, async () => {
  const problemsOf = async (yaml: string): Promise<string[]> => ((await rest(world, "POST", "/workflow-files/validate", { yaml }, "nl")).body.problems as { problem: string }[]).map(({ problem }) => problem);
  const yaml = await exported("Won deal to invoice");
  expect(await problemsOf("name: [")).toEqual(["het inspringen klopt niet, of een [ of { is niet gesloten"]);
  expect(await problemsOf(yaml.replace("createMissingItems", "createMissingItem"))).toEqual(["is hier niet bekend. Laat het weg, of verbeter de naam."]);
  expect(await problemsOf(yaml.replace(/name: Net 30\n +id: "3"/, "name: Net 31"))).toEqual([expect.stringMatching(/ heeft hier niets met de naam "Net 31"$/)]);
  expect(await problemsOf(yaml.replace("objectType: deal", "objectType: payment"))).not.toEqual([]);
  const { body } = await rest(world, "POST", "/workflow-files/validate", { yaml: 5 }, "nl");
  expect(body.message).toBe("De invoer klopt niet. yaml: kan niet zo zijn: een getal. Geef een tekst.");
});
