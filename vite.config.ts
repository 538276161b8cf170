import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** While developing, the running server answers what is not a page. */
const server = `http://127.0.0.1:${process.env["LEDGERLINE_PORT"] ?? "4400"}`;

/** Modules that only define things: what a page does not use of them is left out. */
const pureFolders = /\/src\/(domain|actions|api)\//;

export default defineConfig({
  root: "web",
  // English stands in the code and comes with each page; only other languages are loaded as catalogs.
  plugins: [react(), lingui({ macroTransform: { macro: { descriptorFields: "message" } } })],
  // The manifest says which scripts a page needs: a test adds up what the first load costs.
  build: { outDir: "../dist/web", emptyOutDir: true, manifest: true, rolldownOptions: { treeshake: { moduleSideEffects: (id) => !pureFolders.test(id) } } },
  server: { proxy: { "/rpc": server, "/api": server, "/sign-out": server } },
});
