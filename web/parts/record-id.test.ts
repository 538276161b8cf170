import { describe, expect, it } from "vitest";
import { recordIdIn, recordIdsIn } from "./record-id.ts";

describe("the record id in what people give", () => {
  it("is the id itself, without the space around it", () => {
    expect(recordIdIn(" 51880123 ")).toBe("51880123");
  });

  it("is the end of a pasted address", () => {
    expect(recordIdIn("https://app.hubspot.com/contacts/243/record/0-3/51880123")).toBe("51880123");
    expect(recordIdIn("http://127.0.0.1:4402/deals/51880123/?tab=1#top")).toBe("51880123");
  });

  it("is missing when there is none", () => {
    expect(recordIdIn("")).toBeNull();
    expect(recordIdIn("Acme, 12 chairs")).toBeNull();
    expect(recordIdIn("https://app.hubspot.com/contacts")).toBeNull();
  });
});

describe("the record ids in several lines", () => {
  it("are each found once, whatever stands between them", () => {
    expect(recordIdsIn(" 1\n2, 3;1\nhttp://127.0.0.1:4402/deals/4 ")).toEqual(["1", "2", "3", "4"]);
    expect(recordIdsIn(" \n")).toEqual([]);
  });
});
