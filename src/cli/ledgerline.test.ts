import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "./ledgerline.ts";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "ledgerline-cli-"));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ran {
  exitCode: number;
  out: string;
  err: string;
}

/** Runs a command with nothing around it but what is given. */
async function run(argv: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(argv, {
    environment,
    workingDirectory: directory,
    version: "1.2.3",
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    start: async (surroundings, withDemo) => ({ json: { port: surroundings.port, withDemo }, text: "started" }),
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}

describe("help", () => {
  test("--help names every command and the exit codes", async () => {
    const { exitCode, out } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const command of ["start", "workflows", "enroll", "plan", "documents", "retry", "connections", "budget", "bursts", "settings", "doctor", "sign-in-link"]) expect(out).toContain(command);
    expect(out).toContain("EXIT CODES");
  });

  test("a command's --help names its words", async () => {
    const { exitCode, out } = await run(["plan", "--help"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("USAGE  ledgerline plan <workflow> [<records> ...] [--file <file>] [--last <number>] [--json]\n");
    expect((await run(["workflows", "publish", "--help"])).out).toContain("--override <key=reason>");
    expect((await run(["help", "workflows", "publish"])).out).toBe((await run(["workflows", "publish", "--help"])).out);
  });

  test("columns begin at the left, and no line ends with spaces", async () => {
    for (const argv of [["--help"], ["workflows", "--help"], ["settings", "--help"]]) {
      const lines = (await run(argv)).out.split("\n");
      expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
      expect(lines.filter((line) => line.startsWith("   ") && !line.startsWith("      "))).toEqual([]);
    }
  });

  test("--version prints the version", async () => {
    expect(await run(["--version"])).toEqual({ exitCode: 0, out: "1.2.3", err: "" });
  });
});

describe("wrong usage ends with exit code 2", () => {
  test.each([
    [["invocies"], 'There is no command "invocies".'],
    [["enrol"], 'Did you mean "enroll"?'],
    [["pause"], "The workflow is missing.\nIt is written: ledgerline pause <workflow> [--json]"],
    [["hubspot-app"], "--out is missing.\nIt is written: ledgerline hubspot-app --out <folder>"],
    [["documents", "--limt", "3"], 'There is no option --limt here.\nDid you mean "--limit"?'],
    [["workflows", "pblish"], 'Did you mean "publish"?'],
    [["records", "contact"], 'There are no records called "contact".'],
    [["plan", "Won deal to invoice"], "Name records by their ids, or say how many of the last."],
    [["workflows", "--all"], "There is no option --all here."],
    [["pause", "Won", "deal"], 'There is one word too many: "deal".'],
    [["bursts", "soon"], 'The wait is "soon", which is not a whole number from 1 to 86400.'],
    [["bursts", "never", "--batches", "121"], '--batches is "121", which is not a whole number from 1 to 120.'],
    [["bursts", "60", "--cost", "free"], '--cost is "free", which is neither per-item nor per-call.'],
    [["documents", "--limit", "many"], '--limit is "many", which is not a number from 1 to 200.'],
  ])("%j", async (argv, said) => {
    writeFileSync(join(directory, "cli.token"), "token");
    const { exitCode, out, err } = await run(argv, { LEDGERLINE_DATA: directory });
    expect(err).toContain(said);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  });

  test("retry wants one enrollment or --all, and not both", async () => {
    expect(await run(["retry"], { LEDGERLINE_DATA: directory })).toMatchObject({ exitCode: 2 });
    expect(await run(["retry", "abc", "--all"], { LEDGERLINE_DATA: directory })).toMatchObject({ exitCode: 2 });
  });

  test("an environment variable that cannot be used is named", async () => {
    const { exitCode, err } = await run(["start"], { LEDGERLINE_PORT: "http" });
    expect(exitCode).toBe(2);
    expect(err).toContain('LEDGERLINE_PORT is "http", which is not a port number from 0 to 65535.');
  });
});

describe("no server ends with exit code 3", () => {
  test("without a token the command says where it looked", async () => {
    const { exitCode, err } = await run(["workflows"], { LEDGERLINE_DATA: "elsewhere" });
    expect(exitCode).toBe(3);
    expect(err).toContain(join(directory, "elsewhere", "cli.token"));
  });

  test("when nothing answers the command says how to start it", async () => {
    writeFileSync(join(directory, "cli.token"), "token");
    for (const argv of [["workflows"], ["sign-in-link"]]) {
      const { exitCode, err } = await run(argv, { LEDGERLINE_DATA: directory, LEDGERLINE_URL: "http://127.0.0.1:9" });
      expect(err).toContain("No server answers at http://127.0.0.1:9");
      expect(exitCode).toBe(3);
    }
  });

  test("with --json the problem is one JSON document on standard output", async () => {
    const { exitCode, out, err } = await run(["doctor", "--json"], { LEDGERLINE_DATA: "elsewhere" });
    expect(exitCode).toBe(3);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({ error: { kind: "unreachable", exitCode: 3, said: expect.any(String), doThis: expect.any(String), failures: [] } });
  });
});

test("start says what it started, as text and as JSON", async () => {
  expect(await run(["start"])).toEqual({ exitCode: 0, out: "started", err: "" });
  const { out } = await run(["start", "--demo", "--json"], { LEDGERLINE_PORT: "4500" });
  expect(JSON.parse(out)).toEqual({ port: 4500, withDemo: true });
});
