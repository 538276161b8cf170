/** The command line: what there is to say, and how it is answered. */
import { type ArgsDef, type CommandDef, runCommand } from "citty";
import { type Client, openClient, problemOf } from "./client.ts";
import { type CliOptions, takesMore } from "./command.ts";
import { connectionCommands } from "./commands/connections.ts";
import { matchingCommands } from "./commands/matching.ts";
import { recordCommands } from "./commands/records.ts";
import { serverCommands } from "./commands/server.ts";
import { workflowCommands } from "./commands/workflows.ts";
import { helpOf, helpOfAll, helpOfVerb, usageOf } from "./help.ts";
import { CliProblem } from "./problem.ts";
import { type Said, say, sayProblem } from "./said.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";
import { asWritten, meantBy } from "./wordings.ts";

/** Runs one command and returns the exit code. */
export async function runCli(given: readonly string[], { environment, ...others }: CliOptions): Promise<number> {
  const { argv: typed, workspace } = withoutWorkspace(given);
  const argv = asWritten(typed);
  const options = { ...others, environment: workspace === undefined ? environment : { ...environment, LEDGERLINE_WORKSPACE: workspace } };
  const wantsJson = argv.includes("--json");
  let exitCode = 0;
  const groups = commandGroups(options, (said) => {
    exitCode = say(said, wantsJson, options);
  });
  const known = Object.assign({}, ...Object.values(groups)) as Record<string, CommandDef>;
  const [name, verb] = argv.filter((word) => !word.startsWith("-"));
  const named = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
  try {
    if (name !== undefined && named === undefined) throw new CliProblem("usage", `There is no command "${typed.find((word) => !word.startsWith("-")) ?? name}".`, `${meantBy(name, Object.keys(known))}Run "ledgerline --help" to see them all.`);
    if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) {
      options.out(name === undefined || named === undefined ? helpOfAll(groups) : ((name === "workflows" && verb !== undefined ? helpOfVerb(verb, named) : undefined) ?? helpOf(name, named)));
      return 0;
    }
    if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-v")) {
      options.out(options.version);
      return 0;
    }
    if (name === undefined || named === undefined) throw new CliProblem("usage", `There is no command in "${argv.join(" ")}".`, "Run \"ledgerline --help\" to see them all.");
    refuseUnknownOptions(argv.slice(1), named);
    await runNamed(name, named, argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CliProblem) return sayProblem(error, wantsJson, options);
    throw error;
  }
}

async function runNamed(name: string, named: CommandDef, argv: readonly string[]): Promise<void> {
  try {
    await runCommand(named, { rawArgs: argv.toSpliced(argv.indexOf(name), 1) });
  } catch (error) {
    throw aboutWords(error, name, named);
  }
}

/** `--workspace` may stand anywhere, with every command. */
function withoutWorkspace(given: readonly string[]): { argv: readonly string[]; workspace: string | undefined } {
  const at = given.findIndex((word) => word === "--workspace" || word.startsWith("--workspace="));
  const word = given[at];
  if (word === undefined) return { argv: given, workspace: undefined };
  if (word !== "--workspace") return { argv: given.toSpliced(at, 1), workspace: word.slice("--workspace=".length) };
  return { argv: given.toSpliced(at, 2), workspace: given[at + 1] ?? "" };
}

/** Every command, by what it is about. */
function commandGroups(options: CliOptions, done: (said: Said) => void): Record<string, Record<string, CommandDef>> {
  const surroundings = (): Surroundings => readSurroundings(options.environment, options.workingDirectory);
  const asking = async (ask: (client: Client) => Promise<Said>): Promise<void> => {
    const where = surroundings();
    try {
      done(await ask(await openClient(where)));
    } catch (error) {
      throw problemOf(error, where);
    }
  };
  const context = { options, surroundings, asking, done };
  return {
    Server: serverCommands(context),
    Workflows: workflowCommands(context),
    "Records, enrollments and documents": recordCommands(context),
    "Choices of customers and products": matchingCommands(context),
    Connections: connectionCommands(context),
  };
}

function refuseUnknownOptions(words: readonly string[], named: CommandDef): void {
  const args = named.args as ArgsDef;
  const positionals = Object.values(args).filter((one) => one.type === "positional").length;
  for (const word of words) {
    if (!word.startsWith("--")) continue;
    const name = word.slice(2).split("=")[0] ?? "";
    if (name !== "" && !Object.hasOwn(args, name)) throw new CliProblem("usage", `There is no option --${name} here.`, `${meantBy(name, Object.keys(args).filter((one) => args[one]?.type !== "positional"), "--")}Add --help to see the options.`);
  }
  const given = words.filter((word, at) => !word.startsWith("-") && args[(words[at - 1] ?? "").slice(2)]?.type !== "string");
  if (given.length > positionals && !takesMore.some((name) => Object.hasOwn(args, name))) {
    throw new CliProblem("usage", `There is one word too many: "${given.at(-1)}".`, "Put names of several words in quotes.");
  }
}

/** citty's own errors are about wrong words: how the command is written answers them. */
function aboutWords(error: unknown, name: string, named: CommandDef): unknown {
  if (!(error instanceof Error) || error.name !== "CLIError") return error;
  const missing = /^Missing required (?:positional )?argument: (?:--)?(.+)$/.exec(error.message)?.[1];
  const option = missing !== undefined && error.message.includes("--") ? `--${missing}` : undefined;
  const said = missing === undefined ? `${error.message}.` : option === undefined ? `The ${missing.toLowerCase()} is missing.` : `${option} is missing.`;
  return new CliProblem("usage", said, `It is written: ${usageOf(name, named)}`);
}
