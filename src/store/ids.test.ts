import { expect, test } from "vitest";
import { newId } from "./ids.ts";

test("ids have 20 characters a-z0-9 and do not repeat", () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]{20}$/.test(id))).toEqual([]);
});
