/** Finds English in a page that is shown in Dutch: texts of ours that were not translated, and sentences that nobody marked as texts. */
import { fileURLToPath } from "node:url";
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import type { Page } from "playwright-core";
import { dutchOf } from "../../src/server/dutch/dutch.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Words that stand in nearly every English sentence and in no Dutch one. */
const englishWords = /(?<![\p{L}{}._/-])(the|and|with|this|that|these|those|from|which|there|their|have|has|are|not|you|your|when|cannot|could|would|should|for|its|each|every|been|before|after|only|must|nothing|nobody|to|by|if|than)(?![\p{L}{}_/-])/iu;

/** Answers whether a text of a page is English. `names` = what people and other systems called things. */
export async function englishDetector(names: readonly string[]): Promise<(text: string) => boolean> {
  const [catalog] = await getCatalogs(getConfig({ cwd: root, configPath: `${root}lingui.config.ts` }));
  if (catalog === undefined) throw new Error("lingui.config.ts names no catalog");
  const [english, dutch] = [(await catalog.read("en")) ?? {}, (await catalog.read("nl")) ?? {}];
  const dutchTexts = new Set(Object.values(dutch).map((one) => one.translation ?? ""));
  const translated = new Set(Object.entries(english).flatMap(([id, { translation = "" }]) => (dutch[id]?.translation === translation ? [] : [translation])));
  const isOurs = (text: string): boolean => !dutchTexts.has(text) && (translated.has(text) || (dutchOf(text) ?? text) !== text);
  const byLength = [...names].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  const known = new Set(names);
  return (text) => !known.has(text) && (isOurs(text) || englishWords.test(byLength.reduce((rest, name) => rest.replaceAll(name, " "), text)));
}

/** Runs in the page. */
const texts = `(() => {
  const isData = (element) => element.closest("pre, code, script, style, [translate=no]") !== null;
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node.parentElement !== null && !isData(node.parentElement)) found.push(node.textContent);
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const element of document.querySelectorAll("[" + name + "]")) if (!isData(element)) found.push(element.getAttribute(name));
  }
  return [...new Set(found.map((text) => (text ?? "").trim()).filter((text) => text !== ""))];
})()`;

/** What a page says, to the eye and to screen readers; not what is kept as data, code and addresses. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(texts);
}
