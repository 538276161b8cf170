/** The command line: what there is to say, and how it is answered. */
import { type ArgsDef, type CommandDef, renderUsage, runCommand } from "citty";
import { type Client, openClient, problemOf } from "./client.ts";
import { type CliOptions, command } from "./command.ts";
import { connectionCommands } from "./commands/connections.ts";
import { matchingCommands } from "./commands/matching.ts";
import { recordCommands } from "./commands/records.ts";
import { serverCommands } from "./commands/server.ts";
import { workflowCommands } from "./commands/workflows.ts";
import { CliProblem } from "./problem.ts";
import { type Said, say, sayProblem } from "./said.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";
import { workflowVerbHelp } from "./workflow-verbs.ts";

const exitCodeHelp = `EXIT CODES

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

/** Runs one command and returns the exit code. */
export async function runCli(given: readonly string[], { environment, ...others }: CliOptions): Promise<number> {
  const { argv, workspace } = withoutWorkspace(given);
  const options = { ...others, environment: workspace === undefined ? environment : { ...environment, LEDGERLINE_WORKSPACE: workspace } };
  const wantsJson = argv.includes("--json");
  let exitCode = 0;
  const root = commands(options, (said) => {
    exitCode = say(said, wantsJson, options);
  });
  try {
    const [command, name] = await commandOf(root, argv);
    if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) {
      options.out(await helpOf(root, command));
      return 0;
    }
    if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-v")) {
      options.out(options.version);
      return 0;
    }
    if (command === undefined) throw new CliProblem("usage", `There is no command "${name ?? argv[0]}".`, "Run \"ledgerline --help\" to see them all.");
    refuseUnknownOptions(argv.slice(1), command);
    await runCommand(root, { rawArgs: [...argv] });
    return exitCode;
  } catch (error) {
    const problem = asProblem(error);
    if (problem === undefined) throw error;
    return sayProblem(problem, wantsJson, options);
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

function commands(options: CliOptions, done: (said: Said) => void): CommandDef {
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
  return command("ledgerline", "From a won deal in the CRM to an invoice in QuickBooks, exactly once", {}, undefined, {
    ...serverCommands(context),
    ...workflowCommands(context),
    ...recordCommands(context),
    ...matchingCommands(context),
    ...connectionCommands(context),
  });
}

/** The command that is named; the first word decides. */
async function commandOf(root: CommandDef, argv: readonly string[]): Promise<[CommandDef | undefined, string | undefined]> {
  const name = argv.find((word) => !word.startsWith("-"));
  const subCommands = root.subCommands as Record<string, CommandDef>;
  return [name !== undefined && Object.hasOwn(subCommands, name) ? subCommands[name] : undefined, name];
}

async function helpOf(root: CommandDef, named: CommandDef | undefined): Promise<string> {
  const usage = named === undefined ? await renderUsage(root) : await renderUsage(named, root);
  const verbs = named !== undefined && named === (root.subCommands as Record<string, CommandDef>)["workflows"] ? `\n\nVERBS\n\n${workflowVerbHelp}` : "";
  return `${usage}${verbs}\n\n${exitCodeHelp}`;
}

/** The positionals that take all words that are left. */
const takesMore = ["changes", "records", "words"];

function refuseUnknownOptions(words: readonly string[], named: CommandDef): void {
  const args = named.args as ArgsDef;
  const positionals = Object.values(args).filter((one) => one.type === "positional").length;
  for (const word of words) {
    if (!word.startsWith("--")) continue;
    const name = word.slice(2).split("=")[0] ?? "";
    if (name !== "" && !Object.hasOwn(args, name)) throw new CliProblem("usage", `There is no option --${name} here.`, "Add --help to see the options.");
  }
  const given = words.filter((word, at) => !word.startsWith("-") && args[(words[at - 1] ?? "").slice(2)]?.type !== "string");
  if (given.length > positionals && !takesMore.some((name) => Object.hasOwn(args, name))) {
    throw new CliProblem("usage", `There is one word too many: "${given.at(-1)}".`, "Put names of several words in quotes.");
  }
}

/** citty's own errors are about wrong words. */
function asProblem(error: unknown): CliProblem | undefined {
  if (error instanceof CliProblem) return error;
  if (error instanceof Error && error.name === "CLIError") return new CliProblem("usage", `${error.message}.`, "Add --help to see how the command is written.");
  return undefined;
}
