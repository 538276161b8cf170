/**
 * A real PostgreSQL of our own, from npm binaries: no package manager, no container. It lives in the data directory,
 * listens on 127.0.0.1 only, ends when we end, and is shared when a second process of ours opens the same directory.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import pg from "pg";
import { type Cluster, clusterIn, corrupted, createCluster, isAlive } from "./cluster.ts";
import { DatabaseProblem } from "./database-problem.ts";
import { type Binaries, binaries } from "./postgres-binaries.ts";

/** A running embedded database. `stop` does nothing when another process of ours started it. */
export interface EmbeddedDatabase {
  /** With the password: for connecting, never for printing. */
  url: string;
  stop(): Promise<void>;
}

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=50",
  "shared_buffers=32MB",
  "max_wal_size=512MB",
  "jit=off",
  "max_parallel_workers_per_gather=0",
  "io_method=sync",
  "autovacuum_naptime=15s",
  "timezone=UTC",
  "log_checkpoints=off",
  // What starts and stops the server, and never the data in a failed statement.
  "log_min_messages=log",
  "log_min_error_statement=panic",
];
/** For tests only: the data does not survive a power loss, and many products share one server. */
const carelessSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=150"];

const startTries = 5;
const pollMs = 20;

/** Starts the database in the directory, made on the first start, or attaches to the one that runs there. */
export async function startEmbedded(dataDirectory: string, careless = false): Promise<EmbeddedDatabase> {
  makeDirectory(dataDirectory);
  const programs = binaries();
  const cluster = clusterIn(dataDirectory) ?? (await createCluster(dataDirectory, programs, careless));
  for (let tries = 1; ; tries += 1) {
    const url = await runningUrl(cluster);
    if (url !== undefined) return { url, stop: async () => undefined };
    const started = await start(cluster, programs, careless);
    if (typeof started !== "string") return started;
    const wasTooLate = started.includes("already exists") || started.includes("could not create any TCP/IP sockets");
    if (!wasTooLate || tries === startTries) throw corrupted(dirname(cluster.data), lastWord(started));
  }
}

function makeDirectory(dataDirectory: string): void {
  const probe = join(dataDirectory, `.probe-${process.pid}`);
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (problem) {
    throw new DatabaseProblem(
      `The data folder ${dataDirectory} cannot be written (${(problem as NodeJS.ErrnoException).code ?? String(problem)}).`,
      "Make it a folder that this user may write and whose disk has room, or choose another one.",
      problem,
    );
  }
}

/** Where the database of another process of ours is reached; waits while it starts or stops. */
async function runningUrl(cluster: Cluster): Promise<string | undefined> {
  for (;;) {
    const server = runningServer(cluster);
    if (server === undefined) return undefined;
    const url = urlOf(cluster, server.port);
    if (server.isReady && (await answers(url))) return url;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** postmaster.pid holds the pid in line 1, the port in line 4 and the status in line 8. */
function runningServer(cluster: Cluster): { port: string; isReady: boolean } | undefined {
  const file = join(cluster.data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (isPostgres(pid)) return { port: lines[3] ?? "", isReady: lines[7]?.startsWith("ready") ?? false };
  // The pid now belongs to something else, as it does after a container restarts: PostgreSQL would refuse to start.
  if (pid > 0) rmSync(file, { force: true });
  return undefined;
}

function isPostgres(pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(cluster: Cluster, port: string | number): string {
  return `postgres://ledgerline:${cluster.password}@127.0.0.1:${port}/postgres`;
}

/** The started database, or what PostgreSQL said before it gave up. */
async function start(cluster: Cluster, programs: Binaries, careless: boolean): Promise<EmbeddedDatabase | string> {
  const port = await freePort();
  const options = [...settings, ...(careless ? carelessSettings : [])].flatMap((setting) => ["-c", setting]);
  const [command, args] = programs.command(
    "postgres",
    ["-D", cluster.data, "-p", String(port), ...options],
    "ends-with-us",
  );
  // In a process group of its own, so that Ctrl-C reaches us first and we close before the database does.
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  let said = "";
  const ready = new Promise<true>((resolve) => {
    child.stderr.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
      if (said.includes("ready to accept connections")) resolve(true);
    });
  });
  if ((await Promise.race([ready, gone])) !== true) return said;
  child.unref();
  if ("unref" in child.stderr && typeof child.stderr.unref === "function") child.stderr.unref();
  return {
    url: urlOf(cluster, port),
    async stop() {
      child.ref();
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
      await gone;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** PostgreSQL's last line that says why, without time and process id. */
function lastWord(said: string): string {
  const lines = said.split("\n").filter((line) => /(FATAL|PANIC|error):/.test(line));
  return (lines.at(-1) ?? said.trim().split("\n").at(-1) ?? "").replace(/^.*?(FATAL|PANIC|error):\s*/, "");
}
