/** The fixed texts of actions in Dutch. */
import { crmActionTexts } from "./crm-actions.ts";
import { documentActionTexts } from "./document-actions.ts";
import { flowActionTexts } from "./flow-actions.ts";
import { reasonTexts } from "./reasons.ts";

/** By their English texts. */
export const actionTexts: Readonly<Record<string, string>> = { ...documentActionTexts, ...flowActionTexts, ...crmActionTexts, ...reasonTexts };

/** A text of an action in Dutch; one that is none stays as it is. */
export function actionTextInDutch(text: string): string {
  return Object.hasOwn(actionTexts, text) ? (actionTexts[text] ?? text) : text;
}
