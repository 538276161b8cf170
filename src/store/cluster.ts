/** The folder of the embedded database: its data and its password, made together or not at all. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "./database-problem.ts";
import { type Binaries, majorVersion } from "./postgres-binaries.ts";

/** Where the data is, and the password of the database's only user. */
export interface Cluster {
  data: string;
  password: string;
}

/** The cluster in a data directory; undefined when there is none yet. */
export function clusterIn(dataDirectory: string): Cluster | undefined {
  const folder = join(dataDirectory, "database");
  if (!existsSync(folder)) return undefined;
  const data = join(folder, "data");
  const version = readIfThere(join(data, "PG_VERSION"));
  const password = readIfThere(join(folder, "password"));
  if (version !== undefined && /^\d+(\.\d+)?$/.test(version) && version !== majorVersion)
    throw otherMajor(folder, version);
  if (version !== majorVersion || !password) throw corrupted(folder);
  return { data, password };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

function otherMajor(folder: string, version: string): DatabaseProblem {
  return new DatabaseProblem(
    `The database in ${folder} was made by PostgreSQL ${version}, and this version of Ledgerline brings PostgreSQL ${majorVersion}.`,
    "Start the version of Ledgerline that made it, or serve it with that PostgreSQL and set DATABASE_URL. Nothing was changed.",
  );
}

/** The data is there and cannot be used; `detail` is PostgreSQL's own last word. */
export function corrupted(folder: string, detail?: string): DatabaseProblem {
  return new DatabaseProblem(
    `The database in ${folder} is damaged or incomplete${detail === undefined ? "" : ` (${detail})`}.`,
    "Restore the data folder from a backup. To start empty instead, move the folder away. Nothing was changed.",
  );
}

/** Makes an empty cluster. It is made aside and renamed into place: one that was interrupted never counts. */
export async function createCluster(dataDirectory: string, programs: Binaries, careless: boolean): Promise<Cluster> {
  removeLeftovers(dataDirectory);
  const aside = join(dataDirectory, `database.new-${process.pid}-${randomBytes(3).toString("hex")}`);
  try {
    mkdirSync(aside, { mode: 0o700 });
    writeFileSync(join(aside, "password"), randomBytes(24).toString("base64url"), { mode: 0o600 });
    await initialise(aside, programs, careless);
    moveIntoPlace(aside, join(dataDirectory, "database"));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  const cluster = clusterIn(dataDirectory);
  if (cluster === undefined) throw new Error(`no cluster in ${dataDirectory} after it was made`);
  return cluster;
}

/** What dead processes began and did not finish. */
function removeLeftovers(dataDirectory: string): void {
  for (const name of readdirSync(dataDirectory)) {
    const pid = /^database\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  }
}

/** Whether a process of that id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function initialise(aside: string, programs: Binaries, careless: boolean): Promise<void> {
  const access = ["-U", "ledgerline", "--auth=scram-sha-256", `--pwfile=${join(aside, "password")}`];
  const content = ["-E", "UTF8", "--locale=C", "--no-instructions", ...(careless ? ["--no-sync"] : [])];
  const [command, args] = programs.command(
    "initdb",
    ["-D", join(aside, "data"), ...access, ...content],
    "ends-with-us",
  );
  const { code, said } = await run(command, args);
  if (code === 0) return;
  const reason = said.split("\n").find((line) => line.startsWith("initdb: error:")) ?? said.trim().slice(-300);
  throw new DatabaseProblem(
    `The built-in database could not be made in ${aside}: ${reason}.`,
    "Check that the disk has room and that the folder may be written, or set DATABASE_URL to a PostgreSQL 15 or newer.",
  );
}

function run(command: string, args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    child.on("error", (problem) => resolve({ code: null, said: problem.message }));
    child.on("close", (code) => resolve({ code, said }));
  });
}

/** Whoever renames first has made the cluster; the others use it. */
function moveIntoPlace(aside: string, folder: string): void {
  try {
    renameSync(aside, folder);
  } catch (problem) {
    if (!existsSync(folder)) throw problem;
  }
}
