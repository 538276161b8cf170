import { describe, expect, test } from "vitest";
import type { PropertyDefinition } from "#domain/record.ts";
import { ok } from "#domain/result.ts";
import type { Meaning } from "#domain/well-known.ts";
import { findWellKnown } from "./well-known.ts";

function property(name: string, label: string, type: PropertyDefinition["type"], ...options: [value: string, label: string][]): PropertyDefinition {
  return { name, label, type, options: options.map(([value, text]) => ({ value, label: text })), isReadOnly: true };
}

async function found(objectType: "quote" | "payment" | "deal", meaning: Meaning, ...definitions: PropertyDefinition[]) {
  const answer = await findWellKnown(async () => ok(definitions), async () => ok([]), objectType, meaning);
  if (!answer.ok) throw new Error("the definitions were read");
  return answer.value.map(({ definition, values }) => ({ name: definition.name, values }));
}

const decoy = property("notes", "Signature status of the parcel", "text");

describe("a property asked for by meaning", () => {
  test("is found by HubSpot's name in a portal of another language", async () => {
    const dutch = property("hs_sign_status", "Handtekeningstatus", "enumeration", ["ESIGN_PENDING", "Wacht"], ["ESIGN_COMPLETED", "Voltooid"]);
    expect(await found("quote", "signature-state", decoy, dutch)).toEqual([{ name: "hs_sign_status", values: { signed: "ESIGN_COMPLETED", "signature-pending": "ESIGN_PENDING" } }]);
  });

  test("is found in each generation of quotes, the usual one first", async () => {
    const definitions = [
      property("hs_quote_esign_status", "E-sign status", "enumeration", ["PENDING_SIGNATURE", "x"], ["SIGNED", "y"]),
      property("hs_sign_status", "Signature status", "enumeration", ["ESIGN_COMPLETED", "Esign completed signature"]),
    ];
    expect(await found("quote", "signature-state", ...definitions)).toEqual([
      { name: "hs_sign_status", values: { signed: "ESIGN_COMPLETED" } },
      { name: "hs_quote_esign_status", values: { signed: "SIGNED", "signature-pending": "PENDING_SIGNATURE" } },
    ]);
  });

  test("has the won stages of all pipelines, whatever they are called", async () => {
    const stage = property("dealstage", "Dealfase", "enumeration", ["1", "Verloren"], ["2", "Binnen"], ["7", "Verlengd"]);
    expect(await findWellKnown(async () => ok([stage]), async () => ok(["2", "7"]), "deal", "deal-stage")).toMatchObject({ ok: true, value: [{ values: { won: "2" }, alike: { won: ["7"] } }] });
  });

  test("is found by its label when the portal has none of HubSpot's names, also its values", async () => {
    const own = property("signing", "E-sign status", "enumeration", ["opt_1", "Esign pending signature"], ["opt_2", "Esign completed signature"]);
    expect(await found("quote", "signature-state", decoy, own)).toEqual([{ name: "signing", values: { signed: "opt_2", "signature-pending": "opt_1" } }]);
  });

  test("tells which stage means won, also where pipelines have stages of their own", async () => {
    const stages = property("dealstage", "Dealfase", "enumeration", ["1041", "Offerte (Verkoop)"], ["1042", "Deal gewonnen (Verkoop)"]);
    expect(await found("deal", "deal-stage", stages)).toEqual([{ name: "dealstage", values: { won: "1042" } }]);
  });

  test("is none when nothing of the right kind is there", async () => {
    expect(await found("quote", "signed-at", property("signed", "E-sign date", "text"))).toEqual([]);
    expect(await found("deal", "payment-source", property("hs_payment_source_app", "Source", "enumeration"))).toEqual([]);
  });

  test("tells which source of payments is invoices, and when a quote was signed", async () => {
    const source = property("hs_payment_source_app", "Bron", "enumeration", ["SALES_CHECKOUT", "Betaallink"], ["INVOICE", "Factuur"]);
    expect(await found("payment", "payment-source", source)).toEqual([{ name: "hs_payment_source_app", values: { "from-payment-link": "SALES_CHECKOUT", "from-invoice": "INVOICE" } }]);
    expect(await found("quote", "signed-at", property("hs_esign_date", "Datum", "datetime"))).toEqual([{ name: "hs_esign_date", values: {} }]);
  });
});
