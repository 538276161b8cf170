import { describe, expect, it } from "vitest";
import { explainedReply } from "#api/failure.ts";
import { instantOf } from "#domain/dates.ts";
import { isUndecided } from "./undecided.ts";

const unknown = explainedReply({ code: "outcome-unknown", kind: "invoice", candidates: [], sentAt: instantOf(0) });
const noContact = explainedReply({ code: "no-contact", recordName: "Acme" });

describe("an enrollment whose outcome is unknown", () => {
  it("waits for a person's decision", () => {
    expect(isUndecided({ enrollmentState: "needs-attention", failures: [unknown] })).toBe(true);
  });

  it("is decided once it goes on, and other failures need no decision", () => {
    expect(isUndecided({ enrollmentState: "running", failures: [unknown] })).toBe(false);
    expect(isUndecided({ enrollmentState: "needs-attention", failures: [noContact] })).toBe(false);
  });
});
