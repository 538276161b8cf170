/** The list of what is promised: the tests it names are there, and name the promise. */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const rules = textOf("docs/rules.md").split("\n").filter((line) => line.startsWith("| "));
const files = globSync(["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "web/**/*.{ts,tsx}"], { cwd: root });
/** A whole path, or the end of one; a folder stands for what is in it. */
const filesNamed = (name: string): string[] => files.filter((file) => file === name || file.endsWith(`/${name}`) || file.startsWith(`${name}/`));
const namesIn = (rule: string): string[] => [...rule.matchAll(/`([^`]+)`/g)].flatMap(([, name = ""]) => (/[/.]/.test(name) ? [name] : []));

test("every test that the list of rules names is there", () => {
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.flatMap(namesIn).filter((name) => filesNamed(name).length === 0)).toEqual([]);
});

test("every row of the workflows has a rule, and a test that names it", () => {
  const rows = Array.from({ length: 18 }, (_, at) => `W${at + 1}`);
  const unnamed = rows.filter((row) => {
    const named = new RegExp(`\\b${row}\\b`);
    const held = rules.filter((rule) => named.test(rule)).flatMap(namesIn).flatMap(filesNamed);
    return !held.some((file) => /\.test(suite)?\.tsx?$/.test(file) && [...textOf(file).matchAll(/(?:test|describe)(?:\.each[^]*?\))?\(["'`]([^"'`]*)/g)].some(([, title = ""]) => named.test(title)));
  });
  expect(unnamed).toEqual([]);
});
