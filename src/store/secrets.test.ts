import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keyIdOf, openSecretBox } from "./secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "ledgerline-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("opens what it closed, and never closes the same secret the same way twice", () => {
  const box = openSecretBox(folder, "a key");
  const secret = { token: "tök\0en", list: [1, null] };
  expect(box.open(box.close(secret, "c1"), "c1")).toEqual({ token: "töken", list: [1, null] });
  expect(box.close("x", "c1")).not.toBe(box.close("x", "c1"));
});

test("does not open with another key, for another owner, or after a change", () => {
  const box = openSecretBox(folder, "a key");
  const closed = box.close("secret", "c1");
  expect(() => openSecretBox(folder, "another key").open(closed, "c1")).toThrow("was closed with key");
  expect(() => box.open(closed, "c2")).toThrow();
  expect(() => box.open(`${closed.slice(0, -2)}AA`, "c1")).toThrow();
});

test("makes its key once and keeps it in the data folder", () => {
  const first = openSecretBox(folder);
  const key = readFileSync(join(folder, "secret.key"), "utf8");
  expect(openSecretBox(folder).keyId).toBe(first.keyId);
  expect(keyIdOf(first.close("x", "c"))).toBe(first.keyId);
  expect(Buffer.from(key, "base64url")).toHaveLength(32);
});
