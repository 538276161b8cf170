/** In words: products and customers that could not be matched. */
import type { MatchingFailure } from "../failure.ts";
import type { Words } from "./said.ts";

export const matchingWords: Words<MatchingFailure> = {
  "item-not-found": (failure) => ({
    happened: `QuickBooks has no product "${failure.lineName}"${failure.sku ? ` (SKU ${failure.sku})` : ""}.`,
    why: failure.canCreate
      ? "The product could not be matched by SKU or name."
      : "Every line must match a QuickBooks product, and this step is set not to create missing ones; nothing was written.",
    doThis: "Add the product in QuickBooks with this SKU or name, or set \"Create product if it does not exist\" to Yes, then retry.",
    field: "createMissingItems",
    who: "bookkeeper",
  }),
  "item-inactive": (failure) => ({
    happened: `The QuickBooks product "${failure.itemName}" for line "${failure.lineName}" is inactive.`,
    why: "Inactive products are never used silently.",
    doThis: "Make the product active in QuickBooks, or change the line item, then retry.",
    who: "bookkeeper",
  }),
  "items-ambiguous": (failure) => ({
    happened: `More than one QuickBooks product matches "${failure.lineName}": ${failure.candidates.map((c) => c.name).join(", ")}.`,
    why: "Two products match equally well, and the choice changes which account the income goes to.",
    doThis: "Make SKUs or names unique in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "item-name-unusable": (failure) => ({
    happened: `"${failure.lineName}" cannot become a QuickBooks product name.`,
    why: failure.reason === "too-long" ? "QuickBooks product names have at most 100 characters." : "QuickBooks product names may not contain a colon, tab or line break.",
    doThis: "Shorten or change the line item's name, or add the product in QuickBooks with the same SKU, then retry.",
  }),
  "customer-inactive": (failure) => ({
    happened: `The QuickBooks customer "${failure.customerName}" is inactive.`,
    why: "Inactive customers are never used silently.",
    doThis: "Make the customer active in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "customers-ambiguous": (failure) => ({
    happened: `More than one QuickBooks customer matches ${failure.contactName}: ${failure.candidates.map((c) => `${c.name} (${c.id})`).join(", ")}.`,
    why: "They have the same first name, last name and e-mail; billing the wrong one cannot be undone quietly.",
    doThis: "Merge the duplicates or make one inactive in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "display-name-taken": (failure) => ({
    happened: `The name "${failure.displayName}" is already used by a ${failure.holder} in QuickBooks.`,
    why: "QuickBooks names are unique across customers, vendors and employees, and two of them are never merged silently.",
    doThis: `Rename the ${failure.holder} in QuickBooks (for example "${failure.displayName} (${failure.holder})") or the contact in the CRM, then retry.`,
    who: "bookkeeper",
  }),
  "display-name-unusable": (failure) => ({
    happened: `"${failure.displayName.slice(0, 80)}${failure.displayName.length > 80 ? "…" : ""}" cannot become a QuickBooks customer name.`,
    why: failure.reason === "too-long" ? "QuickBooks takes names of at most 100 characters each and display names of at most 500." : "QuickBooks names may not contain a colon, tab or line break.",
    doThis: "Shorten or change the contact's name, then retry.",
  }),
};
