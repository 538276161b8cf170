import { expect, test } from "vitest";
import type { ReviewProblem } from "../finding.ts";
import { findingInWords } from "./finding.ts";

/** One of each, by code: a new code does not compile until it has one. */
const samples: { [Code in ReviewProblem["code"]]: Extract<ReviewProblem, { code: Code }>[] } = {
  "no-triggers": [{ code: "no-triggers" }],
  "empty-group": [{ code: "empty-group", group: 2 }],
  "property-unknown": [{ code: "property-unknown", use: "filter", property: "stage_x", objectType: "company" }, { code: "property-unknown", use: "setting", property: "stage_x", objectType: "line-item" }],
  "event-property-unknown": [{ code: "event-property-unknown", property: "stage_x" }],
  "event-property-own": [{ code: "event-property-own", property: "quickbooks_invoice_number" }],
  "option-unknown": [{ code: "option-unknown", label: "Fase", values: ["Gone", "Lost"] }],
  "wider-than-sync-filter": [{ code: "wider-than-sync-filter", accountName: "Harbor & Pine", property: "sync_x", values: ["Yes", "Maybe"] }],
  "payment-not-settled": [{ code: "payment-not-settled", group: 3, label: "State X" }],
  "source-filter-missing": [{ code: "source-filter-missing", group: null, label: "Bron" }, { code: "source-filter-missing", group: "only", label: "Bron" }, { code: "source-filter-missing", group: 2, label: "Bron" }],
  "source-not-known": [{ code: "source-not-known" }],
  "second-workflow": [{ code: "second-workflow", name: "Won (2)", isCertain: true }, { code: "second-workflow", name: "Won (2)", isCertain: false }],
  "cap-in-another-currency": [{ code: "cap-in-another-currency", currency: "EUR", usual: ["USD", "GBP", "CAD"] }],
  "bills-again": [{ code: "bills-again" }],
  "billing-loop": [{ code: "billing-loop", through: [] }, { code: "billing-loop", through: ["Paid (2)", "Accepted"] }],
  "no-hourly-cap": [{ code: "no-hourly-cap" }],
  "delay-without-unenrollment": [{ code: "delay-without-unenrollment" }],
  "no-steps": [{ code: "no-steps" }],
  "action-unknown": [{ code: "action-unknown", stepId: "s1", action: "create-money" }],
  "action-not-allowed": [{ code: "action-not-allowed", stepId: "s1", title: "Een uitgave", objectType: "quote" }],
  "step-id-repeated": [{ code: "step-id-repeated", stepId: "s1" }],
  "setting-refused": [{ code: "setting-refused", failure: { code: "account-gone", accountId: "A79", field: "incomeAccount" } }],
  "setting-unknown": [{ code: "setting-unknown", name: "tersm" }],
  "step-unreachable": [{ code: "step-unreachable" }],
  "branches-unused": [{ code: "branches-unused" }],
  "branches-empty": [{ code: "branches-empty" }],
  "branch-by-value": [{ code: "branch-by-value", name: "Big" }],
  "branch-by-filter": [{ code: "branch-by-filter", name: "Big" }],
  "branch-without-filter": [{ code: "branch-without-filter", name: "Big" }],
  "branch-without-value": [{ code: "branch-without-value", name: "Big" }],
  "branch-for-others-twice": [{ code: "branch-for-others-twice", name: "Big" }],
  "nothing-to-wait-for": [{ code: "nothing-to-wait-for" }],
  "nothing-to-approve": [{ code: "nothing-to-approve" }],
  "placeholder-unusable": [
    { code: "placeholder-unusable", label: "Tekst", placeholder: "gone_x", because: { is: "property-unknown", property: "gone_x", objectType: "contact" } },
    { code: "placeholder-unusable", label: "Tekst", placeholder: "steps.inv.x", because: { is: "step-unknown", stepId: "inv" } },
    { code: "placeholder-unusable", label: "Tekst", placeholder: "steps.inv.x", because: { is: "step-later", stepId: "inv" } },
    { code: "placeholder-unusable", label: "Tekst", placeholder: "steps.inv.colour", because: { is: "output-unknown", stepId: "inv", output: "colour" } },
  ],
};
const all = Object.values(samples).flat();

test.each(all)("the finding $code is said in full sentences, of both languages", (problem) => {
  const [english, dutch] = [findingInWords(problem), findingInWords(problem, "nl")];
  for (const sentence of [...Object.values(english), ...Object.values(dutch)]) {
    expect(sentence).toMatch(/^["A-Z].{8,}\.$/s);
    expect(sentence).not.toMatch(/undefined|null|\[object/);
  }
  for (const part of ["happened", "couldHappen", "doThis"] as const) expect(dutch[part]).not.toBe(english[part]);
});

test.each(all)("the finding $code tells the same facts in both languages", (problem) => {
  const factsIn = (said: ReturnType<typeof findingInWords>) => namesOf(problem).map((name) => Object.values(said).join(" ").includes(name));
  expect(factsIn(findingInWords(problem, "nl"))).toEqual(factsIn(findingInWords(problem)));
});

test("several names are joined as the language does", () => {
  const [problem] = samples["cap-in-another-currency"];
  if (problem === undefined) throw new Error("there is no sample");
  expect([findingInWords(problem).doThis, findingInWords(problem, "nl").doThis]).toEqual(["Give the limit in USD, GBP or CAD.", "Geef de grens in USD, GBP of CAD."]);
});

/** The names and numbers of a problem, whatever shape it has. */
function namesOf(fact: unknown): string[] {
  if (typeof fact === "number" || typeof fact === "string") return [String(fact)];
  if (typeof fact !== "object" || fact === null) return [];
  return Object.entries(fact).flatMap(([name, value]) => (["code", "use", "is", "objectType", "field", "group"].includes(name) && typeof value === "string" ? [] : namesOf(value)));
}
