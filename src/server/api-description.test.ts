import { expect, test } from "vitest";
import { describeApi } from "./api-description.ts";

interface Description {
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; responses: Record<string, unknown> };
}

interface Operation {
  summary?: string;
  description: string;
  tags: string[];
  responses: Record<string, { description?: string; $ref?: string }>;
}

const described = (await describeApi("1")) as Description;

test("every address of the API says in a few words what it does", () => {
  const silent = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, { summary }]) => (summary ? [] : [`${method} ${path}`])));
  expect(silent).toEqual([]);
});

const operations = Object.values(described.paths).flatMap((methods) => Object.values(methods));

test("every operation says which roles may do it, and belongs to a group that is described", () => {
  expect(operations.filter(({ description }) => !/Roles: .*admin\.$/.test(description))).toEqual([]);
  expect(described.paths["/workflows/{id}/enroll"]?.["post"]?.description).toContain("Roles: editor, admin.");
  const named = new Set(described.tags.map(({ name }) => name));
  expect(operations.flatMap(({ tags }) => tags).filter((tag) => !named.has(tag))).toEqual([]);
  expect([...named].filter((name) => !operations.some(({ tags }) => tags.includes(name)))).toEqual([]);
});

test("every way in which a request can end is there, in words", () => {
  const answers = operations.flatMap(({ responses }) => Object.entries(responses));
  expect(answers.filter(([status, { description, $ref }]) => $ref === undefined && (description === undefined || description === status || description === ""))).toEqual([]);
  for (const { responses } of operations) expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "401", "403", "429", "500"]));
  expect(described.paths["/workflows/{id}/enroll"]?.["post"]?.responses["422"]?.description).toBe("REFUSED: This cannot be done now.");
  expect(described.paths["/workflows/{id}/enroll"]?.["post"]?.responses["400"]).toEqual({ $ref: "#/components/responses/Answer400" });
  expect(Object.keys(described.components.responses).toSorted()).toEqual(["Answer400", "Answer401", "Answer403", "Answer429", "Answer500"]);
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
