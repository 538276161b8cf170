/** In words: the settings of a step. */
import type { SettingsFailure } from "../failure.ts";
import type { ReferenceKind } from "../reference-kind.ts";
import type { Words } from "./said.ts";

const kindWords: Record<ReferenceKind, string> = {
  customer: "customer",
  vendor: "vendor",
  employee: "employee",
  item: "product",
  account: "account",
  class: "class",
  location: "location",
  term: "payment terms",
  "payment-method": "payment method",
  "tax-code": "tax code",
  "tax-rate": "tax rate",
};

export const settingsWords: Words<SettingsFailure> = {
  "setting-missing": (failure) => ({
    happened: `The step's "${failure.label}" is empty.`,
    why: "The step cannot run without it.",
    doThis: `Choose a value for "${failure.label}", then retry.`,
    field: failure.field,
  }),
  "setting-invalid": (failure) => ({
    happened: `The step's "${failure.label}" is not valid: ${failure.reason}.`,
    why: "The step cannot run with it.",
    doThis: `Correct "${failure.label}", then retry.`,
    field: failure.field,
  }),
  "account-gone": (failure) => ({
    happened: `The chosen account (${failure.accountId}) is no longer in QuickBooks, or is inactive.`,
    why: "It was deleted or made inactive after the step was set up.",
    doThis: "Choose another account in the step, or make it active again, then retry.",
    field: failure.field,
  }),
  "account-wrong-type": (failure) => ({
    happened: `The account "${failure.accountName}" is not ${failure.expected}.`,
    why: "QuickBooks accepts only that kind of account here.",
    doThis: "Choose another account in the step, then retry.",
    field: failure.field,
  }),
  "terms-gone": (failure) => ({
    happened: `The chosen payment terms (${failure.termsId}) are no longer in QuickBooks, or are inactive.`,
    why: "They were deleted or made inactive after the step was set up.",
    doThis: "Choose other payment terms in the step, then retry.",
    field: failure.field,
  }),
  "reference-gone": (failure) => ({
    happened: `The chosen ${kindWords[failure.kind]} (${failure.id}) is no longer in QuickBooks, or is inactive.`,
    why: "It was deleted or made inactive after it was chosen.",
    doThis: "Choose another one, or make it active again in QuickBooks, then retry.",
    field: failure.field,
  }),
  "name-unknown": (failure) => ({
    happened: `QuickBooks has no single active ${kindWords[failure.kind]} called "${failure.name}".`,
    why: `The step takes the ${kindWords[failure.kind]} by its name from the property "${failure.property}".`,
    doThis: "Correct the property, or give the name to exactly one in QuickBooks, then retry.",
  }),
  "terms-unknown": (failure) => ({
    happened: `QuickBooks has no active payment terms called "${failure.name}".`,
    why: `The step takes the payment terms by their name from the property "${failure.property}".`,
    doThis: "Choose which terms of QuickBooks are meant; the choice is kept. Or correct the property, then retry.",
    who: "bookkeeper",
  }),
  "feature-not-used": (failure) => ({
    happened: `The step sets a ${failure.feature === "shipping" ? "shipping amount" : failure.feature}, which the QuickBooks company does not use.`,
    why: "QuickBooks would lose it silently, or refuse the document.",
    doThis: `Switch it on in QuickBooks' account settings, or take it out of the step, then retry.`,
    field: failure.field,
    who: "bookkeeper",
  }),
  "income-account-missing": (failure) => ({
    happened: "The step creates missing products, but no income account is chosen for them.",
    why: "A QuickBooks product needs the account its income goes to.",
    doThis: "Choose the income account in the step, or set \"Create product if it does not exist\" to No, then retry.",
    field: failure.field,
  }),
};
