/** The catalogs against the code: `npm run texts` collects what is new, and its Dutch goes into `nl.po`. */
import { fileURLToPath } from "node:url";
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

let marked: Map<string, string>;
let english: Map<string, string>;
let dutch: Map<string, string>;

beforeAll(async () => {
  const [catalog] = await getCatalogs(getConfig({ cwd: root, configPath: `${root}lingui.config.ts` }));
  if (catalog === undefined) throw new Error("lingui.config.ts names no catalog");
  const collected = await catalog.collect({ files: [] });
  marked = new Map(Object.entries(collected ?? {}).map(([id, one]) => [id, one.message ?? id]));
  const read = async (locale: string): Promise<Map<string, string>> => new Map(Object.entries((await catalog.read(locale)) ?? {}).map(([id, one]) => [id, one.translation ?? ""]));
  english = await read("en");
  dutch = await read("nl");
});

/** What has to come back in a translation: values, plurals and elements. */
function places(message: string): string[] {
  return [...new Set(message.match(/\{\w+(?=[,}])|<\/?\d+\/?>/g))].sort();
}

describe("the texts of the web app", () => {
  test("are all collected, and nothing else is", () => {
    expect(marked.size).toBeGreaterThan(0);
    expect([...english.keys()].sort()).toEqual([...marked.keys()].sort());
    expect([...dutch.keys()].sort()).toEqual([...marked.keys()].sort());
  });

  test("all have a Dutch one", () => {
    expect([...marked].filter(([id]) => (dutch.get(id) ?? "") === "").map(([, message]) => message)).toEqual([]);
  });

  test("have the same values and elements in Dutch", () => {
    const differing = [...marked].filter(([id, message]) => JSON.stringify(places(message)) !== JSON.stringify(places(dutch.get(id) ?? "")));
    expect(differing.map(([, message]) => message)).toEqual([]);
  });
});
