/** The HubSpot simulator: the CRM API, webhooks, a control API and pages to look inside, on one origin. */
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { allowedMethods, allowHeader, isForPerson } from "../parts/no-answer.ts";
import { openStateFile } from "../parts/state-file.ts";
import { actionRoutes, callbackRoutes } from "./actions-api.ts";
import { associationSchemaRoutes, legacyAssociationBatchRoutes } from "./association-schema-api.ts";
import { associationBatchRoutes, legacyAssociationRoutes, recordAssociationRoutes } from "./associations-api.ts";
import { controlRoutes } from "./control.ts";
import { gate, type SimulatorEnv } from "./gate.ts";
import { oauthRoutes } from "./oauth-api.ts";
import { objectRoutes } from "./objects-api.ts";
import { absent, pageRoutes } from "./pages.ts";
import { pipelineRoutes } from "./pipelines-api.ts";
import { accountRoutes, ownerRoutes, propertyRoutes } from "./schema-api.ts";
import { createSimulator, type Simulator } from "./simulator.ts";
import { methodNotAllowed, notFound, Refusal } from "./vendor-errors.ts";
import { webhookRoutes } from "./webhooks-api.ts";

export interface SimulatorOptions {
  /** 0 = any free port. */
  port: number;
  host?: string;
  /** Where the state is kept between starts; absent = nowhere. */
  dataDirectory?: string;
  /** The same number gives the same portal. */
  seed?: number;
  /** Whether HubSpot's rate limits apply from the start; `POST /simulator/settings` switches them too. */
  throttles?: boolean;
}

export interface RunningSimulator {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the simulator; it listens on loopback unless told otherwise. */
export async function startHubSpotSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const file = openStateFile(options.dataDirectory && join(options.dataDirectory, "hubspot.json"));
  const simulator = createSimulator(file, { seed: options.seed ?? 1, throttles: options.throttles ?? false });
  const app = appOf(() => simulator);
  const hostname = options.host ?? "127.0.0.1";
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((done, failed) => {
    const starting = serve({ fetch: app.fetch, port: options.port, hostname }, (info) => done({ server: starting, port: info.port }));
    starting.once("error", failed);
  });
  return {
    url: `http://${hostname}:${port}`,
    port,
    stop: async () => {
      simulator.webhooks.stop();
      simulator.runner.stop();
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await file.flush();
    },
  };
}

/** In the newer one, batches that create associations or properties answer 200 instead of 201. */
const versions = ["2026-03", "2026-09"];

/** Completions come with the app's token, definitions with the developer's key. */
function automationGate(simulator: () => Simulator): MiddlewareHandler<SimulatorEnv> {
  const [bearer, own] = [gate(simulator), gate(simulator, "own")];
  return (c, next) => (c.req.path.includes("/callbacks/") ? bearer : own)(c, next);
}

function appOf(simulator: () => Simulator): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>({ strict: false });
  app.onError((cause, c) => {
    if (cause instanceof Refusal) return new Response(JSON.stringify(cause.body), { status: cause.status, headers: { "content-type": "application/json;charset=utf-8" } });
    console.error(cause);
    return c.json(new Refusal(500, "INTERNAL_ERROR", "internal error").body, 500);
  });
  for (const path of ["/crm/*", "/account-info/*"]) app.use(path, gate(simulator));
  for (const path of ["/oauth/*", "/webhooks/*", "/app-webhooks/*"]) app.use(path, gate(simulator, "own"));

  app.use("/automation/*", automationGate(simulator));

  app.route("/automation/v4/actions/callbacks", callbackRoutes(simulator, false));
  app.route("/automation/v4/actions", actionRoutes(simulator, false));
  app.route("/crm/v3/objects", legacyAssociationRoutes(simulator));
  app.route("/crm/v3/objects", objectRoutes(simulator));
  app.route("/crm/v4/objects", recordAssociationRoutes(simulator));
  app.route("/crm/v3/associations", legacyAssociationBatchRoutes(simulator));
  app.route("/crm/v4/associations", associationSchemaRoutes(simulator));
  app.route("/crm/v4/associations", associationBatchRoutes(simulator, { created: 201, removed: 204 }));
  app.route("/crm/v3/properties", propertyRoutes(simulator, 201));
  app.route("/crm/v3/pipelines", pipelineRoutes(simulator, false));
  app.route("/crm/v3/owners", ownerRoutes());
  app.route("/account-info/v3", accountRoutes(simulator));
  app.route("/webhooks/v3", webhookRoutes(simulator, false));
  app.route("/oauth", oauthRoutes(simulator));
  for (const version of versions) {
    const batchCreated = version === "2026-03" ? 201 : 200;
    app.route(`/automation/actions/callbacks/${version}`, callbackRoutes(simulator, true));
    app.route(`/automation/actions/${version}`, actionRoutes(simulator, true));
    app.route(`/app-webhooks/${version}`, webhookRoutes(simulator, true));
    app.route(`/crm/objects/${version}`, recordAssociationRoutes(simulator));
    app.route(`/crm/objects/${version}`, objectRoutes(simulator));
    app.route(`/crm/associations/${version}`, associationSchemaRoutes(simulator));
    app.route(`/crm/associations/${version}`, associationBatchRoutes(simulator, { created: batchCreated, removed: 200 }));
    app.route(`/crm/properties/${version}`, propertyRoutes(simulator, batchCreated));
    app.route(`/crm/pipelines/${version}`, pipelineRoutes(simulator, version !== "2026-03"));
    app.route(`/crm/owners/${version}`, ownerRoutes());
    app.route(`/account-info/${version}`, accountRoutes(simulator));
  }
  for (const path of ["/crm/*", "/account-info/*", "/oauth/*", "/webhooks/*", "/app-webhooks/*", "/automation/*"]) {
    app.all(path, (c) => {
      const allowed = allowedMethods(app, c.req.path);
      if (allowed.length === 0) throw notFound();
      return c.json(methodNotAllowed(), 405, allowHeader(allowed));
    });
  }
  app.route("/simulator", controlRoutes(simulator));
  app.route("/", pageRoutes(simulator));
  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length > 0 && !allowed.includes(c.req.method)) return c.text("405 Method Not Allowed", 405, allowHeader(allowed));
    return isForPerson(c.req.header("accept")) ? c.html(absent("page"), 404) : c.text("404 Not Found", 404);
  });
  return app;
}
