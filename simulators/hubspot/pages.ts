/** Pages to look inside the portal and to work in it as a person would. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { byHand } from "./app.ts";
import { board, boardPage } from "./board-page.ts";
import { companiesPage, paymentsPage, quotesPage } from "./commerce-pages.ts";
import { WrongInput } from "./control-input.ts";
import { dealPage, quickBooksPanel } from "./deal-page.ts";
import type { SimulatorEnv } from "./gate.ts";
import { contactPage, contactsPage, deliveriesPage, productsPage, recordPage, requestsPage } from "./list-pages.ts";
import { type TypeName, typeNamed } from "./object-types.ts";
import { shell } from "./page-shell.ts";
import { addPayment, paymentIn, settle, settlementIn } from "./payments.ts";
import type { StoredRecord } from "./portal.ts";
import { sign } from "./quotes.ts";
import type { Simulator } from "./simulator.ts";
import { checkedNewValues, checkedValues } from "./values.ts";
import { Refusal } from "./vendor-errors.ts";
import { workflowPageRoutes } from "./workflow-routes.ts";

/** The page routes. */
export function pageRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  const found = (type: TypeName, id: string): StoredRecord | undefined => simulator().portal.find(type, id);

  routes.get("/", (c) => c.html(boardPage(simulator().portal, c.req.query("pipeline"))));
  routes.get("/board", (c) => c.html(board(simulator().portal, c.req.query("pipeline") ?? "default")));
  routes.get("/contacts", (c) => c.html(contactsPage(simulator().portal)));
  routes.get("/products", (c) => c.html(productsPage(simulator().portal)));
  routes.get("/deliveries", (c) => c.html(deliveriesPage(simulator())));
  routes.get("/requests", (c) => c.html(requestsPage(simulator())));

  routes.get("/deals/:id", (c) => {
    const deal = found("deals", c.req.param("id"));
    return deal === undefined ? c.html(absent("deal"), 404) : c.html(dealPage(simulator().portal, deal, c.req.query("problem")));
  });
  routes.get("/deals/:id/quickbooks", (c) => {
    const deal = found("deals", c.req.param("id"));
    return deal === undefined ? c.notFound() : c.html(quickBooksPanel(deal));
  });
  routes.post("/deals/:id/stage", async (c) => {
    const deal = found("deals", c.req.param("id"));
    const { stage } = await c.req.parseBody<Record<string, string>>();
    const answer = deal === undefined ? "There is no such deal." : moved(simulator(), deal, stage ?? "");
    if (c.req.header("accept") === "application/json") return c.json({ message: answer });
    return c.redirect(`/deals/${c.req.param("id")}`, 303);
  });
  routes.post("/deals/:id/line-items", async (c) => {
    const deal = found("deals", c.req.param("id"));
    if (deal === undefined) return c.html(absent("deal"), 404);
    const form = await c.req.parseBody<Record<string, string>>();
    return attempt(c, `/deals/${deal.id}`, () => addLine(simulator(), deal, form));
  });
  routes.post("/deals/:id/line-items/:line/remove", (c) => {
    const line = found("line_items", c.req.param("line"));
    if (line !== undefined) simulator().portal.archive("line_items", line, byHand);
    return c.redirect(`/deals/${c.req.param("id")}`, 303);
  });

  routes.route("/workflows", workflowPageRoutes(simulator));
  routes.get("/contacts/:id", (c) => {
    const contact = found("contacts", c.req.param("id"));
    return contact === undefined ? c.html(absent("contact"), 404) : c.html(contactPage(simulator().portal, contact, c.req.query("problem")));
  });
  routes.post("/contacts/:id", async (c) => {
    const contact = found("contacts", c.req.param("id"));
    if (contact === undefined) return c.html(absent("contact"), 404);
    const { back, ...values } = await c.req.parseBody<Record<string, string>>();
    const { portal } = simulator();
    const to = back !== undefined && /^\/deals\/\d+$/.test(back) ? back : `/contacts/${contact.id}`;
    return attempt(c, to, () => portal.update("contacts", contact, checkedValues(portal, "contacts", values, contact), byHand));
  });

  routes.get("/companies", (c) => c.html(companiesPage(simulator().portal)));
  routes.get("/quotes", (c) => c.html(quotesPage(simulator().portal, c.req.query("problem"))));
  routes.post("/quotes/:id/sign", (c) => {
    const quote = found("quotes", c.req.param("id"));
    return quote === undefined ? c.html(absent("quote"), 404) : attempt(c, "/quotes", () => sign(simulator().portal, quote));
  });
  routes.get("/payments", (c) => c.html(paymentsPage(simulator().portal, c.req.query("problem"))));
  routes.post("/payments", async (c) => {
    const form = await c.req.parseBody<Record<string, string>>();
    const { portal } = simulator();
    return attempt(c, "/payments", () => addPayment(portal, paymentIn(portal, form)));
  });
  routes.post("/payments/:id/outcome", async (c) => {
    const payment = found("commerce_payments", c.req.param("id"));
    if (payment === undefined) return c.html(absent("payment"), 404);
    const form = await c.req.parseBody<Record<string, string>>();
    return attempt(c, "/payments", () => settle(simulator().portal, payment, settlementIn(form)));
  });

  routes.get("/:type{companies|products|line_items|quotes|commerce_payments|invoices|discounts|fees|taxes}/:id", (c) => {
    const type = c.req.param("type") as TypeName;
    const record = found(type, c.req.param("id"));
    return record === undefined ? c.html(absent("record"), 404) : c.html(recordPage(simulator().portal, type, record));
  });

  // Where links to records point in the real product.
  routes.get("/contacts/:portal/record/:type/:id", (c) => {
    const type = typeNamed(c.req.param("type"));
    return type === undefined ? c.notFound() : c.redirect(`/${type}/${c.req.param("id")}`);
  });
  return routes;
}

/** Moves the deal and says so. */
function moved({ portal }: Simulator, deal: StoredRecord, stage: string): string {
  const to = portal.pipelines.stageWithId(stage);
  if (to === undefined) return "There is no such stage.";
  portal.update("deals", deal, { dealstage: stage, pipeline: to.pipeline.id }, byHand);
  return `${deal.values["dealname"] ?? "The deal"} is now in ${to.stage.label}.`;
}

function addLine({ portal }: Simulator, deal: StoredRecord, form: Record<string, string>): void {
  const position = String(portal.links.ids("deals", deal.id, "line_items").length);
  const given = { hs_product_id: form["product"], quantity: form["quantity"], hs_position_on_quote: position, ...(form["price"] ? { price: form["price"] } : {}) };
  const values = checkedNewValues(portal, "line_items", given);
  portal.together(() => portal.associate("deals", deal.id, "line_items", portal.create("line_items", values, byHand).id, [], byHand));
}

/** Does the change and shows the page again; why it was refused stands on it. */
function attempt(c: Context<SimulatorEnv>, page: string, change: () => unknown): Response {
  try {
    change();
    return c.redirect(page, 303);
  } catch (cause) {
    if (!(cause instanceof Refusal || cause instanceof WrongInput)) throw cause;
    const message = (cause instanceof Refusal ? cause.body.errors?.[0]?.message : undefined) ?? cause.message;
    return c.redirect(`${page}?problem=${encodeURIComponent(message)}`, 303);
  }
}

/** For what is not there. */
export function absent(what: string): ReturnType<typeof shell> {
  return shell(`No such ${what}`, "/", html`<p>There is no such ${what}; it may have been deleted.</p>`);
}
