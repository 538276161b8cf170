import { expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import { permissionOf } from "./permission.ts";
import { scriptedSecret } from "./scripted-company.ts";

const connectedAt = "2026-01-27T08:00:00.000Z" as Instant;

test("the five years are counted from the consent when Intuit did not say when they end", () => {
  const said = permissionOf({ ...scriptedSecret("http://x"), connectedAt }, "2020-01-01T00:00:00.000Z" as Instant);
  expect(said).toMatchObject({ endsAt: "2031-01-26T08:00:00.000Z", isEndAssumed: true, unusedUntil: "2027-03-01T00:00:00.000Z" });
  expect(permissionOf(scriptedSecret("http://x"), connectedAt)).toMatchObject({ endsAt: "2031-01-26T08:00:00.000Z" });
});

test("what Intuit said counts", () => {
  const hardExpiresAt = "2028-10-01T00:00:00.000Z";
  expect(permissionOf({ ...scriptedSecret("http://x"), hardExpiresAt }, connectedAt)).toMatchObject({ endsAt: hardExpiresAt, isEndAssumed: false });
});

test("an app without tokens has no permission", () => {
  expect(permissionOf({ clientId: "client", clientSecret: "secret" }, connectedAt)).toBeNull();
});
