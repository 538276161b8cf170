/** /simulator/*: how tests and the demo steer the simulator. Not part of the vendor's API; only from this machine. */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { answerFaultKinds, faultKinds, type FaultSettings, faultSettingsProblem } from "../parts/fault-plan.ts";
import { type Company, entityNames } from "./company.ts";
import { documentedError } from "./error-catalogue.ts";
import { viewInvoice } from "./entities/invoice.ts";
import { type App, appClient } from "./oauth.ts";
import { isProfile, profileNames } from "./profiles/profiles.ts";
import { addMany } from "./profiles/load.ts";
import { changedSettings } from "./settings.ts";
import type { Simulator } from "./simulator.ts";
import { changedWebhooks, noWebhooks } from "./webhooks.ts";

type ControlContext = Context<{ Bindings: HttpBindings }>;

/** The control routes, to be mounted at /simulator. */
export function controlRoutes(simulator: Simulator): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.use(async (c, next) => (isFromHere(c) ? next() : c.json({ problem: "The control API answers this machine only." }, 403)));
  routes.onError((error, c) => c.json({ problem: error.message }, 400));

  routes.post("/reset", (c) => {
    simulator.reset();
    return c.json({ ok: true });
  });
  routes.get("/token", (c) => {
    const realmId = c.req.query("realm") ?? simulator.company.realmId;
    if (!simulator.companies.has(realmId)) return c.json({ problem: `There is no company ${realmId}; there is ${[...simulator.companies.keys()].join(", ")}.` }, 404);
    const app = simulator.oauth.app(c.req.query("app") ?? appClient.clientId);
    if (!app) return c.json({ problem: "There is no such app." }, 404);
    const { clientId, clientSecret } = app;
    return c.json({ realmId, clientId, clientSecret, ...simulator.oauth.mint(realmId, clientId) });
  });
  routes.post("/expire-tokens", async (c) => {
    const { everything = false } = await optionalJson<{ everything?: boolean }>(c);
    simulator.oauth.expireAll(everything);
    return c.json({ ok: true });
  });

  routes.get("/settings", (c) => c.json(simulator.settings));
  routes.post("/settings", async (c) => {
    const outcome = changedSettings(simulator.settings, await c.req.json());
    if ("problem" in outcome) return c.json(outcome, 400);
    simulator.settings = outcome.settings;
    simulator.changed();
    return c.json(simulator.settings);
  });
  routes.get("/faults", (c) => c.json({ ...simulator.faults.settings(), left: simulator.faults.left() }));
  routes.post("/faults", async (c) => {
    const plan: unknown = await c.req.json();
    const problem = faultSettingsProblem(plan, [...faultKinds, ...answerFaultKinds]) ?? unknownCode(plan as FaultSettings);
    if (problem !== null) return c.json({ problem }, 400);
    simulator.faults.set(plan as FaultSettings);
    return c.json({ ok: true });
  });
  routes.delete("/faults", (c) => {
    simulator.faults.clear();
    return c.json({ ok: true });
  });
  routes.post("/clock", async (c) => {
    const { set, advanceMs } = await c.req.json<{ set?: string | null; advanceMs?: number }>();
    if (set !== undefined && set !== null && Number.isNaN(Date.parse(set))) return c.json({ problem: `${set} is not a time.` }, 400);
    if (set !== undefined) simulator.clock.set(set === null ? null : Date.parse(set));
    if (advanceMs !== undefined) simulator.clock.advance(advanceMs);
    return c.json({ now: simulator.clock.now().toISOString() });
  });

  routes.get("/webhooks", (c) => c.json({ ...simulator.webhooks.settings(), deliveries: simulator.webhooks.deliveries() }));
  routes.post("/webhooks", async (c) => {
    const outcome = changedWebhooks(simulator.webhooks.settings(), await c.req.json());
    if ("problem" in outcome) return c.json(outcome, 400);
    simulator.webhooks.set(outcome.settings);
    return c.json(outcome.settings);
  });
  routes.delete("/webhooks", (c) => {
    simulator.webhooks.set(noWebhooks());
    simulator.webhooks.forget();
    return c.json({ ok: true });
  });
  routes.post("/webhooks/replay", async (c) => c.json({ replayed: simulator.webhooks.replay((await optionalJson<{ last?: number }>(c)).last ?? 1) }));
  routes.post("/webhooks/flush", (c) => {
    simulator.webhooks.flush();
    return c.json({ ok: true });
  });

  routes.get("/counters", (c) => c.json(simulator.counters));
  routes.get("/requests", (c) => c.json(simulator.requests));
  routes.get("/emails", (c) => c.json(simulator.mailbox.all()));
  routes.get("/invoices", (c) => c.json(simulator.company.all("Invoice")));
  routes.post("/apps", async (c) => {
    const { clientId = "", clientSecret = "", redirectUris = [] } = await c.req.json<Partial<App>>();
    if (clientId === "" || clientSecret === "") return c.json({ problem: "An app needs a clientId and a clientSecret." }, 400);
    simulator.oauth.register({ clientId, clientSecret, redirectUris });
    return c.json({ clientId, redirectUris }, 201);
  });
  routes.get("/companies", (c) => c.json([...simulator.companies.values()].map(introduced)));
  routes.post("/companies", async (c) => {
    const { profile, name } = await c.req.json<{ profile?: string; name?: string }>();
    if (!isProfile(profile)) return c.json({ problem: `There is no profile ${String(profile)}; there is ${profileNames.join(", ")}.` }, 400);
    return c.json(introduced(simulator.addCompany(profile, name)), 201);
  });
  routes.get("/company/:realmId/:entity", (c) => {
    const name = entityNames.find((one) => one.toLowerCase() === c.req.param("entity").toLowerCase());
    const company = simulator.companies.get(c.req.param("realmId"));
    return company && name ? c.json(company.all(name)) : c.json({ problem: "There is no such company or list." }, 404);
  });
  routes.post("/company/:realmId/preferences", async (c) => {
    const company = simulator.companies.get(c.req.param("realmId"));
    if (!company) return c.json({ problem: "There is no such company." }, 404);
    const groups = await c.req.json<Record<string, object>>();
    const merged = Object.fromEntries(Object.entries(groups).map(([group, members]) => [group, { ...company.prefs(group), ...members }]));
    return c.json(company.replaceSingle("Preferences", { ...company.single("Preferences"), ...merged }));
  });
  routes.post("/company/:realmId/invoices/:id/view", (c) => {
    const company = simulator.companies.get(c.req.param("realmId"));
    const invoice = company?.find("Invoice", c.req.param("id"));
    return company && invoice ? c.json(viewInvoice(company, invoice, simulator.clock.now())) : c.json({ problem: "There is no such company or invoice." }, 404);
  });
  routes.post("/seed", async (c) => {
    const { realm, customers = 0, items = 0 } = await c.req.json<{ realm?: string; customers?: number; items?: number }>();
    const company = realm === undefined ? simulator.company : simulator.companies.get(realm);
    if (!company) return c.json({ problem: "There is no such company." }, 404);
    addMany(company, customers, items);
    return c.json({ customers: company.count("Customer"), items: company.count("Item") });
  });
  return routes;
}

function unknownCode({ rules = [] }: FaultSettings): string | null {
  const wrong = rules.find(({ kind, code }) => ["code", "200-with-fault"].includes(kind) && documentedError(code ?? "10000") === undefined);
  return wrong === undefined ? null : `There is no error code ${wrong.code}.`;
}

function isFromHere(c: ControlContext): boolean {
  const address = c.env.incoming.socket.remoteAddress ?? "";
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

async function optionalJson<T>(c: ControlContext): Promise<Partial<T>> {
  const text = await c.req.text();
  return text === "" ? {} : (JSON.parse(text) as Partial<T>);
}

function introduced(company: Company): { realmId: string; name: string; country: string } {
  const info = company.single("CompanyInfo");
  return { realmId: company.realmId, name: String(info["CompanyName"]), country: String(info["Country"]) };
}
