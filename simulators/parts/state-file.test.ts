import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jsonPieces, openStateFile } from "./state-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("state file", () => {
  test("what was saved is there after the next start", async () => {
    const path = join(folder, "deep", "state.json");
    const file = openStateFile(path);
    expect(file.load()).toBeUndefined();
    file.save(() => ({ count: 1 }));
    file.save(() => ({ count: 2 }));
    await file.flush();
    expect(openStateFile(path).load()).toEqual({ count: 2 });
    expect(readdirSync(join(folder, "deep"))).toEqual(["state.json"]);
  });

  test("a file that is not JSON is set aside, and the start is fresh", () => {
    const path = join(folder, "state.json");
    writeFileSync(path, '{"half":');
    expect(openStateFile(path).load()).toBeUndefined();
    expect(readFileSync(`${path}.unreadable`, "utf8")).toBe('{"half":');
  });

  test("without a path nothing is kept", async () => {
    const file = openStateFile(undefined);
    file.save(() => ({ count: 1 }));
    await file.flush();
    expect(file.load()).toBeUndefined();
  });

  test("in pieces, the text is the same", async () => {
    const state = { list: Array.from({ length: 1_234 }, (_, n) => ({ n, text: `"${n}"` })), none: undefined, nothing: null, empty: [], object: {}, deep: { list: [1, 2, 3], map: { a: "b" } }, word: "x" };
    expect([...jsonPieces(state)].join("")).toBe(JSON.stringify(state));
    const path = join(folder, "state.json");
    const file = openStateFile(path, { inPieces: true });
    file.save(() => state);
    await file.flush();
    expect(readFileSync(path, "utf8")).toBe(JSON.stringify(state));
  });
});
