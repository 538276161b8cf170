import { expect, test } from "vitest";
import type { Failure } from "./failure.ts";
import { afterTries, backoffMs, mostMessageTries } from "./step.ts";

const unreachable: Failure = { code: "webhook-unreachable", url: "https://hooks.example/a", detail: "it answered 503" };

test("W16: a message is tried for about a day and then given up, with what the last try came to", () => {
  expect(afterTries([unreachable], mostMessageTries - 1)).toEqual([unreachable]);
  expect(afterTries([unreachable], mostMessageTries)).toEqual([{ code: "message-given-up", to: "https://hooks.example/a", detail: "it answered 503", tries: mostMessageTries }]);
  const hours = Array.from({ length: mostMessageTries }, (_, tries) => backoffMs(tries)).reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(26);
});

test("what is not a message is never given up: books that cannot be reached are waited for", () => {
  const books: Failure = { code: "books-unreachable", detail: "connection refused" };
  expect(afterTries([books], 10_000)).toEqual([books]);
});
