import { expect, test } from "vitest";
import { describeApi } from "./api-description.ts";

interface Description {
  paths: Record<string, Record<string, { summary?: string }>>;
  components: { schemas: Record<string, unknown> };
}

const described = (await describeApi("1")) as Description;

test("every address of the API says in a few words what it does", () => {
  const silent = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, { summary }]) => (summary ? [] : [`${method} ${path}`])));
  expect(silent).toEqual([]);
});

test("whatever the description refers to is in it", () => {
  const referred = [...JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect(new Set(referred).size).toBeGreaterThan(15);
  expect(referred.filter((name) => !(name in described.components.schemas))).toEqual([]);
});

test("a workflow and a document are described once", () => {
  const bodies = Object.values(described.paths).flatMap((methods) => Object.values(methods).map((one) => JSON.stringify(one).length));
  expect(Math.max(...bodies)).toBeLessThan(10_000);
});
