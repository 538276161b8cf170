/** The company at a glance: what it holds, what was called, and the knobs of the simulator. */
import { html, raw } from "hono/html";
import { Big } from "big.js";
import { answerFaultKinds, type FaultKind, faultKinds } from "../../parts/fault-plan.ts";
import { money } from "../money.ts";
import type { Simulator } from "../simulator.ts";
import { invoiceTable } from "./invoices.ts";
import { done, type Html, shell } from "./shell.ts";

const newest = 5;
const faultWords: Record<FaultKind, string> = {
  "429": "429, over the limit",
  "500": "500, system fault",
  "503": "503, HTML from the edge",
  slow: "slow (5 seconds)",
  "drop-before-commit": "cut off before anything was done",
  "drop-after-commit": "cut off after it was done",
  "expired-token": "401, token expired",
  "502": "502, a page of the edge",
  "504": "504, a page of the edge",
  "504-after-commit": "504 after it was done",
  truncated: "an answer that breaks off",
  "wrong-content-type": "a page instead of an answer",
  "200-with-fault": "a fault inside status 200",
  code: "an error code",
  "missing-scope": "403, a scope is missing",
};

export function overviewPage(simulator: Simulator, said: string | undefined): Html {
  const { company } = simulator;
  const info = company.single("CompanyInfo");
  const invoices = company.all("Invoice");
  const open = invoices.reduce((sum, invoice) => sum.plus(Number(invoice["Balance"])), new Big(0));
  return shell(String(info["CompanyName"]), "/", [
    done(said),
    html`<p class="dim">Company ${company.realmId}. A local stand-in for QuickBooks Online with sample data: nothing here leaves this machine.</p>`,
    tiles([
      ["Invoices", String(invoices.length), "/invoices"],
      ["Open balance", money(open.toFixed()), "/invoices"],
      ["Customers", String(company.count("Customer")), "/customers"],
      ["Products", String(company.count("Item")), "/items"],
      ["Vendors", String(company.count("Vendor")), "/vendors"],
    ]),
    html`<h2>Newest invoices</h2>`,
    invoices.length === 0 ? html`<div class="card empty dim">No invoices yet. They appear here as soon as one is created.</div>` : invoiceTable(invoices.slice(-newest).reverse()),
    html`<div class="halves">${callsCard(simulator)}${limitsCard(simulator)}${faultsCard(simulator)}${startOverCard()}</div>`,
  ]);
}

function tiles(facts: [string, string, string][]): Html {
  return html`<div class="grid">
    ${facts.map(([label, value, href]) => html`<div class="card"><div class="number">${value}</div><a href="${href}" class="small">${label}</a></div>`)}
  </div>`;
}

function callsCard({ counters }: Simulator): Html {
  const endpoints = Object.entries(counters.byEndpoint).sort(([, a], [, b]) => b - a);
  return html`<section class="card">
    <h2>Calls</h2>
    <dl class="facts">
      <dt>Metered</dt><dd>${counters.metered} <span class="dim small">reads, queries and batches: QuickBooks charges for these</span></dd>
      <dt>Free</dt><dd>${counters.free} <span class="dim small">single writes</span></dd>
      <dt>Over a limit</dt><dd>${counters.throttled}</dd>
      <dt>Planned faults</dt><dd>${counters.faults}</dd>
      ${endpoints.map(([endpoint, count]) => html`<dt class="small">${endpoint}</dt><dd class="small">${count}</dd>`)}
    </dl>
    <p class="small"><a href="/requests">Show the request log</a></p>
  </section>`;
}

function limitsCard({ settings: { throttles, latencyMs } }: Simulator): Html {
  return html`<section class="card">
    <h2>Limits and speed</h2>
    <form method="post" action="/settings">
      <div class="fields">
        <label class="check wide"><input type="checkbox" name="on" value="yes" ${throttles.on ? raw("checked") : ""} /> Refuse calls over the limits</label>
        ${numberField("perMinute", "Calls a minute", throttles.perMinute)} ${numberField("perSecond", "Calls a second", throttles.perSecond)}
        ${numberField("concurrent", "Calls at once", throttles.concurrent)} ${numberField("latencyMs", "Time an answer takes, ms", latencyMs)}
      </div>
      <div class="actions"><button>Save</button></div>
    </form>
  </section>`;
}

function numberField(name: string, label: string, value: number): Html {
  return html`<label>${label}<input name="${name}" type="number" min="0" required value="${value}" /></label>`;
}

function faultsCard({ faults }: Simulator): Html {
  const { rules = [], rates } = faults.settings();
  const left = faults.left();
  const planned = rules.flatMap((rule, index) => ((left[index] ?? 0) > 0 ? [`${faultWords[rule.kind]}, ${left[index]} more`] : []));
  const random = rates ? [`by chance: ${Object.entries(rates).map(([kind, rate]) => `${kind} ${Math.round(rate * 1000) / 10} %`).join(", ")}`] : [];
  return html`<section class="card">
    <h2>Trouble on demand</h2>
    <p class="small dim">The next calls meet this fault; nothing else changes.</p>
    <form class="inline" method="post" action="/faults">
      <label>Fault<select name="kind">${[...faultKinds, ...answerFaultKinds].map((kind) => html`<option value="${kind}">${faultWords[kind]}</option>`)}</select></label>
      <label>Calls<input name="times" type="number" min="1" max="1000" value="1" style="width:5.5rem" /></label>
      <button name="do" value="plan">Plan</button><button class="plain" name="do" value="clear">Clear</button>
    </form>
    <p class="small">${[...planned, ...random].join("; ") || "Nothing is planned."}</p>
  </section>`;
}

function startOverCard(): Html {
  return html`<section class="card">
    <h2>Start over</h2>
    <p class="small dim">Expiring the access tokens makes apps refresh them. A reset brings back the sample company and removes every invoice; connections survive.</p>
    <div class="actions">
      <form method="post" action="/expire-tokens"><button class="plain">Expire access tokens</button></form>
      <form method="post" action="/reset" class="inline">
        <label class="check"><input type="checkbox" name="sure" value="yes" required /> I am sure</label><button class="plain">Reset the company</button>
      </form>
    </div>
  </section>`;
}
