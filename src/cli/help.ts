/** What `--help` prints: how a command is written, its words and options, in columns that begin at the left. */
import type { ArgDef, ArgsDef, CommandDef } from "citty";
import { takesMore } from "./command.ts";
import { table } from "./text.ts";
import { workflowVerbs } from "./workflow-verbs.ts";

const shared = `EXIT CODES

  0  done
  1  refused: a plan or a check failed, or there is nothing with that name
  2  wrong usage, or a wrong environment variable
  3  the server is not reachable, or does not let us in
  4  the server failed, or could not start

ENVIRONMENT

  LEDGERLINE_DATA        the data folder (./data)
  LEDGERLINE_PORT        the server's port (4400); LEDGERLINE_HOST its address (127.0.0.1)
  LEDGERLINE_URL         where the commands find the server (http://127.0.0.1:<port>)
  LEDGERLINE_WORKSPACE   the id or name of the workspace to work in, as --workspace does (the first one)
  LEDGERLINE_PUBLIC_URL  where people and the CRM reach the server
  DATABASE_URL           a PostgreSQL 15 or later instead of the one that comes along
  LEDGERLINE_ROLE        all, web or worker; LEDGERLINE_LOG fatal to debug (warn)`;

const elsewhere = "Exit codes, environment variables and all commands: ledgerline --help";

/** The whole command line. */
export function helpOfAll(groups: Readonly<Record<string, Readonly<Record<string, CommandDef>>>>): string {
  const parts = Object.entries(groups).map(([title, commands]) => `${title.toUpperCase()}\n\n${columns(Object.entries(commands).map(([name, one]) => [name, aboutOf(one)]))}`);
  return ["From a won deal in the CRM to an invoice in QuickBooks, exactly once.", "USAGE  ledgerline <command> [words] [--json] [--workspace <id or name>]", ...parts, "How a command is written: ledgerline <command> --help", shared].join("\n\n");
}

/** One command. */
export function helpOf(name: string, command: CommandDef): string {
  const args = argsOf(command);
  const positionals = args.filter(([, one]) => one.type === "positional").map(([word, one]): [string, string] => [positional(word, one), one.description ?? ""]);
  const verbs = name === "workflows" ? `VERBS\n\n${Object.values(workflowVerbs).map(({ usage, does }) => `  workflows ${usage}\n      ${does}`).join("\n")}` : null;
  return [
    aboutOf(command),
    `USAGE  ${usageOf(name, command)}`,
    ...(positionals.length === 0 ? [] : [`WORDS\n\n${columns(positionals)}`]),
    ...(verbs === null ? [] : [verbs]),
    optionsOf(args),
    elsewhere,
  ].join("\n\n");
}

/** One verb of `workflows`; undefined = there is no such verb. */
export function helpOfVerb(verb: string, workflows: CommandDef): string | undefined {
  const found = Object.hasOwn(workflowVerbs, verb) ? workflowVerbs[verb] : undefined;
  if (found === undefined) return undefined;
  const args = argsOf(workflows).filter(([name]) => name === "json" || found.usage.includes(`--${name}`));
  return [`${found.does}.`, `USAGE  ledgerline workflows ${found.usage}`, optionsOf(args.map(([name, one]) => [name, { ...one, description: ofVerb(verb, one.description ?? "") }])), elsewhere].join("\n\n");
}

/** For example `ledgerline plan <workflow> [<records> ...] [--last <number>] [--json]`. */
export function usageOf(name: string, command: CommandDef): string {
  const words = argsOf(command).map(([word, one]) => (one.type === "positional" ? positional(word, one) : one.required === true ? option(word, one) : `[${option(word, one)}]`));
  return ["ledgerline", name, ...words].join(" ");
}

function argsOf(command: CommandDef): [string, ArgDef][] {
  return Object.entries(command.args as ArgsDef);
}

function aboutOf(command: CommandDef): string {
  return (command.meta as { description?: string }).description ?? "";
}

function positional(name: string, { required }: ArgDef): string {
  const word = takesMore.includes(name) ? `<${name}> ...` : `<${name}>`;
  return required === false ? `[${word}]` : word;
}

function option(name: string, { type, valueHint }: ArgDef): string {
  return type === "boolean" ? `--${name}` : `--${name} <${valueHint ?? name}>`;
}

function optionsOf(args: readonly [string, ArgDef][]): string {
  const options = args.filter(([, one]) => one.type !== "positional").map(([name, one]) => [option(name, one), `${one.description ?? ""}${one.default === undefined ? "" : ` (usually ${String(one.default)})`}`]);
  return `OPTIONS\n\n${columns([...options, ["--workspace <id or name>", "The workspace to work in, when there are several"]])}`;
}

/** An option of several verbs tells of each; here of this one. */
function ofVerb(verb: string, description: string): string {
  const parts = description.split("; ").map((part) => /^([a-z, ]+): (.*)$/.exec(part));
  return parts.find((part) => part?.[1]?.split(", ").includes(verb))?.[2] ?? description;
}

function columns(rows: readonly (readonly string[])[]): string {
  return table([{ title: "" }, { title: "" }], rows)
    .split("\n")
    .slice(1)
    .map((line) => `  ${line}`)
    .join("\n");
}
