import { expect, test } from "vitest";
import { unlimitedDocuments } from "#actions/review/hints.ts";
import { workflowDefinition } from "#domain/workflow.ts";
import { findingInDutch } from "./findings.ts";

test("what a finding is about stands in the Dutch sentence, too", () => {
  expect(findingInDutch('Narrow the triggers so that no record meets both, or turn "Won (2)" off; or publish with a written reason.')).toBe('Maak de triggers nauwer zodat geen record aan beide voldoet, of zet "Won (2)" uit; of publiceer met een geschreven reden.');
  expect(findingInDutch('Narrow the triggers so that no record meets both, or turn "Won" off.')).toBe('Maak de triggers nauwer zodat geen record aan beide voldoet, of zet "Won" uit.');
  expect(findingInDutch("The limit per document is in EUR, but documents are likely to be in USD or GBP.")).toBe("De grens per document is in EUR, maar documenten zijn waarschijnlijk in USD or GBP.");
  expect(findingInDutch("Something else happened.")).toBeUndefined();
});

test("a finding of the review is there in Dutch, every sentence of it", () => {
  const definition = workflowDefinition.parse({ objectType: "deal", triggerGroups: [], steps: [{ id: "inv", action: "create-invoice", settings: {} }] });
  const [finding] = unlimitedDocuments(definition);
  if (finding === undefined) throw new Error("there is no finding");
  for (const sentence of [finding.happened, finding.couldHappen, finding.doThis]) expect(findingInDutch(sentence)).toMatch(/^[A-Z]/);
});
