/** The shell of the simulators' pages: one plain style, light and dark, nothing loaded from elsewhere. */
import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

/** One page. `nav` = links at the top; the current one is marked. */
export function page(options: { title: string; product: string; nav: { href: string; label: string }[]; current: string; body: Html | Html[]; accent?: string }): Html {
  const links = options.nav.map(
    (link) => html`<a href="${link.href}" ${link.href === options.current ? raw('aria-current="page"') : ""}>${link.label}</a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title} · ${options.product}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(style(options.accent ?? "#1f7a4d"))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>
          <strong>${options.product}</strong><span class="tag">simulator</span>
          <nav aria-label="Pages">${links}</nav>
        </header>
        <main id="main">
          <h1>${options.title}</h1>
          ${options.body}
        </main>
      </body>
    </html>`;
}

function style(accent: string): string {
  return `
:root{color-scheme:light dark;--accent:${accent};--bg:light-dark(#f6f7f9,#14171c);--card:light-dark(#fff,#1c2027);--text:light-dark(#1b2129,#e8ebef);
--dim:light-dark(#59636f,#9aa5b1);--line:light-dark(#dfe3e8,#303742)}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}
header{display:flex;gap:.75rem;align-items:center;flex-wrap:wrap;padding:.75rem 1.25rem;background:var(--card);border-bottom:3px solid var(--accent)}
header nav{display:flex;gap:.25rem;flex-wrap:wrap;margin-left:auto}header nav a{padding:.3rem .7rem;border-radius:6px;color:var(--text);text-decoration:none}
header nav a:hover{background:var(--bg)}header nav a[aria-current]{background:var(--accent);color:#fff}
.tag{font-size:12px;border:1px solid var(--line);border-radius:99px;padding:0 .5rem;color:var(--dim)}
main{max-width:1180px;margin:0 auto;padding:1.25rem}h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
a{color:light-dark(color-mix(in srgb,var(--accent) 85%,#000),color-mix(in srgb,var(--accent) 55%,#fff))}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem}.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(220px,1fr))}
.number{font-size:1.6rem;font-weight:600;font-variant-numeric:tabular-nums}.dim{color:var(--dim)}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
th,td{text-align:left;padding:.5rem .75rem;border-bottom:1px solid var(--line);vertical-align:top}th{font-size:13px;color:var(--dim);font-weight:600}
tr:last-child td{border-bottom:0}td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
form.inline{display:flex;gap:.6rem;align-items:end;flex-wrap:wrap}label{display:grid;gap:.15rem;font-size:13px;color:var(--dim)}
input,select,button{font:inherit;padding:.4rem .6rem;border:1px solid var(--line);border-radius:7px;background:var(--bg);color:var(--text)}
button{background:var(--accent);color:#fff;border-color:var(--accent);cursor:pointer}button.plain{background:transparent;color:var(--text);border-color:var(--line)}
:focus-visible{outline:3px solid color-mix(in srgb,var(--accent) 60%,#fff);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
.badge{display:inline-block;border-radius:99px;padding:0 .55rem;font-size:12px;border:1px solid var(--line)}
.badge.bad{background:light-dark(#fde8e6,#4d1f1c);border-color:transparent}.badge.good{background:light-dark(#e2f3e8,#173b27);border-color:transparent}
.paper{max-width:820px;margin:0 auto;background:var(--card);border:1px solid var(--line);border-radius:4px;padding:2.5rem}
.paper .top{display:flex;justify-content:space-between;gap:2rem;flex-wrap:wrap}.paper h2{font-size:2rem;letter-spacing:.06em;color:var(--accent);margin:0}
.paper table{border:0;margin:1.5rem 0}.paper dl{display:grid;grid-template-columns:auto auto;gap:.15rem 1rem;margin:0}.paper dt{color:var(--dim)}.paper dd{margin:0;text-align:right}
@media print{header,.noprint{display:none}body{background:#fff}.paper{border:0;padding:0}h1{display:none}}`;
}
