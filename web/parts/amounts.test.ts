import { describe, expect, it } from "vitest";
import { moneyText, quantityText, thousandSeparator, unitPriceText } from "./amounts.ts";

describe("amounts", () => {
  it("are written with the currency's own decimals", () => {
    expect(moneyText({ amountMinor: 120_050, currency: "USD" }, "en-US")).toBe("$1,200.50");
    expect(moneyText({ amountMinor: 1_200, currency: "JPY" }, "en-US")).toBe("¥1,200");
    expect(moneyText({ amountMinor: -5, currency: "USD" }, "en-US")).toBe("-$0.05");
  });

  it("stay exact where a float would not", () => {
    expect(moneyText({ amountMinor: 9_007_199_254_740_991, currency: "USD" }, "en-US")).toBe("$90,071,992,547,409.91");
  });

  it("show every decimal of a unit price and of a quantity", () => {
    expect(unitPriceText("0.12345", "USD", "en-US")).toBe("$0.12345");
    expect(unitPriceText("12", "USD", "en-US")).toBe("$12.00");
    expect(quantityText("0.333", "en-US")).toBe("0.333");
  });

  it("are grouped as the reader is used to", () => {
    expect(thousandSeparator("en-US")).toBe(",");
    expect(thousandSeparator("nl-NL")).toBe(".");
  });
});
