/** First and later start of the demo to a page that answers, and the memory (PSS) of everything together. Needs a built web app. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pause } from "./world.ts";

const program = fileURLToPath(new URL("../bin/ledgerline.mjs", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const ports = { LEDGERLINE_PORT: "4740", LEDGERLINE_QUICKBOOKS_SIMULATOR_PORT: "4741", LEDGERLINE_HUBSPOT_SIMULATOR_PORT: "4742" };

async function start(): Promise<{ child: ChildProcess; ms: number; link: string }> {
  const began = performance.now();
  const child = spawn(process.execPath, [program, "start", "--demo"], { env: { ...process.env, ...ports, LEDGERLINE_DATA: directory }, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout?.on("data", (part: Buffer) => (said += part.toString()));
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${ports.LEDGERLINE_PORT}/`).catch(() => undefined);
    const link = /http\S+token=\S+/.exec(said)?.[0];
    if (page?.ok && link) return { child, ms: Math.round(performance.now() - began), link };
    await pause(20);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
}

/** Proportional set size of a process and everything below it, in MB. */
function memoryMb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, "utf8").replace(/.*\) /s, "").split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const family = [...parents.keys()].filter((pid) => {
    for (let one: number | undefined = pid; one; one = parents.get(one)) if (one === root) return true;
    return false;
  });
  return Math.round(family.reduce((sum, pid) => sum + pssKb(pid), 0) / 1024);
}

function pssKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const first = await start();
await stop(first.child);
const later = await start();
await pause(10_000);
const idleMb = memoryMb(later.child.pid ?? 0);

const cookie = (await fetch(later.link, { redirect: "manual" })).headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const api = `http://127.0.0.1:${ports.LEDGERLINE_PORT}/api/v1`;
const [workflow] = (await (await fetch(`${api}/workflows`, { headers: { cookie } })).json()) as { id: string }[];
await fetch(`${api}/workflows/${workflow?.id}/on`, { method: "POST", headers: { cookie, "content-type": "application/json", origin: `http://127.0.0.1:${ports.LEDGERLINE_PORT}` }, body: "{}" });
const hubspot = `http://127.0.0.1:${ports.LEDGERLINE_HUBSPOT_SIMULATOR_PORT}/simulator`;
const json = { method: "POST", headers: { "content-type": "application/json" } };
const { ids } = (await (await fetch(`${hubspot}/deals`, { ...json, body: JSON.stringify({ count: 300, stage: "contractsent" }) })).json()) as { ids: string[] };
await fetch(`${hubspot}/deals/stage`, { ...json, body: JSON.stringify({ ids, stage: "closedwon" }) });
let peakMb = 0;
for (let n = 0; n < 40; n++) {
  peakMb = Math.max(peakMb, memoryMb(later.child.pid ?? 0));
  await pause(1_000);
}
await stop(later.child);
rmSync(directory, { recursive: true, force: true });
console.log(JSON.stringify({ firstStartMs: first.ms, laterStartMs: later.ms, idleMb, burstPeakMb: peakMb }));
process.exit(0);
