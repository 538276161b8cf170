/** The catalog: one line per action. */
import type { Action } from "./action.ts";
import { createInvoice } from "./create-invoice/create-invoice.ts";

const actions: readonly Action[] = [createInvoice];

/** The action of that kind; undefined = there is none. Its settings are opaque here: parse them with its own schema. */
export function actionOf(kind: string): Action | undefined {
  return actions.find((action) => action.kind === kind);
}
