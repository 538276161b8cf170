#!/usr/bin/env node
/** Starts both simulators: `node start.ts --quickbooks-port 4401 --hubspot-port 4402 --data <folder>`. */
import { parseArgs } from "node:util";
import { startHubSpotSimulator } from "./hubspot/server.ts";
import { startQuickBooksSimulator } from "./quickbooks/server.ts";

const { values } = parseArgs({
  options: {
    "quickbooks-port": { type: "string", default: "4401" },
    "hubspot-port": { type: "string", default: "4402" },
    data: { type: "string" },
    /** Stop when standard input ends: whoever started us is gone. */
    "stop-with-parent": { type: "boolean", default: false },
  },
});

const where = values.data === undefined ? {} : { dataDirectory: values.data };
const quickbooks = await startQuickBooksSimulator({ port: Number(values["quickbooks-port"]), ...where });
const hubspot = await startHubSpotSimulator({ port: Number(values["hubspot-port"]), ...where });
process.stdout.write(`${JSON.stringify({ quickbooks: quickbooks.url, hubspot: hubspot.url })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all([quickbooks.stop(), hubspot.stop()]);
  process.exit(0);
}

process.once("SIGINT", () => void stop());
process.once("SIGTERM", () => void stop());
if (values["stop-with-parent"]) process.stdin.resume().once("end", () => void stop()).once("close", () => void stop());
