/** `ledgerline workflows <verb>`: building, publishing, versions and files. */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { FileCheck } from "#api/workflow-file.ts";
import type { ChangeReply, FindingReply, ReviewReply, StepInWords } from "#api/workflow-life.ts";
import { workflowObjectType } from "#domain/workflow.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { table } from "./text.ts";
import { meantBy } from "./wordings.ts";
import { findWorkflow, listWorkflows } from "./workflows.ts";

/** What stands behind the verb. */
export interface WorkflowWords {
  words: readonly string[];
  recipe?: string | undefined;
  note?: string | undefined;
  /** `key=reason`, several with line breaks between. */
  override?: string | undefined;
  into?: string | undefined;
  output?: string | undefined;
  version?: string | undefined;
  yes: boolean;
  workingDirectory: string;
}

interface Verb {
  usage: string;
  does: string;
  /** How many words it takes, at least and at most. */
  takes: readonly [number, number];
  run(client: Client, given: WorkflowWords): Promise<Said>;
}

/** What `workflows` can do. */
export const workflowVerbs: Readonly<Record<string, Verb>> = {
  recipes: { usage: "recipes", does: "List the recipes to begin with", takes: [0, 0], run: listRecipes },
  create: { usage: "create <deal|quote|payment> <name> [--recipe <id>]", does: "Begin a workflow; it is a draft, and off", takes: [2, 2], run: create },
  review: { usage: "review <workflow>", does: "Show it in words, with every finding of the checks", takes: [1, 1], run: review },
  matching: { usage: "matching <workflow>", does: "Count the records that would enter now, as the draft stands", takes: [1, 1], run: matching },
  publish: { usage: "publish <workflow> [--note <text>] [--override <key>=<reason>]", does: "Make the draft the next version", takes: [1, 1], run: publish },
  versions: { usage: "versions <workflow>", does: "List the published versions, newest first", takes: [1, 1], run: versions },
  compare: { usage: "compare <workflow> <version> <version|draft>", does: "Show what the second changes of the first", takes: [3, 3], run: compare },
  restore: { usage: "restore <workflow> <version> --yes", does: "Make a version the draft, in place of the draft there is", takes: [2, 2], run: restore },
  copy: { usage: "copy <workflow> <name>", does: "Begin another one with the same content", takes: [2, 2], run: copy },
  rename: { usage: "rename <workflow> <name>", does: "Give it another name", takes: [2, 2], run: rename },
  remove: { usage: "remove <workflow> --yes", does: "Take it off the list; it must be off and empty, and its documents stay", takes: [1, 1], run: remove },
  export: { usage: "export <workflow> [--output <file>] [--version <number>]", does: "Print it as YAML, or write it to a file", takes: [1, 1], run: exportFile },
  import: { usage: "import <file> [--into <workflow>]", does: "Make a file a new workflow, or the draft of one", takes: [1, 1], run: importFile },
  validate: { usage: "validate <file> [--into <workflow>]", does: "Check a file as publishing would, as the workflow of its name or another, and write nothing", takes: [1, 1], run: validate },
  diff: { usage: "diff <file> <workflow>", does: "Show what a file changes of a workflow", takes: [2, 2], run: diff },
  schema: { usage: "schema [--output <file>]", does: "Print the JSON schema of workflow files", takes: [0, 0], run: schema },
};

/** Runs one; without a verb the workflows are listed. */
export function runWorkflowVerb(client: Client, verb: string | undefined, given: WorkflowWords): Promise<Said> {
  if (verb === undefined) return listWorkflows(client);
  const found = Object.hasOwn(workflowVerbs, verb) ? workflowVerbs[verb] : undefined;
  const known = Object.keys(workflowVerbs);
  if (found === undefined) throw new CliProblem("usage", `There is no "workflows ${verb}".`, `${meantBy(verb, known)}There is ${known.join(", ")}; without any of them the workflows are listed.`);
  const [least, most] = found.takes;
  if (given.words.length < least || given.words.length > most) throw new CliProblem("usage", `It is written: ledgerline workflows ${found.usage}`, "Put names of several words in quotes.");
  return found.run(client, given);
}

async function listRecipes(client: Client): Promise<Said> {
  const rows = await client.workflows.recipes();
  return { json: rows, text: table([{ title: "RECIPE" }, { title: "RECORDS" }, { title: "WHAT IT DOES" }], rows.map(({ id, objectType, description }) => [id, `${objectType}s`, description])) };
}

async function create(client: Client, { words: [type = "", name = ""], recipe }: WorkflowWords): Promise<Said> {
  const objectType = workflowObjectType.safeParse(type);
  if (!objectType.success) throw new CliProblem("usage", `There are no workflows on "${type}".`, "Say deal, quote or payment; it never changes afterwards.");
  const created = await client.workflows.create({ objectType: objectType.data, name, ...(recipe !== undefined && { recipe }) });
  return { json: created, text: `Created "${created.name}" (${created.id}) as a draft. Next: ledgerline workflows review "${created.name}"` };
}

async function review(client: Client, { words: [named = ""] }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const reply = await client.workflows.review({ id: workflow.id });
  return { json: reply, text: reviewText(workflow.name, reply), isRefusal: reply.findings.some(isOpen) };
}

async function matching(client: Client, { words: [named = ""] }: WorkflowWords): Promise<Said> {
  const { id } = await findWorkflow(client, named);
  const { editable } = await client.workflows.get({ id });
  const reply = await client.workflows.matching({ id, definition: editable.definition });
  const more = reply.unknown === 0 ? "" : ` ${reply.unknown} more may match: what is asked beyond their properties is read once the workflow is on.`;
  const names = reply.sample.map(({ recordId, recordName }) => `  ${recordId}  ${recordName}`);
  return { json: reply, text: [`${reply.unknown === 0 ? "" : "At least "}${reply.count} match now and never went through it.${more}`, ...names].join("\n") };
}

function isOpen({ level, overriddenWith }: Pick<FindingReply, "level" | "overriddenWith">): boolean {
  return level === "error" || (level === "money-risk" && overriddenWith === null);
}

function reviewText(name: string, { words, findings, changes }: ReviewReply): string {
  const triggers = words.triggers.map((group, index) => `${index === 0 ? "When" : "or when"} ${group.join(" and ")}`);
  return [
    `${name}, for ${words.objectType}s`,
    ...words.events.map((event) => `On: ${event}`),
    ...(triggers.length === 0 ? ["No triggers."] : triggers),
    ...words.rules,
    ...stepTexts(words.steps, ""),
    ...(changes.length === 0 ? [] : ["", "Changes since the published version:", ...changes.map(changeText)]),
    "",
    ...(findings.length === 0 ? ["Nothing was found."] : findings.flatMap(findingTexts)),
  ].join("\n");
}

function stepTexts(steps: readonly StepInWords[], indent: string): string[] {
  return steps.flatMap((step, index) => [
    `${indent}${index + 1}. ${step.title} (${step.id})`,
    ...step.settings.map(({ label, value }) => `${indent}     ${label}: ${value}`),
    ...step.branches.flatMap((branch) => [`${indent}   ${branch.name}, if ${branch.when}:`, ...stepTexts(branch.steps, `${indent}     `)]),
  ]);
}

const levelWords: Record<FindingReply["level"], string> = { error: "Error", "money-risk": "Money risk", warning: "Warning", hint: "Hint" };

function findingTexts({ level, key, stepId, happened, couldHappen, doThis, overriddenWith }: FindingReply): string[] {
  const where = stepId === null ? "" : ` in step ${stepId}`;
  const override = level !== "money-risk" ? [] : overriddenWith === null ? [`  Or publish with --override "${key}=<reason>"`] : [`  Published all the same: ${overriddenWith}`];
  return [`${levelWords[level]}${where}: ${happened}`, `  ${couldHappen}`, `  ${doThis}`, ...override];
}

/** For example `~ Step 1, Create a QuickBooks invoice, Payment terms: Net 15 -> Net 30`. */
function changeText({ kind, where, what, before, after }: ChangeReply): string {
  const sign = { added: "+", removed: "-", moved: ">", changed: "~" }[kind];
  const values = before === null && after === null ? (kind === "moved" ? " (moved)" : "") : kind === "changed" ? `: ${before ?? "nothing"} -> ${after ?? "nothing"}` : `: ${after ?? before}`;
  return `${sign} ${[where, ...(what === null ? [] : [what])].join(", ")}${values}`;
}

async function publish(client: Client, { words: [named = ""], note, override }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const overrides = (override ?? "").split("\n").filter((line) => line.trim() !== "").map(overrideOf);
  const published = await client.workflows.publish({ id: workflow.id, overrides, ...(note !== undefined && { note }) });
  return { json: published, text: `Published version ${published.version} of "${workflow.name}". ${nextBy[published.workflow.state]}` };
}

/** What comes of a published version. */
const nextBy = {
  on: "Records that enter from now on go by it.",
  paused: "The workflow is paused: resume it when you are ready.",
  off: "It is off: turn it on when you are ready.",
};

function overrideOf(line: string): { key: string; reason: string } {
  const at = line.indexOf("=");
  if (at < 1) throw new CliProblem("usage", `--override "${line}" has no reason.`, "Write --override \"<key>=<reason>\"; the keys are those that \"workflows review\" shows.");
  return { key: line.slice(0, at).trim(), reason: line.slice(at + 1).trim() };
}

async function versions(client: Client, { words: [named = ""] }: WorkflowWords): Promise<Said> {
  const rows = await client.workflows.versions({ id: (await findWorkflow(client, named)).id });
  const cells = rows.map(({ version, isCurrent, publishedAt, publishedBy, running, note, overrides }) => [
    `${version}${isCurrent ? " (current)" : ""}`, publishedAt.slice(0, 16).replace("T", " "), publishedBy ?? "Ledgerline", String(running), [note ?? "", ...overrides.map(({ reason }) => `Overridden: ${reason}`)].filter((one) => one !== "").join("; "),
  ]);
  const columns = [{ title: "VERSION" }, { title: "PUBLISHED (UTC)" }, { title: "BY" }, { title: "UNDER WAY", align: "right" as const }, { title: "NOTE" }];
  return { json: rows, text: rows.length === 0 ? "It was never published." : table(columns, cells) };
}

async function compare(client: Client, { words: [named = "", from = "", to = ""] }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  for (const side of [from, to]) await mustExist(client, workflow, sideOf(side));
  const { changes } = await client.workflows.compare({ id: workflow.id, from: sideOf(from), to: sideOf(to) });
  return { json: changes, text: changes.length === 0 ? "They are the same." : changes.map(changeText).join("\n") };
}

function sideOf(text: string): number | "draft" {
  if (text === "draft") return text;
  return versionOf(text);
}

function versionOf(text: string): number {
  const version = Number(text);
  if (!Number.isInteger(version) || version < 1) throw new CliProblem("usage", `"${text}" is no version.`, "Give a number that \"workflows versions\" shows.");
  return version;
}

async function mustExist(client: Client, { id, name }: { id: string; name: string }, side: number | "draft"): Promise<void> {
  const versions = await client.workflows.versions({ id });
  if (side === "draft" || versions.some(({ version }) => version === side)) return;
  const known = versions.map(({ version }) => version).toReversed();
  throw new CliProblem("refused", `"${name}" has no version ${side}.`, known.length === 0 ? "It was never published." : `It has ${known.join(", ")}.`);
}

async function restore(client: Client, { words: [named = "", version = ""], yes }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  await mustExist(client, workflow, versionOf(version));
  const { editable } = await client.workflows.get({ id: workflow.id });
  if (editable.basedOn !== null && !yes) throw new CliProblem("usage", `"${workflow.name}" has a draft, which would be lost.`, "Add --yes to replace it.");
  const restored = await client.workflows.restore({ id: workflow.id, version: versionOf(version), basedOn: editable.basedOn });
  return { json: restored, text: `Version ${version} of "${workflow.name}" is the draft now. Next: ledgerline workflows publish "${workflow.name}"` };
}

async function copy(client: Client, { words: [named = "", name = ""] }: WorkflowWords): Promise<Said> {
  const copied = await client.workflows.copy({ id: (await findWorkflow(client, named)).id, name });
  return { json: copied, text: `Created "${copied.name}" (${copied.id}) as a draft.` };
}

async function rename(client: Client, { words: [named = "", name = ""] }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const renamed = await client.workflows.rename({ id: workflow.id, name });
  return { json: renamed, text: `"${workflow.name}" is called "${renamed.name}" now.` };
}

async function remove(client: Client, { words: [named = ""], yes }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  if (!yes) throw new CliProblem("usage", `"${workflow.name}" would be removed; its documents and history stay.`, "Add --yes to remove it.");
  return { json: await client.workflows.remove({ id: workflow.id }), text: `Removed "${workflow.name}". Its documents and history stay.` };
}

async function exportFile(client: Client, { words: [named = ""], output, version, workingDirectory }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  if (version !== undefined) await mustExist(client, workflow, versionOf(version));
  const exported = await client.workflows.exportFile({ id: workflow.id, ...(version !== undefined && { version: versionOf(version) }) });
  if (output === undefined) return { json: exported, text: exported.yaml.trimEnd() };
  await write(resolve(workingDirectory, output), exported.yaml);
  return { json: exported, text: `Wrote "${workflow.name}" to ${output}.` };
}

async function importFile(client: Client, { words: [file = ""], into, workingDirectory }: WorkflowWords): Promise<Said> {
  const workflow = into === undefined ? undefined : await findWorkflow(client, into);
  const imported = await client.workflows.importFile({ yaml: await readText(workingDirectory, file), ...(workflow && { workflowId: workflow.id }) });
  const what = workflow === undefined ? `Created "${imported.name}" (${imported.id}) as a draft.` : `The file is the draft of "${imported.name}" now.`;
  return { json: imported, text: `${what} Next: ledgerline workflows review "${imported.name}"` };
}

async function validate(client: Client, { words: [file = ""], into, workingDirectory }: WorkflowWords): Promise<Said> {
  const workflow = into === undefined ? undefined : await findWorkflow(client, into);
  const check = await client.workflows.validateFile({ yaml: await readText(workingDirectory, file), ...(workflow && { workflowId: workflow.id }) });
  const isRefusal = check.problems.length > 0 || check.findings.some(isOpen);
  return { json: check, text: checkText(file, check), isRefusal };
}

function checkText(file: string, { problems, findings, workflow }: FileCheck): string {
  if (problems.length + findings.length === 0) return `${file} is all right, as ${workflow === null ? "a new workflow" : `a new state of "${workflow.name}"`}.`;
  const lines = [
    ...problems.map(({ line, path, problem }) => ({ line, text: `error: ${path === "" ? "" : `${path}: `}${problem}` })),
    ...findings.map(({ line, level, happened, doThis }) => ({ line, text: `${levelWords[level].toLowerCase()}: ${happened} ${doThis}` })),
  ];
  return lines.toSorted((a, b) => a.line - b.line).map(({ line, text }) => `${file}:${line}: ${text}`).join("\n");
}

async function diff(client: Client, { words: [file = "", named = ""], workingDirectory }: WorkflowWords): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const check = await client.workflows.validateFile({ yaml: await readText(workingDirectory, file), workflowId: workflow.id });
  if (check.problems.length > 0) return { json: check, text: checkText(file, check), isRefusal: true };
  const changes = check.changes ?? [];
  return { json: changes, text: changes.length === 0 ? `${file} and "${workflow.name}" are the same.` : changes.map(changeText).join("\n") };
}

async function schema(client: Client, { output, workingDirectory }: WorkflowWords): Promise<Said> {
  const json = await client.workflows.fileSchema();
  const text = JSON.stringify(json, null, 2);
  if (output === undefined) return { json, text };
  await write(resolve(workingDirectory, output), `${text}\n`);
  return { json, text: `Wrote the schema to ${output}.` };
}

/** A file's text, from where the command was given. */
export async function readText(workingDirectory: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(workingDirectory, file), "utf8");
  } catch (error) {
    throw new CliProblem("usage", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new CliProblem("usage", `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
