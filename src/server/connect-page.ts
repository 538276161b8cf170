/** The page that says why a connection did not come about. Plain, because it stands outside the web app. */
import { html, raw } from "hono/html";
import { languageNow, said } from "./language.ts";

const style = `
  :root { color-scheme: light dark; --ink: #1c2024; --dim: #5b636b; --line: #dfe3e6; --paper: #fff; --ground: #f6f7f8; --link: #3b4bbd; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --dim: #a0a8af; --line: #32383d; --paper: #1c2024; --ground: #131618; --link: #a9b7f8; } }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 12vh auto 0; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
  h1 { margin: 0 0 .75rem; font-size: 1.375rem; }
  p { margin: 0 0 1.25rem; color: var(--dim); }
  a { color: var(--link); font-weight: 550; }
  @media (max-width: 36rem) { main { margin: 1rem; padding: 1.25rem; } }`;

/** Why, in words, and the way back. */
export function notConnectedPage(why: string) {
  return html`<!doctype html>
    <html lang="${languageNow()}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${said("Not connected")} · Ledgerline</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${said("Not connected")}</h1>
          <p>${why}</p>
          <a href="/connections">${said("Back to the connections")}</a>
        </main>
      </body>
    </html>`;
}
