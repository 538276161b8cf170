/** What every command is written with. */
import { type ArgsDef, type CommandDef, defineCommand } from "citty";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Output, Said } from "./said.ts";
import type { Surroundings } from "./surroundings.ts";

/** What the command line needs of the world. */
export interface CliOptions extends Output {
  environment: Readonly<Record<string, string | undefined>>;
  workingDirectory: string;
  version: string;
  /** Starts the server in this process and returns when it runs. */
  start(surroundings: Surroundings, withDemo: boolean): Promise<Said>;
}

/** What commands work with. */
export interface CommandContext {
  options: CliOptions;
  surroundings(): Surroundings;
  /** Asks the server and says what it answers. */
  asking(ask: (client: Client) => Promise<Said>): Promise<void>;
  done(said: Said): void;
}

type Run = NonNullable<CommandDef["run"]>;

/** A command of one word; without a `run` it only holds its sub-commands. */
export function command(name: string, description: string, args: ArgsDef, run: Run | undefined, subCommands?: Record<string, CommandDef>): CommandDef {
  return defineCommand({ meta: { name, description }, args, ...(run === undefined ? {} : { run }), ...(subCommands === undefined ? {} : { subCommands }) });
}

export const asJson = { json: { type: "boolean", description: "Print JSON, errors too" } } as const;

export const workflowAndRecord = {
  workflow: { type: "positional", description: "The workflow's id or name", required: true },
  record: { type: "positional", description: "The record's id in the CRM", required: true },
} as const;

export const oneConnection = { connection: { type: "positional", description: "The connection's id, account or name", required: true } } as const;

export const whichBooks = { books: { type: "string", valueHint: "company", description: "The company's id or name, when there are several" } } as const;

/** The positionals that take all words that are left. */
export const takesMore = ["changes", "records", "words"];

/** The option as it was written; undefined = it was not. */
export function textOf(given: unknown): string | undefined {
  return typeof given === "string" ? given : undefined;
}

/** A number of rows from 1 on. Throws a `CliProblem` that names the option. */
export function limitOf(text: string, option = "limit", most = 200): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new CliProblem("usage", `--${option} is "${text}", which is not a number from 1 to ${most}.`);
  return limit;
}

/** How many records at the most; null = no bound. Throws a `CliProblem` for what is no whole number from 1 on. */
export function capOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const cap = Number(text);
  if (!Number.isInteger(cap) || cap < 1) throw new CliProblem("usage", `--cap is "${text}", which is not a whole number from 1 on.`);
  return cap;
}
