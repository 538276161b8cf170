/** /simulator/*: how tests and the demo steer the simulator. Not part of the vendor's API. */
import { Hono } from "hono";
import type { FaultSettings } from "../parts/fault-plan.ts";
import { app, byHand } from "./app.ts";
import { addDeals, type DealBurst } from "./deal-burst.ts";
import type { SimulatorEnv } from "./gate.ts";
import { stageWithId } from "./pipelines.ts";
import type { Settings, Simulator } from "./simulator.ts";
import type { WebhookSettings } from "./webhooks.ts";

/** The control routes. */
export function controlRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.get("/token", (c) => c.json({ portalId: simulator().portal.portalId, ...app }));
  routes.post("/reset", (c) => {
    simulator().reset();
    return c.json({ ok: true });
  });
  routes.get("/settings", (c) => c.json(simulator().settings));
  routes.on(["POST", "PUT"], "/settings", async (c) => {
    const { settings, portal } = simulator();
    Object.assign(settings, await c.req.json<Partial<Settings>>());
    portal.keepsVersions = settings.searchIndexDelayMs > 0;
    return c.json(settings);
  });
  routes.get("/faults", (c) => c.json(simulator().faults.settings()));
  routes.on(["POST", "PUT"], "/faults", async (c) => {
    simulator().faults.set(await c.req.json<FaultSettings>());
    return c.json({ ok: true });
  });
  routes.delete("/faults", (c) => {
    simulator().faults.clear();
    return c.json({ ok: true });
  });
  routes.on(["POST", "PUT"], "/clock", async (c) => {
    const { set, advanceMs } = await c.req.json<{ set?: string | null; advanceMs?: number }>();
    if (set !== undefined) simulator().clock.set(set === null ? null : Date.parse(set));
    if (advanceMs !== undefined) simulator().clock.advance(advanceMs);
    return c.json({ now: simulator().clock.now().toISOString() });
  });
  routes.get("/counters", (c) => c.json(simulator().counters));
  routes.get("/requests", (c) => c.json(simulator().requests));
  routes.get("/webhooks", (c) => c.json(simulator().webhooks.settings));
  routes.on(["POST", "PUT"], "/webhooks", async (c) => {
    const { webhooks } = simulator();
    const given = await c.req.json<Partial<WebhookSettings>>();
    const before = webhooks.settings ?? { targetUrl: "", clientSecret: app.clientSecret, subscriptions: [], on: true, mode: {} };
    webhooks.set({ ...before, on: true, ...given });
    simulator().changed();
    return c.json(webhooks.settings);
  });
  routes.post("/webhooks/replay", async (c) => {
    const { last = 1 } = await c.req.json<{ last?: number }>();
    return c.json({ replayed: simulator().webhooks.replay(last) });
  });
  routes.get("/deliveries", (c) => c.json(simulator().webhooks.deliveries()));
  routes.post("/deals", async (c) => {
    const burst = await c.req.json<DealBurst>();
    if (burst.stage !== undefined && stageWithId(burst.stage) === undefined) return c.json({ error: `There is no stage ${burst.stage}.` }, 400);
    return c.json({ ids: addDeals(simulator().portal, burst) });
  });
  routes.post("/deals/stage", async (c) => {
    const { ids, stage } = await c.req.json<{ ids: string[]; stage: string }>();
    const { portal } = simulator();
    const found = stageWithId(stage);
    if (found === undefined) return c.json({ error: `There is no stage ${stage}.` }, 400);
    const deals = ids.flatMap((id) => portal.find("deals", String(id)) ?? []);
    portal.together(() => deals.forEach((deal) => portal.update("deals", deal, { dealstage: stage, pipeline: found.pipeline.id }, byHand)));
    return c.json({ changed: deals.length });
  });
  return routes;
}
