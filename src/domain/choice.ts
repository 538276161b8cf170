/** Choices that people make where matching found nothing, too much or nothing usable; a choice is kept as a saved link. */
import type { BooksSettings } from "./books-settings.ts";
import type { Failure } from "./failure.ts";
import type { LinkKind } from "./matching.ts";

/** The failures that a choice settles. */
type ChoiceFailure = Extract<Failure, { crmKey: string }>;

const kinds: Record<ChoiceFailure["code"], LinkKind> = {
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
};

/** The codes of failures that a choice of this kind settles. */
export function choiceCodes(kind: LinkKind): string[] {
  return Object.entries(kinds).flatMap(([code, one]) => (one === kind ? [code] : []));
}

/** What is to be chosen. */
export interface Choice {
  kind: LinkKind;
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
  }
}

function candidatesIn(failure: ChoiceFailure): string[] {
  if (failure.code === "customers-ambiguous" || failure.code === "items-ambiguous") return failure.candidates.map((one) => one.id);
  return failure.code === "display-name-taken" && failure.holder === "customer" && failure.holderId !== null ? [failure.holderId] : [];
}

/** Whether the account looks at saved links of this kind at all. */
export function usesLinks({ customerMatching, itemMatching }: BooksSettings, kind: LinkKind): boolean {
  return kind === "customer" ? customerMatching.includes("saved-link") : itemMatching.includes("saved-link");
}
