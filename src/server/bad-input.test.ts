import { ORPCError } from "@orpc/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { filterGroup } from "#domain/trigger.ts";
import { badInputReply } from "./bad-input.ts";
import { inLanguageOf } from "./language.ts";

function replyTo(schema: z.ZodType, input: unknown): { message: string; problems: unknown } {
  const parsed = schema.safeParse(input);
  if (parsed.success) throw new Error("the input is valid");
  const reply = badInputReply(new ORPCError("BAD_REQUEST", { message: "Input validation failed", data: { issues: parsed.error.issues } }));
  if (reply === undefined) throw new Error("the error is another one");
  return { message: reply.message, problems: (reply.data as { problems: unknown }).problems };
}

const record = z.strictObject({ name: z.string().min(1), amount: z.number().max(10), tags: z.array(z.enum(["a", "b"])).max(2), note: z.string().max(5, "Use at most 5 characters.").optional(), at: z.iso.datetime().optional() });
const fine = { name: "x", amount: 1, tags: [] };

describe("input that does not fit", () => {
  test.each([
    [{ ...fine, name: undefined }, "The input is not valid. name: is missing. Give a text."],
    [{ ...fine, name: 5 }, "The input is not valid. name: cannot be a number. Give a text."],
    [{ ...fine, name: "" }, "The input is not valid. name: is empty. Give at least one."],
    [{ ...fine, amount: 11 }, "The input is not valid. amount: is too great. At most 10."],
    [{ ...fine, tags: ["a", "c"] }, "The input is not valid. tags[1]: is none of the values it may have. Give one of: a, b."],
    [{ ...fine, tags: ["a", "b", "a"] }, "The input is not valid. tags: is too long. At most 2 entries."],
    [{ ...fine, nmae: "x" }, "The input is not valid. nmae: is not known here. Leave it out, or correct its name."],
    [{ ...fine, note: "too long" }, "The input is not valid. note: Use at most 5 characters."],
    [{ ...fine, at: "tomorrow" }, "The input is not valid. at: has not the form that is wanted. Give a moment as ISO 8601 with its zone, for example 2026-11-30T09:00:00Z."],
  ])("is answered with the field and the fix: %j", (input, message) => {
    expect(replyTo(record, input).message).toBe(message);
  });

  test("is answered with every problem, and the message names the first three", () => {
    const { message, problems } = replyTo(record, {});
    expect(problems).toHaveLength(3);
    expect(replyTo(record, { x: 1 }).message).toContain("And 1 more.");
    expect(message).not.toContain("more");
  });

  test("of one of several forms is told for the form that is meant", () => {
    const form = z.discriminatedUnion("kind", [z.object({ kind: z.literal("fixed"), value: z.string() }), z.object({ kind: z.literal("property"), property: z.string() })]);
    expect(replyTo(z.object({ due: form }), { due: { kind: "fixed" } }).problems).toEqual([{ field: "due.value", problem: "is missing", fix: "Give a text." }]);
    expect(replyTo(z.object({ due: form }), { due: { kind: "never" } }).problems).toMatchObject([{ field: "due.kind" }]);
    expect(replyTo(z.object({ ids: z.union([z.string(), z.array(z.string())]) }), { ids: ["a", 1] }).problems).toMatchObject([{ field: expect.stringMatching(/^ids/) }]);
  });
});

test("whoever reads Dutch is told in Dutch, the contract's own messages too", () => {
  const said = (input: unknown): string => inLanguageOf(new Headers({ "accept-language": "nl" }), () => replyTo(record, input).message);
  expect(said({ ...fine, name: 5, amount: 11, nmae: "x", tags: ["a", "b", "a"] })).toBe("De invoer klopt niet. name: kan niet zo zijn: een getal. Geef een tekst. amount: is te groot. Hoogstens 10. tags: is te lang. Hoogstens 2 stuks. En nog 1.");
  expect(said({ ...fine, tags: ["c"] })).toBe("De invoer klopt niet. tags[0]: is geen van de waarden die het mag hebben. Geef een van: a, b.");
  const group = inLanguageOf(new Headers({ "accept-language": "nl" }), () => replyTo(filterGroup, { filters: [] }));
  expect(group.problems).toEqual([{ field: "filters", problem: "een groep heeft ten minste één filter nodig", fix: "" }]);
});

test("a body that cannot be read is told how to be sent", () => {
  const reply = badInputReply(new ORPCError("BAD_REQUEST", { message: "Malformed request. Ensure the request body is properly formatted and the 'Content-Type' header is set correctly." }));
  expect(reply?.message).toContain("Send JSON");
});

test("other refusals stay what they are", () => {
  expect(badInputReply(new ORPCError("CONFLICT", { message: "x" }))).toBeUndefined();
  expect(badInputReply(new ORPCError("BAD_REQUEST", { message: "own words" }))).toBeUndefined();
});
