/** What people see when a one-time link does not work: plain HTML, since nobody is signed in. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { languageNow, said } from "./language.ts";

/** The whole page. */
export function signInRefusedPage(): HtmlEscapedString | Promise<HtmlEscapedString> {
  const [before, after] = said("For a new one, run {command} on the server and open the link it prints.").split("{command}");
  return html`<!doctype html>
<html lang="${languageNow()}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${said("Sign in to Ledgerline")}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
  code { background: color-mix(in srgb, currentColor 12%, transparent); padding: .15em .4em; border-radius: .3em; }
</style>
<main>
  <h1>${said("This sign-in link no longer works")}</h1>
  <p>${said("A link can be used once, within 15 minutes. This one was used before or has expired.")}</p>
  <p>${before}<code>npm run ledgerline -- sign-in-link</code>${after}</p>
</main>
</html>`;
}
