/** What a browser loads before it shows the first page. The drawing's libraries come with the editor only. */
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { z } from "zod";

const built = new URL("../dist/web/", import.meta.url);
const manifestFile = new URL(".vite/manifest.json", built);
const chunk = z.object({ file: z.string(), imports: z.array(z.string()).default([]) });
const mostBytes = 250 * 1024;

/** The scripts of some entries, with everything that they import right away. */
function scriptsOf(entries: readonly string[]): Set<string> {
  if (!existsSync(manifestFile)) throw new Error("build the web app first: npm run build");
  const manifest = z.record(z.string(), chunk).parse(JSON.parse(readFileSync(manifestFile, "utf8")));
  const files = new Set<string>();
  const open = [...entries];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const found = manifest[name];
    if (found === undefined) throw new Error(`${name} is not in the build`);
    if (files.has(found.file)) continue;
    files.add(found.file);
    open.push(...found.imports);
  }
  return files;
}

const gzippedBytes = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, built))).length, 0);

const firstPage = ["index.html", "pages/workflows/workflows.tsx"];

test("the first page needs at most 250 kB of zipped script", () => {
  expect(gzippedBytes(scriptsOf(firstPage))).toBeLessThanOrEqual(mostBytes);
});

test("the drawing is not part of the first load", () => {
  const first = scriptsOf(firstPage);
  const editorOnly = [...scriptsOf(["pages/editor/editor.tsx"])].filter((file) => !first.has(file));
  const texts = (files: Iterable<string>): string => [...files].map((file) => readFileSync(new URL(file, built), "utf8")).join("\n");
  expect(texts(editorOnly)).toContain("react-flow__");
  expect(texts(first)).not.toContain("react-flow__");
});
