/** The simulators of QuickBooks and HubSpot as one child process, which never outlives us. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface Simulators {
  quickBooksUrl: string;
  hubSpotUrl: string;
  stop(): Promise<void>;
}

export interface SimulatorOptions {
  quickBooksPort: number;
  hubSpotPort: number;
  /** Where they keep their state between starts; absent = nowhere. */
  dataDirectory?: string;
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
const readyWithinMs = 30_000;
const ready = z.object({ quickbooks: z.string(), hubspot: z.string() });

/** Starts both and waits until they say where they listen. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { quickBooksPort, hubSpotPort, dataDirectory } = options;
  const words = ["--quickbooks-port", String(quickBooksPort), "--hubspot-port", String(hubSpotPort), ...(dataDirectory === undefined ? [] : ["--data", dataDirectory]), "--stop-with-parent"];
  // Their standard input ends when we are gone, even by SIGKILL; then they end, too.
  const child = spawn(process.execPath, [startFile, ...words], { stdio: ["pipe", "pipe", "pipe"] });
  const said = lastWordsOf(child.stderr);
  try {
    const { quickbooks, hubspot } = ready.parse(JSON.parse(await firstLine(child)));
    return { quickBooksUrl: quickbooks, hubSpotUrl: hubspot, stop: () => stop(child) };
  } catch {
    await stop(child);
    throw problemOf(said.join(""), options);
  }
}

async function firstLine(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line", { signal: AbortSignal.any([AbortSignal.timeout(readyWithinMs), endOf(child)]) })) as [string];
  // Whatever they print later must not fill the pipe.
  child.stdout.resume();
  return line;
}

function endOf(child: ChildProcess): AbortSignal {
  const ended = new AbortController();
  child.once("close", () => ended.abort());
  child.once("error", () => ended.abort());
  return ended.signal;
}

function lastWordsOf(stream: Readable): string[] {
  const said: string[] = [];
  stream.setEncoding("utf8").on("data", (text: string) => {
    said.push(text);
    said.splice(0, said.length - 20);
  });
  return said;
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
