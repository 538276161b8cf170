import { ORPCError } from "@orpc/client";
import { ValidationError } from "@orpc/contract";
import { describe, expect, it } from "vitest";
import { explainedReply } from "#api/failure.ts";
import { failuresOf, fieldProblemsOf, isNotFound, messageOf } from "./problems.ts";

describe("what a call threw", () => {
  it("gives the failures of a refusal", () => {
    const failure = explainedReply({ code: "still-enrolled", recordName: "Acme" });
    const refused = new ORPCError("REFUSED", { status: 422, data: { failures: [failure] } });
    expect(failuresOf(refused)).toEqual([failure]);
    expect(fieldProblemsOf(refused)).toBeUndefined();
  });

  it("gives the fields of settings that are not valid", () => {
    const invalid = new ORPCError("INVALID_SETTINGS", { status: 422, data: { problems: [{ field: "books", problem: "choose one" }] } });
    expect(fieldProblemsOf(invalid)).toEqual([{ field: "books", problem: "choose one" }]);
    expect(failuresOf(invalid)).toEqual([]);
  });

  it("is always one sentence", () => {
    expect(messageOf(new ORPCError("NOT_FOUND", { message: "There is nothing." }))).toBe("There is nothing.");
    expect(messageOf(new TypeError("Failed to fetch"))).toBe("The server cannot be reached. Is it running?");
    expect(messageOf(new ValidationError({ message: "Server response output does not match expected schema", issues: [], data: {} }))).toBe("This page is of another version than the server.");
    expect(messageOf(new ORPCError("INTERNAL_SERVER_ERROR", { message: "Internal server error" }))).toMatch(/^Something went wrong on the server/);
    expect(messageOf("?")).toBe("Something unexpected happened.");
  });

  it("knows what is not there", () => {
    expect(isNotFound(new ORPCError("NOT_FOUND"))).toBe(true);
    expect(isNotFound(new ORPCError("REFUSED", { status: 422 }))).toBe(false);
  });
});
