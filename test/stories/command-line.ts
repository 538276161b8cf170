/** The command line against a running world. */
import { runCli } from "#cli/ledgerline.ts";
import type { World } from "./world.ts";

/** Runs one command; what it prints on either side comes back together. */
export async function runCommandLine(world: World, argv: readonly string[]): Promise<{ exitCode: number; out: string }> {
  const out: string[] = [];
  const exitCode = await runCli(argv, {
    environment: { LEDGERLINE_DATA: world.dataDirectory, LEDGERLINE_URL: world.product.url },
    workingDirectory: world.dataDirectory,
    version: "1.2.3",
    out: (text) => out.push(text),
    err: (text) => out.push(text),
    start: () => Promise.reject(new Error("it runs already")),
  });
  return { exitCode, out: out.join("\n") };
}
