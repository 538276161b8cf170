import { describe, expect, it } from "vitest";
import { inputsInWords } from "./inputs-in-words.ts";

describe("a step's inputs in words", () => {
  it("have a line per line item and leave out what is empty", () => {
    const lineItems = [
      { id: "1", name: "Chair", sku: "CH-1", quantity: "2", unitPrice: "120.5", netAmount: null },
      { id: "2", name: "Table", sku: null, quantity: "1", unitPrice: "400", netAmount: null },
    ];
    expect(inputsInWords({ lineItems })).toEqual([
      { label: "Line items", lines: ["Chair, id 1, sku CH-1, quantity 2, unit price 120.5", "Table, id 2, quantity 1, unit price 400"] },
    ]);
  });

  it("say that there is none", () => {
    expect(inputsInWords({ contact: null, lineItems: [], contactsAssociated: 0 })).toEqual([
      { label: "Contact", lines: ["None"] },
      { label: "Line items", lines: ["None"] },
      { label: "Contacts associated", lines: ["0"] },
    ]);
  });
});
