/** The deals by stage. Deals are moved with the mouse or with the select on each; the page follows what others change. */
import { Big } from "big.js";
import { html, raw } from "hono/html";
import { sumOf } from "./calculated.ts";
import { amount, type Html, personName, shell } from "./page-shell.ts";
import type { Pipeline, Stage } from "./pipelines.ts";
import type { Portal, StoredRecord } from "./portal.ts";

const mostCards = 60;

/** The whole page. */
export function boardPage(portal: Portal, pipelineId: string | undefined): Html {
  const pipeline = portal.pipelines.deals.find((one) => one.id === pipelineId) ?? (portal.pipelines.deals[0] as Pipeline);
  const links = portal.pipelines.deals.map((one) => html`<a href="/?pipeline=${one.id}" ${one.id === pipeline.id ? raw('aria-current="true"') : ""}>${one.label}</a> &nbsp;`);
  return shell("Deals", "/", [
    html`<p class="dim pipelines">${portal.name}, portal ${portal.portalId}. Sample data of a local stand-in for HubSpot. Pipelines: ${links}</p>`,
    html`<p class="said" role="status" id="said"></p>`,
    html`<div id="board" data-pipeline="${pipeline.id}">${board(portal, pipeline.id)}</div>`,
    html`<script>
      ${raw(script)}
    </script>`,
  ]);
}

/** The columns alone, as the page asks for them again and again. */
export function board(portal: Portal, pipelineId: string): Html {
  const pipeline = portal.pipelines.deals.find((one) => one.id === pipelineId);
  if (pipeline === undefined) return html``;
  const deals = Map.groupBy(portal.all("deals"), (deal) => deal.values["dealstage"]);
  return html`<div class="board" tabindex="0" role="group" aria-label="Deals by stage">${pipeline.stages.map((stage) => column(portal, pipeline, stage, deals.get(stage.id) ?? []))}</div>`;
}

/** The latest changes come first. */
function column(portal: Portal, pipeline: Pipeline, stage: Stage, deals: readonly StoredRecord[]): Html {
  const shown = deals.toSorted((a, b) => b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id)).slice(0, mostCards);
  const total = new Big(sumOf(deals.map((deal) => deal.values["amount"]))).toFixed(2);
  return html`<section class="column" data-stage="${stage.id}" aria-labelledby="stage-${stage.id}">
    <h2 id="stage-${stage.id}" title="${stage.label}">${stage.label}</h2>
    <p class="dim" data-part="total">${deals.length} ${deals.length === 1 ? "deal" : "deals"}, ${amount(total)}</p>
    <ol>
      ${shown.map((deal) => card(portal, pipeline, deal))}
    </ol>
    <p class="dim" data-part="more">${deals.length > shown.length ? `and ${deals.length - shown.length} more` : ""}</p>
  </section>`;
}

function card(portal: Portal, pipeline: Pipeline, deal: StoredRecord): Html {
  const [contactId] = portal.links.ids("deals", deal.id, "contacts");
  const contact = contactId === undefined ? undefined : portal.find("contacts", contactId);
  const { dealname = "", dealstage, quickbooks_invoice_number: number, quickbooks_invoice_id: invoiceId } = deal.values;
  return html`<li class="deal" draggable="true" data-deal="${deal.id}" data-version="${deal.updatedAt}">
    <a href="/deals/${deal.id}">${dealname}</a>
    <div class="row"><span>${amount(deal.values["amount"])}</span> <span class="dim">${contact ? personName(contact.values) : "no contact"}</span></div>
    ${invoiceId === undefined ? "" : html`<div><span class="badge good">Invoice ${number ?? invoiceId}</span></div>`}
    <form method="post" action="/deals/${deal.id}/stage" class="stage">
      <select name="stage" aria-label="Stage of ${dealname}">
        ${pipeline.stages.map((one) => html`<option value="${one.id}" ${one.id === dealstage ? "selected" : ""}>${one.label}</option>`)}
      </select>
      <noscript><button>Move</button></noscript>
    </form>
  </li>`;
}

/** Cards are replaced one by one and only when their deal changed, so that the focus and an open select stay. */
const script = `
const board = document.getElementById("board");
const said = document.getElementById("said");
let moving = null;

async function move(id, stage) {
  const answer = await fetch("/deals/" + id + "/stage", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" }, body: new URLSearchParams({ stage }) });
  const { message } = await answer.json();
  said.textContent = message;
  await refresh(id);
}

async function refresh(focusedDeal) {
  const answer = await fetch("/board?pipeline=" + board.dataset.pipeline);
  if (!answer.ok) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  const hadFocus = focusedDeal !== undefined && document.activeElement?.closest?.("[data-deal]")?.dataset.deal === focusedDeal;
  for (const column of fresh.content.querySelectorAll(".column")) update(board.querySelector('.column[data-stage="' + column.dataset.stage + '"]'), column, focusedDeal);
  if (hadFocus) board.querySelector('[data-deal="' + focusedDeal + '"] select')?.focus();
}

function update(column, fresh, changed) {
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const shown = column.querySelector('[data-part="' + part.dataset.part + '"]');
    if (shown.textContent !== part.textContent) shown.textContent = part.textContent;
  }
  const list = column.querySelector("ol");
  const wanted = [...fresh.querySelectorAll(".deal")];
  const ids = new Set(wanted.map((card) => card.dataset.deal));
  for (const card of [...list.children]) if (!ids.has(card.dataset.deal) && !isBusy(card, changed)) card.remove();
  let previous = null;
  for (const card of wanted) {
    let shown = board.querySelector('[data-deal="' + card.dataset.deal + '"]');
    if (!shown || (shown.dataset.version !== card.dataset.version && !isBusy(shown, changed))) {
      shown?.remove();
      shown = card;
    }
    const next = previous ? previous.nextSibling : list.firstChild;
    if (shown !== next && !isBusy(shown, changed)) list.insertBefore(shown, next);
    if (shown.parentNode === list) previous = shown;
  }
}

function isBusy(card, changed) {
  return card.dataset.deal !== changed && (card.contains(document.activeElement) || card === moving);
}

board.addEventListener("change", (event) => {
  const card = event.target.closest("[data-deal]");
  if (card) move(card.dataset.deal, event.target.value);
});
board.addEventListener("submit", (event) => event.preventDefault());
board.addEventListener("dragstart", (event) => {
  moving = event.target.closest("[data-deal]");
  moving?.setAttribute("data-moving", "");
  event.dataTransfer.setData("text/plain", moving?.dataset.deal ?? "");
  event.dataTransfer.effectAllowed = "move";
});
board.addEventListener("dragend", () => {
  moving?.removeAttribute("data-moving");
  moving = null;
  for (const one of board.querySelectorAll(".over")) one.classList.remove("over");
});
board.addEventListener("dragover", (event) => {
  const column = event.target.closest(".column");
  if (!column || !moving) return;
  event.preventDefault();
  for (const one of board.querySelectorAll(".over")) if (one !== column) one.classList.remove("over");
  column.classList.add("over");
});
board.addEventListener("drop", (event) => {
  const column = event.target.closest(".column");
  if (!column || !moving) return;
  event.preventDefault();
  const id = moving.dataset.deal;
  moving.removeAttribute("data-moving");
  moving = null;
  column.classList.remove("over");
  move(id, column.dataset.stage);
});
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 2000);
`;
