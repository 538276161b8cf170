/** Pages to look inside the portal. */
import { Hono } from "hono";
import type { SimulatorEnv } from "./gate.ts";
import type { Simulator } from "./simulator.ts";

/** The page routes. */
export function pageRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.get("/", (c) => c.text(simulator().portal.name));
  return routes;
}
