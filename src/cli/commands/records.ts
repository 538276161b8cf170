/** Records: put in, looked ahead at, enrolled and taken out. */
import type { CommandDef } from "citty";
import { listAttention } from "../attention.ts";
import { approve, listApprovals, reject } from "../approvals.ts";
import type { Client } from "../client.ts";
import { asJson, capOf, command, type CommandContext, limitOf, textOf, workflowAndRecord } from "../command.ts";
import { listDocuments } from "../documents.ts";
import { cancelEnrollments, enroll, enrollMany } from "../enroll.ts";
import { showEnrollment } from "../enrollment.ts";
import { listEnrollments } from "../enrollments.ts";
import { explainRecord } from "../explain.ts";
import { importWishOf } from "../import-wish.ts";
import { importRecords } from "../import.ts";
import { planMany } from "../plan-many.ts";
import { plan, planFile } from "../plan.ts";
import { CliProblem } from "../problem.ts";
import { findRecords } from "../records.ts";
import { retry } from "../retry.ts";
import type { Said } from "../said.ts";
import { readText } from "../workflow-verbs.ts";

/** Commands that put records in, look ahead at them, and enroll or take them out. */
export function recordCommands({ asking, options }: CommandContext): Record<string, CommandDef> {
  return {
    import: command(
      "import",
      "Put records in from a CSV file; repeating it changes nothing",
      {
        file: { type: "positional", description: "The file; its first row names the columns", required: true },
        type: { type: "string", description: "What a row is: deal (usual), quote, payment, contact, company or product" },
        map: { type: "string", valueHint: "column=target", description: "\"Column=target\" for columns that are not guessed right, several with ; between; \"Column=\" leaves one out" },
        "dry-run": { type: "boolean", description: "Only say what is new, changed or refused" },
        "start-workflows": { type: "boolean", description: "Let workflows start on what is imported; usually it is only kept" },
        decimals: { type: "string", description: "How the file writes decimals: point (usual) or comma" },
        dates: { type: "string", description: "In which order the file writes days: ymd (usual), dmy or mdy" },
        delimiter: { type: "string", description: "Usually found out" },
        encoding: { type: "string", description: "utf-8, utf-16le, utf-16be or windows-1252; usually found out" },
        failed: { type: "string", valueHint: "file", description: "A file for the rows that were refused, with what is wrong" },
        ...asJson,
      },
      ({ args }) => asking((client) => importRecords(client, importWishOf(args), (text) => args["json"] !== true && options.err(text))),
    ),
    records: command(
      "records",
      "Find records by name, for the commands that want an id",
      {
        type: { type: "positional", description: "deal, quote or payment", required: true },
        text: { type: "positional", description: "Parts of the words of its name, in quotes; without it the last changed", required: false },
        limit: { type: "string", valueHint: "number", description: "How many, 1 to 50", default: "20" },
        ...asJson,
      },
      ({ args }) => asking((client) => findRecords(client, String(args["type"]), textOf(args["text"]) ?? "", limitOf(String(args["limit"]), "limit", 50))),
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
        last: { type: "string", valueHint: "number", description: "Instead of ids: so many of the last changed records that meet the triggers, 1 to 200" },
        ...asJson,
      },
      ({ args }) => {
        const file = textOf(args["file"]);
        return asking(async (client) => (file === undefined ? planned(client, String(args["workflow"]), args._.slice(1), textOf(args["last"])) : planFile(client, await readText(options.workingDirectory, file), args._)));
      },
    ),
    enroll: command(
      "enroll",
      "Enroll records in a workflow now",
      {
        workflow: workflowAndRecord.workflow,
        records: { type: "positional", description: "The record's id in the CRM, or several", required: false },
        matching: { type: "boolean", description: "Instead of ids: all that meet the triggers and never went through" },
        cap: { type: "string", valueHint: "number", description: "At most so many of those" },
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
        search: { type: "string", valueHint: "text", description: "Of records whose name contains this" },
        record: { type: "string", valueHint: "id", description: "Of one record, by its id in the CRM" },
        limit: { type: "string", valueHint: "number", description: "How many, 1 to 200", default: "50" },
        ...asJson,
      },
      ({ args }) =>
        asking((client) =>
          listEnrollments(client, { workflow: textOf(args["workflow"]), states: textOf(args["state"]), search: textOf(args["search"]), record: textOf(args["record"]), limit: limitOf(String(args["limit"])) }),
        ),
    ),
    enrollment: command("enrollment", "Tell what happened at each step of one enrollment", { enrollment: { type: "positional", description: "The enrollment's id", required: true }, ...asJson }, ({ args }) =>
      asking((client) => showEnrollment(client, String(args["enrollment"]))),
    ),
    attention: command("attention", "List what stopped until somebody does something, by cause, with what to do", asJson, () => asking(listAttention)),
    cancel: command(
      "cancel",
      "Take enrollments out; what exists in QuickBooks stays",
      { records: { type: "positional", description: "The enrollment's id, or several", required: false }, workflow: { type: "string", description: "Instead of ids: all of a workflow that are not over" }, ...asJson },
      ({ args }) => asking((client) => cancelEnrollments(client, args._, textOf(args["workflow"]))),
    ),
    retry: command(
      "retry",
      "Try an enrollment that needs attention again",
      {
        enrollment: { type: "positional", description: "The enrollment's id", required: false },
        cause: { type: "string", description: "Instead: all that stopped for this cause, as \"attention\" shows it" },
        all: { type: "boolean", description: "Instead: all that need attention" },
        ...asJson,
      },
      ({ args }) => asking((client) => retry(client, textOf(args["enrollment"]), { all: args["all"] === true, cause: textOf(args["cause"]) })),
    ),
    documents: command("documents", "List the newest posted documents", { limit: { type: "string", valueHint: "number", description: "How many, 1 to 200", default: "50" }, ...asJson }, ({ args }) =>
      asking((client) => listDocuments(client, limitOf(String(args["limit"])))),
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
      { enrollment: { type: "positional", description: "The enrollment's id", required: true }, note: { type: "string", valueHint: "text", description: "Why, for the history" }, ...asJson },
      ({ args }) => asking((client) => reject(client, String(args["enrollment"]), textOf(args["note"]) ?? "")),
    ),
  };
}

/** One record is enrolled with its whole answer, many with a count. */
function enrolled(client: Client, workflow: string, recordIds: string[], matching: boolean, cap: string | undefined): Promise<Said> {
  const [recordId, ...more] = recordIds;
  if ((recordId !== undefined) === matching) throw new CliProblem("usage", "Name records by their ids, or say --matching.", "For example: ledgerline enroll \"Won deal to invoice\" 1042");
  if (matching) return enrollMany(client, workflow, { cap: capOf(cap) });
  return recordId === undefined || more.length > 0 ? enrollMany(client, workflow, { recordIds }) : enroll(client, workflow, recordId);
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
