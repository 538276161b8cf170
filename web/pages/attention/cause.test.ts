import { describe, expect, it } from "vitest";
import { explainedReply } from "#api/failure.ts";
import { headlineOf, moreReasons } from "./cause.ts";

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
});
