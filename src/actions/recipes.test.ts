import { describe, expect, test } from "vitest";
import { type Meaning, meanings, type WellKnownProperty } from "../domain/well-known.ts";
import { workflowDefinition } from "../domain/workflow.ts";
import { unreachable } from "../domain/workflow-path.ts";
import { stepsNotAllowed } from "./catalog.ts";
import { stepActionOf } from "./index.ts";
import { fromRecipe, recipes } from "./recipes.ts";

const known = new Map<Meaning, WellKnownProperty[]>(
  meanings.map((meaning) => [
    meaning,
    [{ definition: { name: `x_${meaning}`, label: meaning, type: meaning === "signed-at" ? "datetime" : meaning === "record-name" ? "text" : "enumeration", options: [], isReadOnly: false }, values: { won: "W", signed: "S", succeeded: "OK", refunded: "R", "partly-refunded": "PR", "from-invoice": "I" } }],
  ]),
);
const groupsOf = (id: string) => fromRecipe(recipes.find((one) => one.id === id)!, known, "b1").definition.triggerGroups;

describe("recipes", () => {
  test("W2: are for deals, quotes and payments, and cover the usual ways to documents", () => {
    expect(recipes.map(({ objectType, steps }) => `${objectType}: ${steps.map(({ action }) => action).join(", ")}`)).toEqual([
      "quote: create-invoice", "quote: create-estimate", "deal: create-invoice", "deal: create-sales-receipt", "deal: create-invoice, delay, create-invoice",
      "payment: create-paid-invoice", "payment: create-payment-sales-receipt, create-expense", "payment: create-refund-receipt",
    ]);
  });

  test("W4: a signed quote is one whose date of signature is known", () => {
    expect(groupsOf("signed-quote-invoice")).toEqual([{ filters: [{ property: "x_signed-at", operator: "is-known", type: "datetime" }] }]);
  });

  test("W5: a deal paid by payment link has that in its name", () => {
    expect(groupsOf("payment-link-receipt")).toEqual([{ filters: [{ property: "x_record-name", operator: "contains-any-of", type: "text", values: ["Payment link"] }] }]);
  });

  test("W6: payments that become documents are not those of an invoice", () => {
    const filter = { property: "x_payment-source", operator: "is-none-of", type: "enumeration", values: ["I"] };
    for (const id of ["payment-paid-invoice", "payment-receipt-fee"]) expect(groupsOf(id)[0]?.filters).toContainEqual(filter);
  });

  test.each(recipes.map((recipe) => [recipe.title, recipe] as const))("%s: is a valid workflow of allowed actions with the chosen books", (_title, recipe) => {
    const { definition, missing } = fromRecipe(recipe, known, "b1");
    expect(missing).toEqual([]);
    expect(workflowDefinition.parse(definition)).toEqual(definition);
    expect(stepsNotAllowed(recipe.objectType, definition.steps)).toEqual([]);
    expect(unreachable(definition.steps)).toEqual([]);
    for (const { action, settings } of definition.steps) {
      expect(Object.keys(settings).filter((name) => !stepActionOf(action)!.settingNames.includes(name))).toEqual([]);
      if (stepActionOf(action)!.settingNames.includes("books")) expect(settings["books"]).toBe("b1");
    }
  });

  test("a won deal is one in the won stage of any pipeline", () => {
    const [stage] = known.get("deal-stage")!;
    const several = new Map([...known, ["deal-stage", [{ ...stage!, alike: { won: ["W2", "W3"] } }]]] as const);
    const recipe = recipes.find(({ id }) => id === "won-deal-invoice")!;
    expect(fromRecipe(recipe, several, "b1").definition.triggerGroups).toEqual([{ filters: [{ property: "x_deal-stage", operator: "is-any-of", type: "enumeration", values: ["W", "W2", "W3"] }] }]);
  });

  test("without the property a trigger is left out, rather than too wide", () => {
    const recipe = recipes.find(({ id }) => id === "payment-paid-invoice")!;
    expect(fromRecipe(recipe, new Map([...known, ["payment-source", []]]), null)).toMatchObject({ missing: ["payment-source"], definition: { triggerGroups: [] } });
  });
});
