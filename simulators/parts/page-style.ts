/** The style sheet of the simulators' pages. */

/** `accent` = a colour that white text can be read on. */
export function style(accent: string): string {
  return `
:root{color-scheme:light dark;--accent:${accent};--bg:light-dark(#f4f5f7,#12151a);--card:light-dark(#fff,#1a1e25);--text:light-dark(#1a2027,#e7eaee);
--dim:light-dark(#56606c,#9ba6b3);--line:light-dark(#dde1e6,#2d343e);--soft:light-dark(#eef0f3,#232932);
--link:light-dark(color-mix(in srgb,var(--accent) 88%,#000),color-mix(in srgb,var(--accent) 45%,#fff))}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{display:flex;gap:.5rem 1.5rem;align-items:center;flex-wrap:wrap;padding:.6rem 1.5rem;background:var(--card);border-bottom:1px solid var(--line);box-shadow:inset 0 3px 0 var(--accent)}
.brand{display:flex;gap:.55rem;align-items:center;white-space:nowrap}.mark{display:grid;place-items:center;width:28px;height:28px;border-radius:8px;background:var(--accent);color:#fff;font-weight:700}
header nav{display:flex;gap:.15rem;flex-wrap:wrap;margin-left:auto}header nav a{padding:.35rem .75rem;border-radius:7px;color:var(--text);text-decoration:none}
header nav a:hover{background:var(--soft)}header nav a[aria-current]{background:var(--accent);color:#fff}
.tag{font-size:12px;border:1px solid var(--line);border-radius:99px;padding:0 .5rem;color:var(--dim)}
main{max-width:1180px;margin:0 auto;padding:1.5rem 1.5rem 3rem}h1{font-size:1.6rem;line-height:1.25;letter-spacing:-.01em;margin:.2rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2rem 0 .6rem}.card>h2:first-child{margin-top:0}p{margin:.4rem 0}a{color:var(--link)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem}.card+.card,.stack>*+*{margin-top:1rem}
.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,170px),1fr))}.grid>.card+.card{margin-top:0}
.halves{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));margin-top:1rem}.halves>.card+.card{margin-top:0}
.number{font-size:1.6rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}.dim{color:var(--dim)}.small{font-size:13px}
.bar{display:flex;gap:.75rem;align-items:end;justify-content:space-between;flex-wrap:wrap;margin:0 0 1rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:12px;background:var(--card)}table{width:100%;border-collapse:collapse}
th,td{text-align:left;padding:.6rem .9rem;border-bottom:1px solid var(--line);vertical-align:top}
th{font-size:13px;color:var(--dim);font-weight:600;background:var(--soft);white-space:nowrap}tbody tr:hover{background:color-mix(in srgb,var(--soft) 60%,transparent)}
tr:last-child td{border-bottom:0}td.num,th.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.wrap{overflow-wrap:anywhere;min-width:16rem}
td.path{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px;overflow-wrap:anywhere;min-width:18rem}
form.inline{display:flex;gap:.6rem;align-items:end;flex-wrap:wrap}.fields{display:grid;gap:.9rem 1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,240px),1fr))}
.fields .wide{grid-column:1/-1}.actions{display:flex;gap:.6rem;flex-wrap:wrap;margin-top:1.1rem}
label{display:grid;gap:.2rem;font-size:13px;color:var(--dim)}label.check{display:flex;gap:.5rem;align-items:center;color:var(--text);font-size:15px}form.inline label.check{align-self:center}
input,select,textarea,button,.button{font:inherit;font-size:15px;padding:.45rem .7rem;border:1px solid var(--line);border-radius:8px;background:light-dark(#fff,#12151a);color:var(--text);max-width:100%}
input,select,textarea{border-color:light-dark(#8a949f,#5d6875)}input[type=checkbox]{width:18px;height:18px;accent-color:var(--accent)}
button,.button{background:var(--accent);color:#fff;border-color:var(--accent);cursor:pointer;text-decoration:none;display:inline-block;font-weight:550}
button:hover,.button:hover{filter:brightness(1.08)}button.plain,.button.plain{background:transparent;color:var(--text);border-color:light-dark(#b3bac2,#4a5461)}
button.plain:hover,.button.plain:hover{background:var(--soft);filter:none}
:focus-visible{outline:3px solid color-mix(in srgb,var(--accent) 60%,#fff);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem;z-index:1}
.badge{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:12.5px;font-weight:550;border:1px solid var(--line);white-space:nowrap}
.badge.bad{background:light-dark(#fde7e5,#4a1f1c);color:light-dark(#8f1d14,#ffb4ab);border-color:transparent}
.badge.good{background:light-dark(#dff2e6,#16371f);color:light-dark(#14612f,#93dcae);border-color:transparent}
.badge.warn{background:light-dark(#fdf0d0,#40320f);color:light-dark(#7a4b00,#f3cd77);border-color:transparent}
.notice{border-radius:10px;padding:.75rem 1rem;margin:0 0 1rem;border:1px solid light-dark(#f0b8b2,#6d2d28);background:light-dark(#fdf0ee,#2f1a18)}
.notice.good{border-color:light-dark(#a9d8ba,#285c3a);background:light-dark(#edf8f1,#14261a)}
.empty{text-align:center;padding:3rem 1rem}dl.facts{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1.25rem;margin:0}dl.facts dt{color:var(--dim)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.paper{max-width:840px;margin:0 auto;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:clamp(1.25rem,5vw,3rem);box-shadow:0 8px 30px rgb(0 0 0/.06)}
.paper .top{display:flex;justify-content:space-between;gap:1.5rem 2rem;flex-wrap:wrap}.paper h2{font-size:2rem;letter-spacing:.06em;color:var(--link);margin:0;line-height:1.1}
.paper .scroll{border-radius:0;border-width:0 0 1px;margin:1.75rem 0 1.25rem;background:none}.paper th{background:none;border-bottom:2px solid var(--text);color:var(--text)}
.paper th:first-child,.paper td:first-child{padding-left:0}.paper th:last-child,.paper td:last-child{padding-right:0}
.paper dl{display:grid;grid-template-columns:auto auto;gap:.2rem 1.25rem;margin:0;align-content:start}.paper dt{color:var(--dim)}.paper dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
.paper .total{font-size:1.25rem;font-weight:650;color:var(--text)}
@media print{@page{margin:18mm}:root{color-scheme:light}header,.noprint,h1{display:none}body,.paper{background:#fff}main{padding:0;max-width:none}.paper{border:0;padding:0;box-shadow:none;max-width:none}}
code{overflow-wrap:anywhere}
@media (prefers-reduced-motion:no-preference){button,.button,header nav a{transition:background .12s,filter .12s}}`;
}
