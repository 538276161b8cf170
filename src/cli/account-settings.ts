/** `ledgerline settings`: how one set of books is worked with, shown and changed. */
import { ORPCError } from "@orpc/client";
import { z } from "zod";
import type { AccountSettings } from "#api/account-settings.ts";
import type { FieldValueReply, FormFieldReply } from "#api/form.ts";
import type { Client } from "./client.ts";
import { findBooks } from "./connection.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

type Plain = FormFieldReply["columns"][number];

/** Shows all settings, or changes those given as `name=value`. */
export async function accountSettings(client: Client, named: string, changes: readonly string[]): Promise<Said> {
  const { id } = await findBooks(client, named);
  const now = await client.connections.settings({ id });
  if (changes.length === 0) return { json: { name: now.name, settings: now.settings }, text: settingsText(now) };
  const given = await Promise.all(changes.map((change) => readChange(client, now, change)));
  const saved = await save(client, id, Object.fromEntries(given));
  const changed = given.map(([name]) => `${name} = ${valueText(fieldOf(saved, name), saved.settings[name] ?? null)}`);
  return { json: { name: saved.name, settings: saved.settings }, text: [`Saved for ${saved.name}:`, ...changed.map((one) => `  ${one}`)].join("\n") };
}

async function save(client: Client, id: string, settings: Record<string, FieldValueReply>): Promise<AccountSettings> {
  try {
    return await client.connections.saveSettings({ id, settings });
  } catch (error) {
    const refused = error instanceof ORPCError && error.code === "INVALID_SETTINGS" ? problems.safeParse(error.data) : undefined;
    if (refused?.success !== true) throw error;
    const said = refused.data.problems.map(({ field, problem }) => `${field}: ${problem}.`).join("\n");
    throw new CliProblem("refused", said, "Nothing was saved.");
  }
}

const problems = z.object({ problems: z.array(z.object({ field: z.string(), problem: z.string() })) });

function settingsText({ name, settings, groups }: AccountSettings): string {
  const widest = Math.max(...groups.flatMap(({ fields }) => fields.map((field) => field.name.length)));
  const parts = groups.map(({ title, fields }) => {
    const lines = fields.map((field) => [`  ${field.name.padEnd(widest)}  ${valueText(field, settings[field.name] ?? null)}`, `  ${"".padEnd(widest)}  ${field.label}${allowed(field)}`].join("\n"));
    return [title, ...lines].join("\n");
  });
  return [`Settings of ${name}`, ...parts, "Change with: ledgerline settings <connection> name=value ...  (name= sets nothing)"].join("\n\n");
}

function allowed({ kind, options }: FormFieldReply): string {
  return kind === "choice" || kind === "ordered-choices" ? ` (${options.map(({ value }) => value).join(kind === "choice" ? " | " : ", ")})` : "";
}

function valueText(field: FormFieldReply | undefined, value: FieldValueReply): string {
  if (value === null || value.length === 0) return "-";
  if (typeof value === "string") return field?.kind === "picker" ? `${value} (${labelIn(field, value)})` : value.replaceAll("\n", ", ");
  return value.map((one) => (typeof one === "string" ? one : rowText(field, one))).join(", ");
}

function rowText(field: FormFieldReply | undefined, row: Record<string, string | null>): string {
  const { rate = null, label = null, taxCode = null } = row;
  const column = field?.columns.find(({ name }) => name === "taxCode");
  return `${rate ?? ""}${label === null ? "" : ` ${label}`}=${taxCode ?? ""} (${labelIn(column, taxCode ?? "")})`;
}

function labelIn(field: Plain | undefined, value: string): string {
  return field?.options.find((option) => option.value === value)?.label ?? "no longer in QuickBooks";
}

async function readChange(client: Client, now: AccountSettings, change: string): Promise<[string, FieldValueReply]> {
  const at = change.indexOf("=");
  const name = change.slice(0, Math.max(at, 0));
  const field = fieldOf(now, name);
  if (at < 1) throw new CliProblem("usage", `"${change}" is not written as name=value.`, "For example: ledgerline settings \"My Company\" takenNames=add-number");
  if (field === undefined) throw new CliProblem("usage", `There is no setting "${name}".`, "\"ledgerline settings <connection>\" lists them all.");
  return [name, await readValue(client, field, change.slice(at + 1).trim())];
}

function fieldOf({ groups }: AccountSettings, name: string): FormFieldReply | undefined {
  return groups.flatMap(({ fields }) => fields).find((field) => field.name === name);
}

async function readValue(client: Client, field: FormFieldReply, text: string): Promise<FieldValueReply> {
  switch (field.kind) {
    case "ordered-choices":
      return wordsIn(text);
    case "rows":
      return Promise.all(wordsIn(text).map((row) => readTaxMapping(client, field, row)));
    case "text":
      return text === "" ? null : field.format === "lines" ? wordsIn(text).join("\n") : text;
    case "picker":
    case "property":
      return text === "" ? null : idOf(client, field, text);
    case "choice":
      return text === "" ? null : text;
  }
}

function wordsIn(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

/** `21=5`, or `9 Reduced=6` for one of several rates of the same percentage; the code by id or name. */
async function readTaxMapping(client: Client, field: FormFieldReply, text: string): Promise<Record<string, string | null>> {
  const [, rate, label, code] = /^([\d.]+)\s*%?\s*(.*?)\s*=\s*(.+)$/.exec(text) ?? [];
  const column = field.columns.find(({ name }) => name === "taxCode");
  if (rate === undefined || code === undefined || column === undefined) {
    throw new CliProblem("usage", `"${text}" is not written as rate=code or "rate label=code".`, `For example: ${field.name}="21=5, 9 Reduced=6"`);
  }
  return { rate, label: label === undefined || label === "" ? null : label, taxCode: await idOf(client, column, code) };
}

/** The entry with that id or exactly that name. */
async function idOf(client: Client, field: Plain, text: string): Promise<string> {
  const listed = matching(field.options, text);
  if (listed !== undefined || field.search === null || !field.isSearched) return listed ?? text;
  const { options } = await client.pickers.search({ search: field.search, text, limit: 100 });
  return matching(options, text) ?? text;
}

function matching(options: Plain["options"], text: string): string | undefined {
  const same = options.filter(({ label }) => label.toLowerCase() === text.toLowerCase());
  return options.find(({ value }) => value === text)?.value ?? (same.length === 1 ? same[0]?.value : undefined);
}
