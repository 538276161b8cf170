/** The settings of a set of books' allowance. */
import { api } from "./api.ts";
import { noteDown } from "./audit.ts";
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
  const bursts = settings.burstAfterSeconds === null ? "never in batches" : `in batches after ${settings.burstAfterSeconds} seconds`;
  await noteDown(parts, caller, `set the allowance to ${settings.monthlyMeteredBudget} metered calls a month, ${settings.batchesPerMinute} batches a minute, ${bursts}`, books.id);
  return connectionRow(parts, { ...books, settings });
});
