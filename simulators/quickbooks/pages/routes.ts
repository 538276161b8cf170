/** The pages' routes. */
import { Hono } from "hono";
import type { FaultKind } from "../../parts/fault-plan.ts";
import { changedSettings } from "../settings.ts";
import type { Simulator } from "../simulator.ts";
import { saveEntry } from "./entry-form.ts";
import { doWithInvoice } from "./invoice-deeds.ts";
import { invoicesPage } from "./invoices.ts";
import { entryPage, type FormValues, listPage, type ListPage, listPages } from "./lists.ts";
import { overviewPage } from "./overview.ts";
import { invoicePage, noInvoicePage } from "./printed-invoice.ts";
import { deliveriesPage } from "./deliveries.ts";
import { requestsPage } from "./requests.ts";
import { noTransactionPage, transactionPage, transactionsPage } from "./transactions.ts";

const slowMs = 5_000;

export function pageRoutes(simulator: Simulator): Hono {
  const routes = new Hono();
  routes.get("/", (c) => c.html(overviewPage(simulator, c.req.query("done"))));
  routes.get("/requests", (c) => c.html(requestsPage(simulator)));
  routes.get("/deliveries", (c) => c.html(deliveriesPage(simulator)));
  routes.get("/invoices", (c) => c.html(invoicesPage(simulator, c.req.query("q") ?? "", Math.max(1, Number(c.req.query("page")) || 1), c.req.query("done"))));
  routes.get("/app/invoice", (c) => {
    const invoice = simulator.company.find("Invoice", c.req.query("txnId") ?? "");
    return invoice ? c.html(invoicePage(simulator.company, invoice, c.req.query("done"))) : c.html(noInvoicePage(), 404);
  });
  routes.post("/app/invoice/:id/:deed", (c) => {
    const { id, deed } = c.req.param();
    const invoice = simulator.company.find("Invoice", id);
    const outcome = invoice && doWithInvoice(simulator.company, invoice, deed, simulator.clock.now());
    if (!invoice || !outcome) return c.html(noInvoicePage(), 404);
    if ("problem" in outcome) return c.html(invoicePage(simulator.company, invoice, undefined, outcome.problem), 422);
    const back = simulator.company.find("Invoice", id) ? `/app/invoice?txnId=${id}&` : "/invoices?";
    return c.redirect(`${back}done=${encodeURIComponent(outcome.said)}`, 303);
  });
  routes.get("/transactions", (c) => c.html(transactionsPage(simulator)));
  routes.get("/app/:page", (c) => {
    const page = transactionPage(simulator.company, c.req.param("page"), c.req.query("txnId") ?? "");
    return page ? c.html(page) : c.html(noTransactionPage(), 404);
  });
  for (const list of listPages) addListRoutes(routes, simulator, list);
  addControls(routes, simulator);
  return routes;
}

function addListRoutes(routes: Hono, simulator: Simulator, list: ListPage): void {
  routes.get(`/${list.path}`, (c) => c.html(listPage(simulator.company, list, c.req.query("q") ?? "", c.req.query("done"))));
  if (list.noun === null) return;
  routes.get(`/${list.path}/:id`, (c) => {
    const entity = simulator.company.find(list.name, c.req.param("id"));
    return entity || c.req.param("id") === "new" ? c.html(entryPage(simulator.company, list, entity)) : c.notFound();
  });
  routes.post(`/${list.path}/:id`, async (c) => {
    const entity = simulator.company.find(list.name, c.req.param("id"));
    if (!entity && c.req.param("id") !== "new") return c.notFound();
    const values = await c.req.parseBody<FormValues>();
    const problem = saveEntry(simulator.company, list, entity, values, simulator.clock.now());
    if (problem !== null) return c.html(entryPage(simulator.company, list, entity, { values, problem }), 422);
    return c.redirect(`/${list.path}?done=${encodeURIComponent(entity ? "Saved." : `The ${list.noun} was added.`)}`, 303);
  });
}

function addControls(routes: Hono, simulator: Simulator): void {
  const back = (words: string): string => `/?done=${encodeURIComponent(words)}`;
  routes.post("/settings", async (c) => {
    const { on, latencyMs, ...limits } = await c.req.parseBody<FormValues>();
    const throttles = { on: on === "yes", ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, Number(value)])) };
    const outcome = changedSettings(simulator.settings, { latencyMs: Number(latencyMs), throttles });
    if ("problem" in outcome) return c.redirect(back(outcome.problem), 303);
    simulator.settings = outcome.settings;
    simulator.changed();
    return c.redirect(back("The settings were saved."), 303);
  });
  routes.post("/faults", async (c) => {
    const { do: what, kind, times } = await c.req.parseBody<FormValues>();
    if (what === "clear") simulator.faults.clear();
    else simulator.faults.set({ rules: [{ kind: kind as FaultKind, times: Math.max(1, Number(times) || 1), ms: slowMs }] });
    return c.redirect(back(what === "clear" ? "No faults are planned any more." : "The fault is planned."), 303);
  });
  routes.post("/expire-tokens", (c) => {
    simulator.oauth.expireAll();
    return c.redirect(back("Every access token has expired; apps must refresh theirs."), 303);
  });
  routes.post("/reset", (c) => {
    simulator.reset();
    return c.redirect(back("The sample company is back as it was on the first day."), 303);
  });
}
