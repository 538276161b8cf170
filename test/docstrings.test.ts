/** What other files may call says what it means: whoever calls it need not read it. */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const isFunction = /^export (async )?function|^export const \w+ = (async )?\(/;

/** As `file:line`. The line before must end a docstring. */
function undocumented(file: string): string[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines.flatMap((line, at) => (isFunction.test(line) && !lines[at - 1]?.endsWith("*/") ? [`${file}:${at + 1}`] : []));
}

test("every function that src and web export has a docstring", () => {
  const files = globSync(["src/**/*.ts", "web/**/*.{ts,tsx}"], { cwd: root }).filter((file) => !/\.test\.ts$|\.d\.ts$|migrations\//.test(file));
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap(undocumented)).toEqual([]);
});
