import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explain, isTransient } from "#domain/explanation.ts";
import { causeKey, type Failure } from "#domain/failure.ts";
import { languages } from "#domain/language.ts";
import { failureSamples } from "./failure-samples.ts";
import { failuresPage } from "./failures-page.ts";

const samples = Object.values(failureSamples);

test.each(samples)("$code is explained in full sentences", (failure) => {
  const { happened, why, doThis } = explain(failure);
  for (const sentence of [happened, why, doThis]) expect(sentence).toMatch(/^\S.{8,}[.!?)]$|^\S.{8,}$/s);
  expect(happened + why + doThis).not.toMatch(/undefined|null|\[object/);
});

test.each(samples)("$code is explained in Dutch, by the same facts", (failure) => {
  const { happened, why, doThis } = explain(failure, "nl");
  for (const sentence of [happened, why, doThis]) expect(sentence).toMatch(/^\S.{8,}$/s);
  expect(happened + why + doThis).not.toMatch(/undefined|null|\[object/);
  expect(explain(failure, "nl")).toMatchObject({ who: explain(failure).who, retry: explain(failure).retry });
});

test.each<[Failure, string]>([
  [{ ...failureSamples["contact-not-chosen"], ways: "the billing contact, the payer" }, "the billing contact, the payer"],
  [{ ...failureSamples["contacts-ambiguous"], way: "the billing contact" }, "the billing contact"],
  [{ ...failureSamples["contact-not-eligible"], filter: "sync is any of true" }, "sync is any of true"],
  [{ ...failureSamples["unenrolled"], met: "dealstage is any of closedlost" }, "dealstage is any of closedlost"],
])("facts that were kept as words are told as they are: %j", (failure, words) => {
  for (const language of languages) expect(explain(failure, language).happened).toContain(words);
});

test("only what can pass by itself is tried again by itself", () => {
  const transient = samples.filter(isTransient).map((failure) => failure.code).sort();
  expect(transient).toEqual([
    "approval-needed-now",
    "books-access-lost",
    "books-budget-spent",
    "books-busy",
    "books-disconnected",
    "books-locked",
    "books-not-connected",
    "books-not-read-yet",
    "books-read-only",
    "books-request-repeated",
    "books-slowed-down",
    "books-subscription-ended",
    "books-unreachable",
    "changed-after-approval",
    "crm-busy",
    "crm-disconnected",
    "crm-not-connected",
    "crm-unreachable",
    "earlier-under-way",
    "filters-outdated",
    "mail-unreachable",
    "payment-pending",
    "refund-pending",
    "webhook-unreachable",
    "workflow-halted",
  ]);
});

test("the same missing product is one cause, another is another", () => {
  const one = { ...failureSamples["item-not-found"], lineName: "Moss Wall " };
  expect(causeKey(one)).toBe(causeKey(failureSamples["item-not-found"]));
  expect(causeKey({ ...one, sku: "FUR-499" })).not.toBe(causeKey(one));
});

test("docs/failures.md is up to date (npm run docs)", () => {
  expect(readFileSync(new URL("../docs/failures.md", import.meta.url), "utf8")).toBe(failuresPage(failureSamples));
});
