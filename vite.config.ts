import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** While developing, the running server answers what is not a page. */
const server = `http://127.0.0.1:${process.env["LEDGERLINE_PORT"] ?? "4400"}`;

export default defineConfig({
  root: "web",
  plugins: [react(), lingui({ macroTransform: true })],
  build: { outDir: "../dist/web", emptyOutDir: true },
  server: { proxy: { "/rpc": server, "/api": server, "/sign-out": server } },
});
