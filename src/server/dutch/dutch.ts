/** The fixed texts of the server in Dutch. */
import { actionTexts } from "#actions/dutch/dutch.ts";
import { operatorTexts } from "#domain/explanation/dutch/operators.ts";
import { accountSettingTexts } from "./account-settings.ts";
import { recipeTexts } from "./recipes.ts";
import { replyTexts } from "./replies.ts";
import { schemaTexts, shapeTexts } from "./shapes.ts";
import { workflowTexts } from "./workflows.ts";

const texts: Readonly<Record<string, string>> = { ...actionTexts, ...recipeTexts, ...accountSettingTexts, ...schemaTexts, ...shapeTexts, ...replyTexts, ...operatorTexts, ...workflowTexts };

/** The Dutch of an English text; undefined = there is none. */
export function dutchOf(text: string): string | undefined {
  return Object.hasOwn(texts, text) ? texts[text] : undefined;
}
