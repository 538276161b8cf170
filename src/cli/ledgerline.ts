/** The command line: what there is to say, and how it is answered. */
import { explainRecord } from "./explain.ts";
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from "citty";
import { accountSettings } from "./account-settings.ts";
import { askForSignInLink, type Client, openClient, problemOf } from "./client.ts";
import { approve, listApprovals, reject } from "./approvals.ts";
import { checkConnection, disconnect, setReadOnly, showConnection } from "./connection.ts";
import { listConnections, setBudget, setBursts } from "./connections.ts";
import { listDocuments } from "./documents.ts";
import { examine } from "./doctor.ts";
import { cancelEnrollments, enroll, enrollMany } from "./enroll.ts";
import { listEnrollments } from "./enrollments.ts";
import { importRecords } from "./import.ts";
import { importWishOf } from "./import-wish.ts";
import { writeHubSpotApp } from "./hubspot-app.ts";
import { listLinks, listUnmatched, removeLink, saveLink } from "./links.ts";
import { plan, planFile } from "./plan.ts";
import { planMany } from "./plan-many.ts";
import { CliProblem } from "./problem.ts";
import { retry } from "./retry.ts";
import { type Output, type Said, say, sayProblem } from "./said.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";
import { pause, resume, turnOff, turnOn } from "./switch.ts";
import { webhookSecret } from "./webhook-secret.ts";
import { readText, workflowCommand, workflowVerbHelp } from "./workflow-commands.ts";

/** What the command line needs of the world. */
export interface CliOptions extends Output {
  environment: Readonly<Record<string, string | undefined>>;
  workingDirectory: string;
  version: string;
  /** Starts the server in this process and returns when it runs. */
  start(surroundings: Surroundings, withDemo: boolean): Promise<Said>;
}

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

const asJson = { json: { type: "boolean", description: "Print JSON, errors too" } } as const;
const workflowAndRecord = {
  workflow: { type: "positional", description: "The workflow's id or name", required: true },
  record: { type: "positional", description: "The record's id in the CRM", required: true },
} as const;

const oneConnection = { connection: { type: "positional", description: "The connection's id, account or name", required: true } } as const;

const whichBooks = { books: { type: "string", description: "The company's id or name, when there are several" } } as const;
const linkKey = { key: { type: "positional", description: "The key that \"ledgerline unmatched\" or \"links\" shows", required: true } } as const;

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
  return command("ledgerline", "From a won deal in the CRM to an invoice in QuickBooks, exactly once", {}, undefined, {
    start: command(
      "start",
      "Start the server",
      { demo: { type: "boolean", description: "With simulators of QuickBooks and HubSpot, already connected" }, ...asJson },
      async ({ args }) => done(await options.start(surroundings(), args["demo"] === true)),
    ),
    workflows: command(
      "workflows",
      "List the workflows, or build, publish, compare, export and import them",
      {
        verb: { type: "positional", description: "What to do; without it the workflows are listed. The verbs are below", required: false },
        words: { type: "positional", description: "What the verb takes", required: false },
        recipe: { type: "string", description: "create: the recipe to begin with" },
        note: { type: "string", description: "publish: what is new in this version" },
        override: { type: "string", description: "publish: <key>=<reason> for a money risk, several on lines of their own" },
        into: { type: "string", description: "import: the workflow whose draft the file becomes" },
        output: { type: "string", description: "export, schema: the file to write" },
        version: { type: "string", description: "export: a published version instead of the draft" },
        yes: { type: "boolean", description: "remove, restore: really" },
        ...asJson,
      },
      ({ args }) => {
        const given = { recipe: textOf(args["recipe"]), note: textOf(args["note"]), override: textOf(args["override"]), into: textOf(args["into"]), output: textOf(args["output"]), version: textOf(args["version"]) };
        return asking((client) => workflowCommand(client, textOf(args["verb"]), { ...given, words: args._.slice(1), yes: args["yes"] === true, workingDirectory: options.workingDirectory }));
      },
    ),
    "turn-on": command(
      "turn-on",
      "Turn a workflow on; refused with every finding that must be mended first",
      { workflow: workflowAndRecord.workflow, enroll: { type: "boolean", description: "Enroll the records that meet the triggers already, too" }, cap: { type: "string", description: "At most so many of those" }, ...asJson },
      ({ args }) => asking((client) => turnOn(client, String(args["workflow"]), args["enroll"] === true ? "enroll" : "leave", capOf(textOf(args["cap"])))),
    ),
    "turn-off": command(
      "turn-off",
      "Turn a workflow off; enrollments under way finish, or stop",
      { workflow: workflowAndRecord.workflow, stop: { type: "boolean", description: "Stop what is under way; what is being posted is finished" }, ...asJson },
      ({ args }) => asking((client) => turnOff(client, String(args["workflow"]), args["stop"] === true ? "stop" : "finish")),
    ),
    pause: command("pause", "Let records that start to meet a workflow's triggers wait", { workflow: workflowAndRecord.workflow, ...asJson }, ({ args }) => asking((client) => pause(client, String(args["workflow"])))),
    resume: command(
      "resume",
      "Let a paused workflow go on, also after a cap; what waited is enrolled",
      { workflow: workflowAndRecord.workflow, leave: { type: "boolean", description: "Leave what waited alone" }, ...asJson },
      ({ args }) => asking((client) => resume(client, String(args["workflow"]), args["leave"] === true ? "leave" : "enroll")),
    ),
    enroll: command(
      "enroll",
      "Enroll records in a workflow now",
      {
        workflow: workflowAndRecord.workflow,
        records: { type: "positional", description: "The record's id in the CRM, or several", required: false },
        matching: { type: "boolean", description: "Instead of ids: all that meet the triggers and never went through" },
        cap: { type: "string", description: "At most so many of those" },
        ...asJson,
      },
      ({ args }) => asking((client) => enrolled(client, String(args["workflow"]), args._.slice(1), args["matching"] === true, textOf(args["cap"]))),
    ),
    enrollments: command(
      "enrollments",
      "List enrollments, newest first",
      {
        workflow: { type: "string", description: "Of one workflow, by id or name" },
        state: { type: "string", description: "In these states, separated by commas" },
        search: { type: "string", description: "Of records whose name contains this" },
        record: { type: "string", description: "Of one record, by its id in the CRM" },
        limit: { type: "string", description: "How many, 1 to 200", default: "50" },
        ...asJson,
      },
      ({ args }) =>
        asking((client) =>
          listEnrollments(client, { workflow: textOf(args["workflow"]), states: textOf(args["state"]), search: textOf(args["search"]), record: textOf(args["record"]), limit: limitOf(String(args["limit"])) }),
        ),
    ),
    cancel: command(
      "cancel",
      "Take enrollments out; what exists in QuickBooks stays",
      { records: { type: "positional", description: "The enrollment's id, or several", required: false }, workflow: { type: "string", description: "Instead of ids: all of a workflow that are not over" }, ...asJson },
      ({ args }) => asking((client) => cancelEnrollments(client, args._, textOf(args["workflow"]))),
    ),
    import: command(
      "import",
      "Put records in from a CSV file; repeating it changes nothing",
      {
        file: { type: "positional", description: "The file; its first row names the columns", required: true },
        type: { type: "string", description: "What a row is: deal (usual), quote, payment, contact, company or product" },
        map: { type: "string", description: "\"Column=target\" for columns that are not guessed right, several with ; between; \"Column=\" leaves one out" },
        "dry-run": { type: "boolean", description: "Only say what is new, changed or refused" },
        "start-workflows": { type: "boolean", description: "Let workflows start on what is imported; usually it is only kept" },
        decimals: { type: "string", description: "How the file writes decimals: point (usual) or comma" },
        dates: { type: "string", description: "In which order the file writes days: ymd (usual), dmy or mdy" },
        delimiter: { type: "string", description: "Usually found out" },
        encoding: { type: "string", description: "utf-8, utf-16le, utf-16be or windows-1252; usually found out" },
        failed: { type: "string", description: "A file for the rows that were refused, with what is wrong" },
        ...asJson,
      },
      ({ args }) => asking((client) => importRecords(client, importWishOf(args), (text) => args["json"] !== true && options.err(text))),
    ),
    explain: command("explain", "Say why a record is or is not in a workflow, and what would happen to it now. Writes nothing", { ...workflowAndRecord, ...asJson }, ({ args }) =>
      asking((client) => explainRecord(client, String(args["workflow"]), String(args["record"]))),
    ),
    plan: command(
      "plan",
      "Show the exact document a workflow would post for a record, or why not; for many records with totals. Writes nothing",
      {
        workflow: workflowAndRecord.workflow,
        records: { type: "positional", description: "The record's id in the CRM, or several", required: false },
        file: { type: "string", description: "Instead of a workflow: a workflow file that need not be imported" },
        last: { type: "string", description: "Instead of ids: so many of the last changed records that meet the triggers, 1 to 200" },
        ...asJson,
      },
      ({ args }) => {
        const file = textOf(args["file"]);
        return asking(async (client) => (file === undefined ? planned(client, String(args["workflow"]), args._.slice(1), textOf(args["last"])) : planFile(client, await readText(options.workingDirectory, file), args._)));
      },
    ),
    documents: command("documents", "List the newest posted documents", { limit: { type: "string", description: "How many, 1 to 200", default: "50" }, ...asJson }, ({ args }) =>
      asking((client) => listDocuments(client, limitOf(String(args["limit"])))),
    ),
    retry: command(
      "retry",
      "Try an enrollment that needs attention again",
      {
        enrollment: { type: "positional", description: "The enrollment's id", required: false },
        all: { type: "boolean", description: "All that need attention" },
        ...asJson,
      },
      ({ args }) => asking((client) => retry(client, args["enrollment"] === undefined ? undefined : String(args["enrollment"]), args["all"] === true)),
    ),
    unmatched: command("unmatched", "List the customers and products that wait for a choice, with what is likely meant", asJson, () => asking(listUnmatched)),
    links: command("links", "List the choices that were saved, newest first", { limit: { type: "string", description: "How many, 1 to 200", default: "50" }, ...asJson }, ({ args }) =>
      asking((client) => listLinks(client, limitOf(String(args["limit"])))),
    ),
    link: command(
      "link",
      "Choose the QuickBooks customer or product for something of the CRM, from now on; retries what waits for it",
      { ...linkKey, id: { type: "positional", description: "The customer's or product's id in QuickBooks", required: true }, ...whichBooks, ...asJson },
      ({ args }) => asking((client) => saveLink(client, String(args["key"]), String(args["id"]), textOf(args["books"]))),
    ),
    unlink: command("unlink", "Take a choice back; what was posted with it stays", { ...linkKey, ...whichBooks, ...asJson }, ({ args }) =>
      asking((client) => removeLink(client, String(args["key"]), textOf(args["books"]))),
    ),
    connections: command("connections", "List what is connected, with the calls it uses", asJson, () => asking(listConnections)),
    budget: command(
      "budget",
      "Set how many metered QuickBooks calls background work may make a month (UTC)",
      {
        calls: { type: "positional", description: "A whole number; 500000 a month cost nothing", required: true },
        ...whichBooks,
        ...asJson,
      },
      ({ args }) => asking((client) => setBudget(client, String(args["calls"]), textOf(args["books"]))),
    ),
    bursts: command(
      "bursts",
      "Set when a backlog also goes out in batches, which are metered",
      {
        after: { type: "positional", description: "Seconds that documents may wait before that, or never", required: true },
        batches: { type: "string", description: "Batches a minute: 40 everywhere, up to 120 in production" },
        cost: { type: "string", description: "How a batch counts: per-item or per-call" },
        ...whichBooks,
        ...asJson,
      },
      ({ args }) =>
        asking((client) => setBursts(client, { after: String(args["after"]), batches: textOf(args["batches"]), cost: textOf(args["cost"]), books: textOf(args["books"]) })),
    ),
    connection: command("connection", "Show one connection's health, permission and waiting work", { ...oneConnection, ...asJson }, ({ args }) =>
      asking((client) => showConnection(client, String(args["connection"]))),
    ),
    check: command("check", "Ask a connection's vendor once; one metered call for QuickBooks", { ...oneConnection, ...asJson }, ({ args }) =>
      asking((client) => checkConnection(client, String(args["connection"]))),
    ),
    "read-only": command(
      "read-only",
      "Let nothing be written to a company (on), or everything again (off); reading and planning go on",
      { ...oneConnection, state: { type: "positional", description: "on or off", required: true }, ...asJson },
      ({ args }) => asking((client) => setReadOnly(client, String(args["connection"]), String(args["state"]))),
    ),
    disconnect: command(
      "disconnect",
      "Give a company's permission back and erase its tokens; work waits",
      { ...oneConnection, yes: { type: "boolean", description: "Really" }, ...asJson },
      ({ args }) => asking((client) => disconnect(client, String(args["connection"]), args["yes"] === true)),
    ),
    settings: command(
      "settings",
      "Show or change how a QuickBooks company is worked with: customers, products, sales tax, money",
      { ...oneConnection, changes: { type: "positional", description: "name=value, as many as you like; without any, all settings are shown", required: false }, ...asJson },
      ({ args }) => asking((client) => accountSettings(client, String(args["connection"]), args._.slice(1))),
    ),
    "webhook-secret": command(
      "webhook-secret",
      "Print the secret that receivers check workflows' webhooks with",
      { renew: { type: "boolean", description: "Make another one; calls are signed with it at once" }, ...asJson },
      ({ args }) => asking((client) => webhookSecret(client, args["renew"] === true)),
    ),
    approvals: command("approvals", "List the planned documents that wait for approval", asJson, () => asking(listApprovals)),
    approve: command(
      "approve",
      "Approve the planned document of an enrollment, or of several: what \"approvals\" shows is posted",
      { records: { type: "positional", description: "The enrollment's id, or several", required: true }, ...asJson },
      ({ args }) => asking((client) => approve(client, args._)),
    ),
    reject: command(
      "reject",
      "Reject the planned document of an enrollment: nothing is posted, and the record leaves the workflow",
      { enrollment: { type: "positional", description: "The enrollment's id", required: true }, note: { type: "string", description: "Why, for the history" }, ...asJson },
      ({ args }) => asking((client) => reject(client, String(args["enrollment"]), textOf(args["note"]) ?? "")),
    ),
    "hubspot-app": command(
      "hubspot-app",
      "Write the files of the app that puts the actions into HubSpot's own workflow editor",
      { out: { type: "string", description: "The folder to write to; new, or made by this command before", required: true }, name: { type: "string", description: "The app's name in HubSpot (Ledgerline)" }, ...asJson },
      ({ args }) => asking((client) => writeHubSpotApp(client, options.workingDirectory, String(args["out"]), textOf(args["name"]))),
    ),
    doctor: command("doctor", "Check the database, connections, clock and tokens", asJson, () => asking(examine)),
    "sign-in-link": command("sign-in-link", "Print a new link that signs in once", { email: { type: "string", description: "Whom; usually the workspace's first admin" }, ...asJson }, ({ args }) =>
      asking(async () => {
        const answer = await askForSignInLink(surroundings(), textOf(args["email"]));
        return { json: answer, text: answer.link };
      }),
    ),
  });
}

type Run = NonNullable<CommandDef["run"]>;

function command(name: string, description: string, args: ArgsDef, run: Run | undefined, subCommands?: Record<string, CommandDef>): CommandDef {
  return defineCommand({ meta: { name, description }, args, ...(run === undefined ? {} : { run }), ...(subCommands === undefined ? {} : { subCommands }) });
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

function textOf(given: unknown): string | undefined {
  return typeof given === "string" ? given : undefined;
}

/** One record is enrolled with its whole answer, many with a count. */
function enrolled(client: Client, workflow: string, recordIds: string[], matching: boolean, cap: string | undefined): Promise<Said> {
  const [recordId, ...more] = recordIds;
  if ((recordId !== undefined) === matching) throw new CliProblem("usage", "Name records by their ids, or say --matching.", "For example: ledgerline enroll \"Won deal to invoice\" 1042");
  if (matching) return enrollMany(client, workflow, { cap: capOf(cap) });
  return recordId === undefined || more.length > 0 ? enrollMany(client, workflow, { recordIds }) : enroll(client, workflow, recordId);
}

function capOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const cap = Number(text);
  if (!Number.isInteger(cap) || cap < 1) throw new CliProblem("usage", `--cap is "${text}", which is not a whole number from 1 on.`);
  return cap;
}

/** One record is shown whole, many in a table. */
function planned(client: Client, workflow: string, recordIds: string[], last: string | undefined): Promise<Said> {
  const [recordId, ...more] = recordIds;
  if ((recordId === undefined) === (last === undefined)) {
    throw new CliProblem("usage", "Name records by their ids, or say how many of the last.", "For example: ledgerline plan \"Won deal to invoice\" 1042, or ledgerline plan \"Won deal to invoice\" --last 50");
  }
  if (last !== undefined) return planMany(client, workflow, { last: limitOf(last, "last") });
  return recordId === undefined || more.length > 0 ? planMany(client, workflow, { recordIds }) : plan(client, workflow, recordId);
}

function limitOf(text: string, option = "limit"): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new CliProblem("usage", `--${option} is "${text}", which is not a number from 1 to 200.`);
  return limit;
}

/** citty's own errors are about wrong words. */
function asProblem(error: unknown): CliProblem | undefined {
  if (error instanceof CliProblem) return error;
  if (error instanceof Error && error.name === "CLIError") return new CliProblem("usage", `${error.message}.`, "Add --help to see how the command is written.");
  return undefined;
}
