/** The import rule: who may import whom, no cycles, and a pure centre that knows neither Node nor the browser. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Folder -> the folders it may import, besides itself. The most specific folder counts. */
const allowed: Record<string, readonly string[]> = {
  "src/domain": [],
  "src/actions": ["src/domain"],
  "src/engine": ["src/domain", "src/actions"],
  "src/api": ["src/domain"],
  "src/crm/hubspot": ["src/domain"],
  "src/crm/own-records": ["src/domain"],
  "src/books/quickbooks": ["src/domain"],
  "src/store": ["src/domain"],
  "src/messages": ["src/domain"],
  "src/server": ["src/domain", "src/actions", "src/engine", "src/api"],
  "src/cli": ["src/domain", "src/actions", "src/api"],
  "src/demo": ["src/domain"],
  "src/main.ts": ["src"],
  web: ["src/domain", "src/actions", "src/api"],
  "simulators/parts": [],
  "simulators/quickbooks": ["simulators/parts"],
  "simulators/hubspot": ["simulators/parts"],
  "simulators/start.ts": ["simulators"],
};
/** These run in the browser and in Node alike. */
const pure = ["src/domain", "src/actions", "src/api"];
const pureLibraries = /^(zod|big\.js|@orpc\/contract)$/;

const files = globSync(["src/**/*.ts", "web/**/*.{ts,tsx}", "simulators/**/*.ts"], { cwd: root }).filter(
  (file) => !file.includes("node_modules") && !/\.(test|testsuite)\.ts$/.test(file),
);

interface Import {
  file: string;
  /** A path below the root, or a package. */
  target: string;
  isOurs: boolean;
  isType: boolean;
}

const imports: Import[] = files.flatMap((file) => {
  const source = readFileSync(join(root, file), "utf8");
  const found = [...source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gm)];
  return found.map((match) => {
    const [, type, from, bare, lazy] = match;
    const target = resolved(file, from ?? bare ?? lazy ?? "");
    return { file, target, isOurs: /^(src|web|simulators|test)\//.test(target), isType: type !== undefined };
  });
});

function resolved(file: string, target: string): string {
  if (target.startsWith("#")) return target.replace("#", "src/");
  return target.startsWith(".") ? relative(root, resolve(root, dirname(file), target)) : target;
}

function folderOf(file: string): string {
  const folder = Object.keys(allowed).filter((one) => file === one || file.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
  return folder ?? "nowhere";
}

test("every file stands in a folder that the rule names", () => {
  expect(files.filter((file) => folderOf(file) === "nowhere" && !file.endsWith(".d.ts"))).toEqual([]);
});

test("imports point in the allowed direction only, and siblings never import each other", () => {
  const wrong = imports.filter(({ file, target, isOurs }) => {
    const folder = folderOf(file);
    const may = [folder, ...(allowed[folder] ?? [])];
    return isOurs && !may.some((one) => target === one || target.startsWith(`${one}/`));
  });
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("domain, actions and api know neither Node nor the browser", () => {
  const wrong = imports.filter(({ file, target, isOurs }) => pure.includes(folderOf(file)) && !isOurs && !pureLibraries.test(target));
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  const globals = files.filter((file) => pure.includes(folderOf(file)) && /(?<![.\w])((process|window|document)\.|(fetch|Buffer|setTimeout)\()/.test(withoutComments(file)));
  expect(globals).toEqual([]);
});

function withoutComments(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"[^"\n]*"|`[^`]*`/g, "");
}

test("there are no cycles, and in the product none of types either", () => {
  const isToFollow = ({ file, isType }: Import): boolean => !isType || !file.startsWith("simulators/");
  const next = Map.groupBy(imports.filter((one) => one.isOurs && isToFollow(one)), (one) => one.file);
  const done = new Set<string>();
  const cycles: string[] = [];
  function visit(file: string, path: string[]): void {
    if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file)) return;
    for (const { target } of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
