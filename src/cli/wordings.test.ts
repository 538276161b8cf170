import { describe, expect, test } from "vitest";
import { asWritten, meantBy } from "./wordings.ts";

describe("what people type", () => {
  test.each([
    ["workflows list", "workflows"],
    ["workflow list --json", "workflows --json"],
    ["list workflows", "workflows"],
    ["ls", "workflows"],
    ["documents ls --limit 3", "documents --limit 3"],
    ["invoices", "documents"],
    ["enrollment list", "enrollments"],
    ["approvals list", "approvals"],
    ["connection list", "connections"],
    ["links list", "links"],
    ["link list", "links"],
    ["unmatched list", "unmatched"],
    ["needs-attention", "attention"],
    ["recipes", "workflows recipes"],
    ["deals oak", "records deal oak"],
    ["workflow show X", "workflows review X"],
    ["workflows delete X --yes", "workflows remove X --yes"],
    ["workflows turn-on X", "turn-on X"],
    ["turn off X", "turn-off X"],
    ["enrollments cancel 7", "cancel 7"],
    ["enrollments show 7", "enrollment 7"],
    ["approvals approve 7", "approve 7"],
    ["links remove sku:x", "unlink sku:x"],
    ["connections check QB", "check QB"],
    ["help", "--help"],
    ["help workflows publish", "workflows publish --help"],
    ["version", "--version"],
    ["sign-in", "sign-in-link"],
  ])("%s", (typed, written) => expect(asWritten(typed.split(" ")).join(" ")).toBe(written));

  test.each(["workflows", "connection QB", "link sku:x 7", "enrollment 7", "plan X 1042", "retry --all", "start --demo", "", "--help"])("what is written rightly stays: %s", (typed) => {
    const words = typed === "" ? [] : typed.split(" ");
    expect(asWritten(words)).toEqual(words);
  });

  test("a word that resembles one is answered with that one, another with nothing", () => {
    expect(meantBy("enrol", ["enroll", "explain"])).toBe('Did you mean "enroll"? ');
    expect(meantBy("limt", ["limit"], "--")).toBe('Did you mean "--limit"? ');
    expect(meantBy("qqq", ["enroll"])).toBe("");
  });
});
