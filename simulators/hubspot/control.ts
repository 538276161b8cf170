/** /simulator/*: how tests and the demo steer the simulator. Not part of the vendor's API; only from this machine. */
import { type Context, Hono } from "hono";
import { faultKinds, type FaultSettings, faultSettingsProblem, scopeFaultKinds } from "../parts/fault-plan.ts";
import { app, byHand } from "./app.ts";
import { changedBy, type Input, inputOf, listIn, numberIn, textIn, WrongInput } from "./control-input.ts";
import { addDeals, burstIn } from "./deal-burst.ts";
import type { SimulatorEnv } from "./gate.ts";
import { objectTypes, type TypeName, typeNamed } from "./object-types.ts";
import { addPayment, paymentIn, settle, settlementIn } from "./payments.ts";
import { plainText } from "./plain-text.ts";
import type { StoredRecord } from "./portal.ts";
import { sign } from "./quotes.ts";
import type { Simulator } from "./simulator.ts";
import { changedWebhooks, noWebhooks } from "./webhook-settings.ts";
import { workflowIn } from "./workflow-input.ts";

/** The control routes. */
export function controlRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.use(async (c, next) => (isFromHere(c) ? next() : c.json({ problem: "The control API answers this machine only." }, 403)));
  routes.onError((error, c) => {
    if (error instanceof WrongInput) return c.json({ problem: error.message }, 400);
    throw error;
  });

  routes.get("/token", (c) => c.json({ portalId: simulator().portal.portalId, ...app }));
  routes.post("/expire-tokens", (c) => {
    simulator().oauth.expireAll();
    return c.json({ ok: true });
  });
  routes.post("/scopes", async (c) => {
    simulator().oauth.withhold(listIn((await inputOf(c))["withheld"], "withheld").map(plainText));
    return c.json({ ok: true });
  });
  routes.post("/revoke-token", async (c) => {
    simulator().oauth.revokeStatic((await inputOf(c))["revoked"] !== false);
    return c.json({ ok: true });
  });
  routes.post("/reset", (c) => {
    simulator().reset();
    return c.json({ ok: true });
  });
  routes.get("/settings", (c) => c.json(simulator().settings));
  routes.on(["POST", "PUT"], "/settings", async (c) => {
    const change = await inputOf(c);
    const one = simulator();
    one.settings = changedBy(one.settings, change);
    one.portal.keepsVersions = one.settings.searchIndexDelayMs > 0;
    return c.json(one.settings);
  });
  routes.get("/faults", (c) => c.json({ ...simulator().faults.settings(), left: simulator().faults.left() }));
  routes.on(["POST", "PUT"], "/faults", async (c) => {
    const plan: Input = await inputOf(c);
    const problem = faultSettingsProblem(plan, [...faultKinds, ...scopeFaultKinds]);
    if (problem !== null) throw new WrongInput(problem);
    simulator().faults.set(plan as FaultSettings);
    return c.json({ ok: true });
  });
  routes.delete("/faults", (c) => {
    simulator().faults.clear();
    return c.json({ ok: true });
  });
  routes.on(["POST", "PUT"], "/clock", async (c) => {
    setClock(simulator(), await inputOf(c));
    return c.json({ now: simulator().clock.now().toISOString() });
  });
  routes.get("/counters", (c) => c.json(simulator().counters));
  routes.get("/requests", (c) => c.json(simulator().requests));

  routes.get("/webhooks", (c) => c.json(simulator().webhooks.settings));
  routes.on(["POST", "PUT"], "/webhooks", async (c) => {
    const change = await inputOf(c);
    const { webhooks, clock } = simulator();
    const now = clock.now().toISOString();
    webhooks.set(changedWebhooks(webhooks.settings ?? noWebhooks(now), change, now));
    simulator().changed();
    return c.json(webhooks.settings);
  });
  routes.post("/webhooks/replay", async (c) => {
    const { last = 1 } = await inputOf(c);
    return c.json({ replayed: simulator().webhooks.replay(numberIn(last, "last")) });
  });
  routes.get("/deliveries", (c) => c.json(simulator().webhooks.deliveries()));

  routes.post("/deals", async (c) => {
    const burst = burstIn(simulator().portal, await inputOf(c));
    return c.json({ ids: addDeals(simulator().portal, burst) });
  });
  routes.post("/deals/stage", async (c) => {
    const { ids, stage } = await inputOf(c);
    return c.json({ changed: moveDeals(simulator(), listIn(ids, "ids").map(plainText), textIn(stage, "stage")) });
  });
  routes.post("/restore", async (c) => {
    const { type, id } = await inputOf(c);
    const kind = typeNamed(plainText(type));
    const record = kind && simulator().portal.findArchived(kind, plainText(id));
    if (kind === undefined || record === undefined) throw new WrongInput(`There is no archived ${plainText(type)} ${plainText(id)}.`);
    simulator().portal.restore(kind, record, byHand);
    return c.json({ ok: true });
  });
  routes.post("/payments", async (c) => {
    const { portal } = simulator();
    return c.json({ id: addPayment(portal, paymentIn(portal, await inputOf(c))).id });
  });
  routes.post("/payments/outcome", async (c) => {
    const { id, ...settlement } = await inputOf(c);
    const payment = recordIn(simulator(), "commerce_payments", id);
    settle(simulator().portal, payment, settlementIn(settlement));
    return c.json({ status: payment.values["hs_latest_status"] });
  });
  routes.post("/quotes/sign", async (c) => {
    const quote = recordIn(simulator(), "quotes", (await inputOf(c))["id"]);
    sign(simulator().portal, quote);
    return c.json({ status: quote.values["hs_sign_status"] });
  });

  routes.get("/workflows", (c) => c.json(simulator().runner.workflows()));
  routes.post("/workflows", async (c) => c.json(simulator().runner.addWorkflow(workflowIn(simulator(), await inputOf(c)))));
  routes.on(["POST", "PUT"], "/workflows/mode", async (c) => {
    const { runner } = simulator();
    runner.mode = changedBy(runner.mode, await inputOf(c));
    return c.json(runner.mode);
  });
  routes.post("/workflows/:id{[0-9]+}/run", async (c) => {
    const { runner } = simulator();
    const workflow = runner.workflow(Number(c.req.param("id")));
    if (workflow === undefined) throw new WrongInput(`There is no workflow ${c.req.param("id")}.`);
    return c.json(runner.start(workflow, recordIn(simulator(), workflow.objectType, (await inputOf(c))["record"])));
  });
  routes.get("/runs", (c) => c.json(simulator().runner.runs()));
  routes.get("/runs/:callbackId", (c) => {
    const run = simulator().runner.run(c.req.param("callbackId"));
    if (run === undefined) throw new WrongInput(`There is no run ${c.req.param("callbackId")}.`);
    return c.json(run);
  });
  return routes;
}

function recordIn({ portal }: Simulator, type: TypeName, id: unknown): StoredRecord {
  const record = portal.find(type, plainText(id));
  if (record === undefined) throw new WrongInput(`There is no ${objectTypes[type].singular.replace("_", " ")} ${plainText(id)}.`);
  return record;
}

function isFromHere(c: Context<SimulatorEnv>): boolean {
  const address = c.env.incoming.socket.remoteAddress ?? "";
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

function setClock({ clock }: Simulator, { set, advanceMs }: Input): void {
  const moment = set === undefined || set === null ? null : Date.parse(textIn(set, "set"));
  if (Number.isNaN(moment)) throw new WrongInput(`${plainText(set)} is not a time.`);
  if (set !== undefined) clock.set(moment);
  if (advanceMs !== undefined) clock.advance(numberIn(advanceMs, "advanceMs"));
}

function moveDeals({ portal }: Simulator, ids: readonly string[], stage: string): number {
  const found = portal.pipelines.stageWithId(stage);
  if (found === undefined) throw new WrongInput(`There is no stage ${stage}.`);
  const deals = ids.flatMap((id) => portal.find("deals", id) ?? []);
  portal.together(() => deals.forEach((deal) => portal.update("deals", deal, { dealstage: stage, pipeline: found.pipeline.id }, byHand)));
  return deals.length;
}
