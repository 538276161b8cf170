/** In words: what the books said no to. */
import type { BooksRefusal } from "../failure.ts";
import type { Words } from "./said.ts";

export const refusalWords: Words<BooksRefusal> = {
  "books-subscription-ended": (failure) => ({
    happened: "QuickBooks refuses new data because the company's subscription or trial has ended.",
    why: failure.vendor.message,
    doThis: "Renew the QuickBooks subscription, then retry.",
    who: "bookkeeper",
  }),
  "books-refused": (failure) => ({
    happened: `QuickBooks refused it: ${failure.vendor.message}`,
    why: `QuickBooks answered with code ${failure.vendor.code ?? "none"}; nothing was written.`,
    doThis: "Correct what QuickBooks names, then retry.",
  }),
  "document-number-taken": (failure) => ({
    happened: `The document number ${failure.number} is already used in QuickBooks.`,
    why: "The company gives its own numbers, and each may be used once.",
    doThis: "Free the number in QuickBooks or let QuickBooks assign numbers, then retry.",
    who: "bookkeeper",
  }),
};
