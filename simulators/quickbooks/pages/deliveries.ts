/** What webhooks were delivered, newest first: where to, what was answered, and what they said. */
import { html } from "hono/html";
import type { Simulator } from "../simulator.ts";
import type { Delivery } from "../webhooks.ts";
import { type Html, shell, table } from "./shell.ts";

const mostRows = 100;
const badges: Record<Delivery["state"], string> = { taken: "good", waiting: "warn", "given-up": "bad" };

export function deliveriesPage({ webhooks }: Simulator): Html {
  const { url } = webhooks.settings();
  const where = url === "" ? html`Nobody is told of changes; an address is set with <code>PUT /simulator/webhooks</code>.` : html`Told of changes: <code>${url}</code>`;
  const deliveries = webhooks.deliveries().slice(0, mostRows);
  if (deliveries.length === 0) return shell("Webhooks", "/deliveries", html`<div class="card empty dim">${where}<br />Nothing was delivered yet.</div>`);
  return shell("Webhooks", "/deliveries", [
    html`<div class="bar"><span class="dim">${where}</span><a class="button plain" href="/deliveries">Refresh</a></div>`,
    table("Deliveries", ["First try (UTC)", "State", "#Changes", "#Tries", "Last answer", "Body"], deliveries.map(row)),
  ]);
}

function row({ state, attempts, events, body }: Delivery): Html {
  const last = attempts.at(-1);
  return html`<tr>
    <td>${attempts[0]?.at.slice(11, 23) ?? ""}</td>
    <td><span class="badge ${badges[state]}">${state}</span></td>
    <td class="num">${events}</td>
    <td class="num">${attempts.length}</td>
    <td>${last === undefined ? "" : `${last.outcome} after ${last.ms} ms`}</td>
    <td><details><summary>Show</summary><pre>${body}</pre></details></td>
  </tr>`;
}
