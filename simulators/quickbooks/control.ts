/** /simulator/*: how tests and the demo steer the simulator. Not part of the vendor's API; loopback only. */
import { Hono } from "hono";
import { type FaultSettings } from "../parts/fault-plan.ts";
import { appClient } from "./oauth.ts";
import type { Settings, Simulator } from "./simulator.ts";

/** The control routes. */
export function controlRoutes(simulator: () => Simulator): Hono {
  const routes = new Hono();

  routes.post("/reset", (c) => {
    simulator().reset();
    return c.json({ ok: true });
  });
  routes.get("/token", (c) => {
    const { oauth, company } = simulator();
    return c.json({ realmId: company.realmId, ...appClient, ...oauth.mint(company.realmId) });
  });
  routes.post("/expire-tokens", (c) => {
    simulator().oauth.expireAll();
    return c.json({ ok: true });
  });
  routes.get("/settings", (c) => c.json(simulator().settings));
  routes.post("/settings", async (c) => {
    const { throttles, ...plain } = await c.req.json<Partial<Settings>>();
    Object.assign(simulator().settings, plain);
    Object.assign(simulator().settings.throttles, throttles ?? {});
    return c.json(simulator().settings);
  });
  routes.get("/faults", (c) => c.json(simulator().faults.settings()));
  routes.post("/faults", async (c) => {
    simulator().faults.set(await c.req.json<FaultSettings>());
    return c.json({ ok: true });
  });
  routes.delete("/faults", (c) => {
    simulator().faults.clear();
    return c.json({ ok: true });
  });
  routes.post("/clock", async (c) => {
    const { set, advanceMs } = await c.req.json<{ set?: string | null; advanceMs?: number }>();
    if (set !== undefined) simulator().clock.set(set === null ? null : Date.parse(set));
    if (advanceMs !== undefined) simulator().clock.advance(advanceMs);
    return c.json({ now: simulator().clock.now().toISOString() });
  });
  routes.get("/counters", (c) => c.json(simulator().counters));
  routes.get("/requests", (c) => c.json(simulator().requests));
  routes.get("/invoices", (c) => c.json(simulator().company.all("Invoice")));
  routes.post("/seed", async (c) => {
    const { customers = 0, items = 0 } = await c.req.json<{ customers?: number; items?: number }>();
    return c.json(addMany(simulator(), customers, items));
  });
  return routes;
}

/** Adds customers "Load Customer 1 ..." and items "Load item 1 ..." in one go. */
function addMany(simulator: Simulator, customers: number, items: number): { customers: number; items: number } {
  const { company } = simulator;
  for (let n = 1; n <= customers; n++) {
    const name = `Load Customer${n}`;
    company.add("Customer", {
      DisplayName: name, GivenName: "Load", FamilyName: `Customer${n}`, FullyQualifiedName: name, PrimaryEmailAddr: { Address: `load${n}@load.example` },
      Active: true, Balance: 0, CurrencyRef: { value: "USD", name: "United States Dollar" },
    });
  }
  for (let n = 1; n <= items; n++) {
    company.add("Item", { Name: `Load item ${n}`, FullyQualifiedName: `Load item ${n}`, Sku: `LOAD-${n}`, Type: "Service", UnitPrice: 10, Active: true, IncomeAccountRef: { value: "1", name: "Services" } });
  }
  return { customers, items };
}
