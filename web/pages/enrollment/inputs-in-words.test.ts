import { describe, expect, it } from "vitest";
import { inputsInWords } from "./inputs-in-words.ts";

describe("a step's inputs in words", () => {
  it("have a line per line item and leave out what is empty", () => {
    const lineItems = [
      { id: "1", name: "Chair", sku: "CH-1", quantity: "2", unitPrice: "120.5", netAmount: null },
      { id: "2", name: "Table", sku: null, quantity: "1", unitPrice: "400", netAmount: null },
    ];
    expect(inputsInWords({ lineItems }, [])).toEqual([
      { label: "Line items", lines: ["Chair · ID: 1 · SKU: CH-1 · Quantity: 2 · Unit price: 120.5", "Table · ID: 2 · Quantity: 1 · Unit price: 400"] },
    ]);
  });

  it("say that there is none", () => {
    expect(inputsInWords({ contact: null, lineItems: [], contactsAssociated: 0, shippingFees: 2 }, [])).toEqual([
      { label: "Contact", lines: ["None"] },
      { label: "Line items", lines: ["None"] },
      { label: "Associated contacts", lines: ["0"] },
      { label: "Shipping fees", lines: ["2"] },
    ]);
  });

  it("have the step's settings by the labels of its form", () => {
    expect(inputsInWords({ currency: "USD", settings: { terms: "3" } }, [{ label: "Payment terms", value: "Net 30" }])).toEqual([
      { label: "Currency", lines: ["USD"] },
      { label: "Settings", lines: ["Payment terms: Net 30"] },
    ]);
  });
});
