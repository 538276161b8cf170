import { describe, expect, it } from "vitest";
import type { AttentionGroup } from "#api/enrollment.ts";
import { explainedReply } from "#api/failure.ts";
import type { Failure } from "#domain/failure.ts";
import { fixOf, headlineOf, moreReasons } from "./cause.ts";

const noContact = explainedReply({ code: "no-contact", recordName: "Acme" });
const noLines = explainedReply({ code: "no-line-items", recordName: "Acme" });

describe("a cause", () => {
  it("is named with how many enrollments it stopped", () => {
    expect(headlineOf({ count: 1, failure: noContact })).toBe(`1 enrollment: ${noContact.happened}`);
    expect(headlineOf({ count: 37, failure: noContact })).toBe(`37 enrollments: ${noContact.happened}`);
  });

  it("says of an enrollment how many reasons more it has", () => {
    expect(moreReasons({ failures: [noContact] })).toBeNull();
    expect(moreReasons({ failures: [noContact, noLines] })).toBe("and 1 more reason");
  });

  const enrollments = [{ workflowId: "w1" }] as AttentionGroup["enrollments"];
  it.each<[Failure, string | null, object]>([
    [{ code: "item-not-found", lineName: "Desk", sku: null, canCreate: false, crmKey: "name:desk" }, "b1", { kind: "choose" }],
    [{ code: "charged-tax-code-missing", field: "chargedTaxCode" }, "b1", { kind: "account-settings", booksId: "b1" }],
    [{ code: "terms-gone", termsId: "3", field: "terms" }, "b1", { kind: "step-setting", workflowId: "w1" }],
    [{ code: "no-contact", recordName: "Acme" }, "b1", { kind: "none" }],
    [{ code: "item-not-found", lineName: "Desk", sku: null, canCreate: false, crmKey: "name:desk" }, null, { kind: "step-setting", workflowId: "w1" }],
  ])("offers the way to mend $code", (failure, booksId, fix) => {
    expect(fixOf({ failure: explainedReply(failure), booksId, enrollments })).toEqual(fix);
  });
});
