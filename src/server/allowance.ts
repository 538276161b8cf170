/** The settings of a set of books' allowance. */
import type { BooksSettings } from "#domain/books-settings.ts";
import { api } from "./api.ts";
import { type Deed, deed, noteDown } from "./audit.ts";
import { connectionRow } from "./connections.ts";

/** Saves what was given; the rest stays. Turns ask for the settings each time, so all processes keep them at once. */
export const saveAllowance = api.connections.saveAllowance.handler(async ({ input, errors, context: { parts, caller } }) => {
  const books = (await parts.store.connections(caller.workspaceId)).find((one) => one.id === input.id);
  if (books?.role !== "books") throw errors.NOT_FOUND();
  const settings = {
    ...books.settings,
    monthlyMeteredBudget: input.monthlyMeteredBudget ?? books.settings.monthlyMeteredBudget,
    batchCost: input.batchCost ?? books.settings.batchCost,
    batchesPerMinute: input.batchesPerMinute ?? books.settings.batchesPerMinute,
    burstAfterSeconds: input.burstAfterSeconds === undefined ? books.settings.burstAfterSeconds : input.burstAfterSeconds,
  };
  await parts.store.saveBooksSettings(books.id, settings);
  await noteDown(parts, caller, allowanceDeed(settings), books.id);
  return connectionRow(parts, { ...books, settings });
});

function allowanceDeed({ monthlyMeteredBudget: calls, batchesPerMinute: batches, burstAfterSeconds: seconds }: BooksSettings): Deed {
  if (seconds === null) return deed("set the allowance to {calls} metered calls a month, {batches} batches a minute, never in batches", { calls, batches });
  return deed("set the allowance to {calls} metered calls a month, {batches} batches a minute, in batches after {seconds} seconds", { calls, batches, seconds });
}
