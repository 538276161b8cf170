/** The simulators as others install them: plain JavaScript in a folder of node_modules, started by the package's own command. */
import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const own = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);
const project = mkdtempSync(join(tmpdir(), "simulators-installed-"));
const installed = join(project, "node_modules/@ledgerline/simulators");

beforeAll(async () => {
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", join(own, "tsconfig.build.json"), "--outDir", join(installed, "dist")]);
  copyFileSync(join(own, "package.json"), join(installed, "package.json"));
  for (const name of Object.keys(manifest().dependencies)) {
    mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
    symlinkSync(folderOf(name), join(project, "node_modules", name));
  }
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the package's command starts both simulators where they were installed", async () => {
  const command = join(installed, manifest().bin["ledgerline-simulators"]);
  const running = spawn(process.execPath, [command, "--quickbooks-port", "0", "--hubspot-port", "0", "--stop-with-parent"], { stdio: ["pipe", "pipe", "inherit"] });
  const addresses = await new Promise<Record<string, string>>((done, failed) => {
    running.stdout.once("data", (line: Buffer) => done(JSON.parse(line.toString())));
    running.once("exit", (code) => failed(new Error(`ended with ${code}`)));
  });
  for (const address of [addresses["quickbooks"], addresses["hubspot"]]) {
    expect(await (await fetch(`${address}/simulator/token`)).json()).toMatchObject({ accessToken: expect.any(String) });
  }
  const ended = new Promise((done) => running.once("close", done));
  running.stdin.end();
  await ended;
});

test("what the package exports is in it", async () => {
  for (const { default: file, types } of Object.values(manifest().exports)) {
    expect(readFileSync(join(installed, types), "utf8")).toContain("Simulator(");
    expect(Object.keys((await import(join(installed, file))) as object).join()).toMatch(/start\w+Simulator/);
  }
});

interface Manifest {
  bin: { "ledgerline-simulators": string };
  exports: Record<string, { default: string; types: string }>;
  dependencies: Record<string, string>;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(own, "package.json"), "utf8")) as Manifest;
}

/** Where a dependency is here; it may not let its package.json be asked for. */
function folderOf(name: string): string {
  const root = `node_modules/${name}`;
  const entry = require.resolve(name);
  return entry.slice(0, entry.lastIndexOf(root) + root.length);
}
