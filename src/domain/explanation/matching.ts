/** In words: products and customers that could not be matched. */
import type { CustomerKey } from "../books-settings.ts";
import type { MatchingFailure } from "../failure.ts";
import type { Words } from "./said.ts";

/** What customers that match equally share. */
const sameness: Readonly<Record<CustomerKey, string>> = {
  "saved-link": "saved link",
  "books-id-property": "id",
  email: "e-mail",
  "name-and-email": "name and e-mail",
  "company-name": "company name",
  "display-name": "display name",
};

export const matchingWords: Words<MatchingFailure> = {
  "item-not-found": (failure) => ({
    happened: `QuickBooks has no product "${failure.lineName}"${failure.sku ? ` (SKU ${failure.sku})` : ""}.`,
    why: failure.canCreate
      ? "The product could not be matched by SKU or name."
      : "Every line must match a QuickBooks product, and this step is set not to create missing ones; nothing was written.",
    doThis: "Choose the QuickBooks product for it, add it in QuickBooks with this SKU or name, or set \"Create product if it does not exist\" to Yes, then retry.",
    field: "createMissingItems",
    who: "bookkeeper",
  }),
  "item-inactive": (failure) => ({
    happened: `The QuickBooks product "${failure.itemName}" for line "${failure.lineName}" is inactive.`,
    why: "Inactive products are never used silently.",
    doThis: "Choose another product, or make this one active in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "items-ambiguous": (failure) => ({
    happened: `More than one QuickBooks product matches "${failure.lineName}": ${failure.candidates.map((c) => c.name).join(", ")}.`,
    why: "Two products match equally well, and the choice changes which account the income goes to.",
    doThis: "Choose one of them; the choice is kept for the next documents. Or make SKUs or names unique in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "item-name-unusable": (failure) => ({
    happened: `"${failure.lineName}" cannot become a QuickBooks product name.`,
    why: failure.reason === "too-long" ? "QuickBooks product names have at most 100 characters." : "QuickBooks product names may not contain a colon, tab or line break.",
    doThis: "Choose the QuickBooks product for it, or shorten or change the line item's name, then retry.",
  }),
  "customer-inactive": (failure) => ({
    happened: `The QuickBooks customer "${failure.customerName}" is inactive.`,
    why: "Inactive customers are never used silently.",
    doThis: "Make the customer active in QuickBooks, or choose another one, then retry.",
    who: "bookkeeper",
  }),
  "customers-ambiguous": (failure) => ({
    happened: `More than one QuickBooks customer matches ${failure.contactName}: ${failure.candidates.map((c) => `${c.name} (${c.id})`).join(", ")}.`,
    why: `They have the same ${sameness[failure.matchedBy]}; billing the wrong one cannot be undone quietly.`,
    doThis: "Choose one of them; the choice is kept for the next documents. Or merge the duplicates in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "display-name-taken": (failure) => ({
    happened: `The name "${failure.displayName}" is already used by a ${failure.holder} in QuickBooks.`,
    why: "QuickBooks names are unique across customers, vendors and employees, and two of them are never merged silently.",
    doThis: `Choose the customer for it${failure.holder === "customer" ? " if it is the same one" : ""}, rename the ${failure.holder} in QuickBooks, or let the account add a number or the e-mail to taken names, then retry.`,
    who: "bookkeeper",
  }),
  "display-name-unusable": (failure) => ({
    happened: `"${failure.displayName.slice(0, 80)}${failure.displayName.length > 80 ? "…" : ""}" cannot become a QuickBooks customer name.`,
    why: failure.reason === "too-long" ? "QuickBooks takes names of at most 100 characters each and display names of at most 500." : "QuickBooks names may not contain a colon, tab or line break.",
    doThis: "Shorten or change the name in the CRM, or choose the customer for it, then retry.",
  }),
  "customer-id-unknown": (failure) => ({
    happened: `${failure.crmName} has the QuickBooks id ${failure.booksId} in "${failure.property}", and QuickBooks has no such customer.`,
    why: "The id says which customer is meant, so no other one is taken or created instead.",
    doThis: "Correct or empty the property in the CRM, or choose the customer for it, then retry.",
  }),
  "customer-too-deep": (failure) => ({
    happened: `"${failure.customerName}" cannot be put under "${failure.parentName}".`,
    why: "QuickBooks customers have at most five levels.",
    doThis: "Choose the customer for it, or move the parent up in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
};
