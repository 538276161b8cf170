import { describe, expect, it } from "vitest";
import { rights } from "#domain/role.ts";
import { procedurePaths, rightNeeded } from "./permissions.ts";

describe("permissions", () => {
  const paths = procedurePaths();

  it("finds the procedures at every depth of the contract", () => {
    expect(paths).toContainEqual(["me"]);
    expect(paths).toContainEqual(["workflows", "turnOn"]);
    expect(paths.length).toBeGreaterThan(30);
  });

  it.each(paths.map((path) => [path.join("."), path] as const))("has a row for %s", (_name, path) => {
    expect(rights).toContain(rightNeeded(path));
  });

  it("takes a procedure without a row for a bug", () => {
    expect(() => rightNeeded(["workflows", "explode"])).toThrow("workflows.explode");
    expect(() => rightNeeded(["workflows"])).toThrow("workflows");
  });
});
