/** The shell of the simulators' pages: one plain style, light and dark, nothing loaded from elsewhere. */
import { html, raw } from "hono/html";
import { style } from "./page-style.ts";

type Html = ReturnType<typeof html>;

export interface PageOptions {
  title: string;
  product: string;
  /** Links at the top; the one whose address is `current` is marked. */
  nav: { href: string; label: string }[];
  current: string;
  body: Html | Html[];
  /** A colour that white text can be read on. */
  accent?: string;
}

/** One page. */
export function page(options: PageOptions): Html {
  const links = options.nav.map(
    (link) => html`<a href="${link.href}" ${link.href === options.current ? raw('aria-current="page"') : ""}>${link.label}</a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${options.title} · ${options.product}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(style(options.accent ?? "#1f7a4d"))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>
          <span class="brand"><span class="mark" aria-hidden="true">${options.product.slice(0, 1)}</span><strong>${options.product}</strong><span class="tag">simulator</span></span>
          ${links.length > 0 ? html`<nav aria-label="Pages">${links}</nav>` : ""}
        </header>
        <main id="main">
          <h1>${options.title}</h1>
          ${options.body}
        </main>
      </body>
    </html>`;
}
