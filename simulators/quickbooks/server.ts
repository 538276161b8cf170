/** The QuickBooks Online simulator: OAuth, the Accounting API, a control API and pages to look inside, on one origin. */
import { join } from "node:path";
import { type HttpBindings, serve } from "@hono/node-server";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { allowedMethods, allowHeader, isForPerson } from "../parts/no-answer.ts";
import { openStateFile } from "../parts/state-file.ts";
import { fileRoutes } from "./attachments/download.ts";
import { controlRoutes } from "./control.ts";
import { handle } from "./gate.ts";
import { oauthRoutes } from "./oauth-routes.ts";
import { pageRoutes } from "./pages/routes.ts";
import { noSuchPage } from "./pages/shell.ts";
import { htmlReply } from "./replies.ts";
import { createSimulator } from "./simulator.ts";

export interface SimulatorOptions {
  /** 0 = any free port. */
  port: number;
  /** Absent = this machine only. */
  host?: string;
  /** Where the state is kept between starts; absent = nowhere. */
  dataDirectory?: string;
  /** The usual seed of fault plans. */
  seed?: number;
}

export interface RunningSimulator {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the simulator; it rejects when the port is taken. */
export async function startQuickBooksSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const file = openStateFile(options.dataDirectory && join(options.dataDirectory, "quickbooks.json"), { inPieces: true });
  const simulator = createSimulator(file, options.seed);
  const app = new Hono<{ Bindings: HttpBindings }>();
  // The vendor's edge packs its answers for whoever takes them packed.
  app.use("/v3/company/*", compress({ encoding: "gzip", threshold: 256 }));
  app.all("/v3/company/*", (c) => handle(simulator, c));
  app.route("/simulator", controlRoutes(simulator));
  app.route("/", oauthRoutes(simulator));
  app.route("/", fileRoutes(simulator));
  app.route("/", pageRoutes(simulator));
  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length > 0 && !allowed.includes(c.req.method)) return htmlReply(405, "Method Not Allowed", allowHeader(allowed));
    return isForPerson(c.req.header("accept")) ? c.html(noSuchPage(), 404) : htmlReply(404, "Not Found");
  });

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
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await file.flush();
    },
  };
}
