import { lingui } from "@lingui/vite-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Texts of the web app are marked with macros.
  plugins: [lingui({ macroTransform: true })],
  test: {
    globalSetup: "./test/global.ts",
    setupFiles: "./test/english.ts",
    include: [
      "src/**/*.test.ts",
      "simulators/**/*.test.ts",
      "test/**/*.test.ts",
      "web/**/*.test.ts",
    ],
    testTimeout: 150_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
