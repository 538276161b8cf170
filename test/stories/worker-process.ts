/** Workers of the product in processes of their own, for stories that kill them. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineTiming } from "#engine/context.ts";
import { secretKey, type World } from "./world.ts";

/** A worker as people start it. */
export function startWorker(world: World): ChildProcess {
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const environment = {
    ...process.env,
    DATABASE_URL: world.databaseUrl,
    LEDGERLINE_ROLE: "worker",
    LEDGERLINE_SECRET_KEY: secretKey,
    LEDGERLINE_DATA: world.dataDirectory,
    LEDGERLINE_PORT: "0",
  };
  return spawn(process.execPath, [main, "start"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

/** A worker with waits of its own, on a machine whose clock may be wrong. */
export function startQuickWorker({ databaseUrl, dataDirectory }: World, timing: Partial<EngineTiming>, clockAheadMs = 0): ChildProcess {
  const script = fileURLToPath(new URL("./quick-worker.ts", import.meta.url));
  const options = JSON.stringify({ databaseUrl, dataDirectory, secretKey, timing, clockAheadMs });
  return spawn(process.execPath, [script, options], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Ends a worker without a chance to tidy up. */
export async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = new Promise((done) => worker.once("exit", done));
  worker.kill("SIGKILL");
  await gone;
}
