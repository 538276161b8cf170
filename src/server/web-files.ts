/** The built web app: its files, and its one page for every address the app itself knows. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import { compress } from "hono/compress";

const notBuilt = "The web app is not built yet. Run \"npm run build\" and load this page again.";

/** Serves `directory` (vite's output). File names under assets/ carry a hash of their content, so they never change. */
export function serveWebFiles(app: Hono, directory: string): void {
  if (!existsSync(directory)) {
    app.get("*", (c) => c.text(notBuilt, 503));
    return;
  }
  app.use("/assets/*", compress());
  app.use(
    "/assets/*",
    serveStatic({ root: directory, onFound: (_path, c) => c.header("cache-control", "public, max-age=31536000, immutable") }),
  );
  app.get("/assets/*", (c) => c.text("There is no such file.", 404));
  app.use("*", serveStatic({ root: directory, onFound: (_path, c) => c.header("cache-control", "no-cache") }));
  app.get("*", async (c) => {
    c.header("cache-control", "no-cache");
    return c.html(await readFile(join(directory, "index.html"), "utf8"));
  });
}
