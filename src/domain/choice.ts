/**
 * Choices that people make where matching found nothing, too much or nothing usable. A choice of a customer or item is kept as a
 * saved link, one of terms or a tax code in the settings of the set of books.
 */
import type { BooksSettings } from "./books-settings.ts";
import type { Failure } from "./failure.ts";
import type { ChoiceKind } from "./matching.ts";

/** The failures that a choice settles. */
type ChoiceFailure = Extract<Failure, { crmKey: string }>;

const kinds: Record<ChoiceFailure["code"], ChoiceKind> = {
  "item-not-found": "item",
  "item-inactive": "item",
  "items-ambiguous": "item",
  "item-name-unusable": "item",
  "customer-inactive": "customer",
  "customer-id-unknown": "customer",
  "customers-ambiguous": "customer",
  "display-name-taken": "customer",
  "display-name-unusable": "customer",
  "customer-too-deep": "customer",
  "terms-unknown": "term",
  "tax-rate-unmapped": "tax-code",
};

/** The failures that a choice settles, each with the kind of what is chosen. */
export const choiceKinds: Readonly<Record<string, ChoiceKind>> = kinds;

/** What is to be chosen. */
export interface Choice {
  kind: ChoiceKind;
  /** What the choice is saved under. */
  crmKey: string;
  /** What the CRM calls it. */
  name: string;
  sku: string | null;
  /** Books ids that matched equally or hold the name: the likeliest choices. */
  candidateIds: string[];
}

/** What a person may choose to settle the failure; null = no choice settles it. */
export function choiceOf(failure: Failure): Choice | null {
  if (!isChoiceFailure(failure)) return null;
  return { kind: kinds[failure.code], crmKey: failure.crmKey, name: nameIn(failure), sku: failure.code === "item-not-found" ? failure.sku : null, candidateIds: candidatesIn(failure) };
}

/** What was kept before failures carried a key has none. */
function isChoiceFailure(failure: Failure): failure is ChoiceFailure {
  return Object.hasOwn(kinds, failure.code) && typeof (failure as Partial<ChoiceFailure>).crmKey === "string";
}

function nameIn(failure: ChoiceFailure): string {
  switch (failure.code) {
    case "item-not-found":
    case "item-inactive":
    case "items-ambiguous":
    case "item-name-unusable":
      return failure.lineName;
    case "customers-ambiguous":
      return failure.contactName;
    case "customer-id-unknown":
      return failure.crmName;
    case "customer-inactive":
    case "customer-too-deep":
      return failure.customerName;
    case "display-name-taken":
    case "display-name-unusable":
      return failure.displayName;
    case "terms-unknown":
      return failure.name;
    case "tax-rate-unmapped":
      return failure.label === null ? `${failure.rate} %` : `${failure.label} (${failure.rate} %)`;
  }
}

function candidatesIn(failure: ChoiceFailure): string[] {
  if (failure.code === "customers-ambiguous" || failure.code === "items-ambiguous" || failure.code === "tax-rate-unmapped") return failure.candidates.map((one) => one.id);
  return failure.code === "display-name-taken" && failure.holder === "customer" && failure.holderId !== null ? [failure.holderId] : [];
}

/** Whether the account looks at choices of this kind at all. */
export function usesChoices({ customerMatching, itemMatching }: BooksSettings, kind: ChoiceKind): boolean {
  if (kind === "term" || kind === "tax-code") return true;
  return kind === "customer" ? customerMatching.includes("saved-link") : itemMatching.includes("saved-link");
}
