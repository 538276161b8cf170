/** The simulators of QuickBooks and HubSpot as one child process, which never outlives us. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Simulators {
  quickBooksUrl: string;
  hubSpotUrl: string;
  stop(): Promise<void>;
}

export interface SimulatorOptions {
  quickBooksPort: number;
  hubSpotPort: number;
  /** Where they keep their state between starts. */
  dataDirectory: string;
}

/** They did not come up; the message says why, in the simulators' own words. */
export class SimulatorProblem extends Error {
  readonly problem: string;
  readonly doThis: string;

  constructor(problem: string, doThis: string) {
    super(`${problem} ${doThis}`);
    this.name = "SimulatorProblem";
    this.problem = problem;
    this.doThis = doThis;
  }
}

const startFile = fileURLToPath(new URL("../../simulators/start.ts", import.meta.url));
const readyWithinMs = 20_000;
/** The channel closes when we are gone, even by SIGKILL; then the child ends, too. */
const endWithParent = "data:text/javascript,process.once('disconnect',()=>process.exit(0))";

/** Starts both and waits until they answer. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { quickBooksPort, hubSpotPort, dataDirectory } = options;
  const words = ["--quickbooks-port", String(quickBooksPort), "--hubspot-port", String(hubSpotPort), "--data", dataDirectory];
  const child = spawn(process.execPath, ["--import", endWithParent, startFile, ...words], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const said: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said.push(text);
    said.splice(0, said.length - 20);
  });
  const quickBooksUrl = `http://127.0.0.1:${quickBooksPort}`;
  const hubSpotUrl = `http://127.0.0.1:${hubSpotPort}`;
  try {
    await Promise.all([answers(child, quickBooksUrl), answers(child, hubSpotUrl)]);
  } catch {
    await stop(child);
    throw problemOf(said.join(""), options);
  }
  return { quickBooksUrl, hubSpotUrl, stop: () => stop(child) };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the simulators ended");
    const answer = await fetch(`${url}/simulator/token`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error("the simulators do not answer");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await ended;
  clearTimeout(timer);
}

function problemOf(said: string, { quickBooksPort, hubSpotPort }: SimulatorOptions): SimulatorProblem {
  if (said.includes("EADDRINUSE")) {
    return new SimulatorProblem(
      `The simulators' ports ${quickBooksPort} and ${hubSpotPort} are not both free.`,
      "Stop what uses them (perhaps Ledgerline is already running), or set LEDGERLINE_QUICKBOOKS_SIMULATOR_PORT and LEDGERLINE_HUBSPOT_SIMULATOR_PORT.",
    );
  }
  const why = said.trim().split("\n").slice(0, 6).join("\n");
  return new SimulatorProblem(`The simulators did not start${why === "" ? "." : `:\n${why}`}`, "Start without --demo, or report this.");
}
