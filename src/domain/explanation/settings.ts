/** In words: the settings of a step. */
import type { SettingsFailure } from "../failure.ts";
import type { Words } from "./said.ts";

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
  "income-account-missing": (failure) => ({
    happened: "The step creates missing products, but no income account is chosen for them.",
    why: "A QuickBooks product needs the account its income goes to.",
    doThis: "Choose the income account in the step, or set \"Create product if it does not exist\" to No, then retry.",
    field: failure.field,
  }),
};
