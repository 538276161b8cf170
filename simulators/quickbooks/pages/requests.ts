/** The request log, newest first. */
import { html } from "hono/html";
import type { LoggedRequest, Simulator } from "../simulator.ts";
import { type Html, shell, table } from "./shell.ts";

const mostRows = 200;

export function requestsPage({ requests }: Simulator): Html {
  if (requests.length === 0) return shell("Request log", "/requests", html`<div class="card empty dim">No requests yet.</div>`);
  const rows = requests.slice(-mostRows).reverse();
  return shell("Request log", "/requests", [
    html`<div class="bar"><span class="dim">The newest ${rows.length}. Metered calls are those QuickBooks charges for.</span><a class="button plain" href="/requests">Refresh</a></div>`,
    table("Requests", ["Time (UTC)", "Method", "Path", "Status", "#ms", "Cost", "Fault"], rows.map(row)),
  ]);
}

function row(one: LoggedRequest): Html {
  return html`<tr>
    <td>${one.at.slice(11, 23)}</td>
    <td>${one.method}</td>
    <td class="path">${readable(one.path)}</td>
    <td><span class="badge ${one.status === 200 ? "good" : "bad"}">${one.status}</span></td>
    <td class="num">${one.ms.toFixed(1)}</td>
    <td>${one.metered ? html`<span class="badge warn">metered</span>` : html`<span class="dim">free</span>`}</td>
    <td>${one.fault ?? ""}</td>
  </tr>`;
}

/** The path after the company, with its query in plain text. */
function readable(path: string): string {
  const short = path.replace(/^\/v3\/company\/[^/]*/, "");
  try {
    return decodeURIComponent(short);
  } catch {
    return short;
  }
}
