import { lingui } from "@lingui/vite-plugin";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

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
    // Stories wait for signals and other people's limits half of their time: three at once keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
