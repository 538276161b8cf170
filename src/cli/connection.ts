/** `ledgerline connection`, `check`, `read-only` and `disconnect`: the life of one connection. */
import type { ConnectionRow } from "#api/connection.ts";
import type { CrmLife } from "#api/crm-life.ts";
import type { ConnectionLife } from "#api/connection-life.ts";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { failureText, table } from "./text.ts";

/** Its state in words. */
export function stateOf({ connectionState, life }: ConnectionRow): string {
  return life?.isReadOnly === true ? `${connectionState}, read-only` : connectionState;
}

/** Everything about one connection. */
export async function showConnection(client: Client, named: string): Promise<Said> {
  const row = await findConnection(client, named);
  return { json: row, text: details(row) };
}

function details(row: ConnectionRow): string {
  const facts = [
    ["Name", row.name],
    ["Vendor", `${row.vendor}, ${row.life?.environment ?? row.crm?.environment ?? ""}`],
    ["Account", row.externalId],
    ["State", stateOf(row)],
    ...(row.life === null ? [] : lifeFacts(row.life)),
    ...(row.crm === null ? [] : crmFacts(row.crm)),
    ...(row.life === null ? [] : [["Reference data read", row.mirrorRefreshedAt ?? "not yet"]]),
  ];
  const lines = table([{ title: "" }, { title: "" }], facts).split("\n").slice(1);
  return [...lines, ...(row.life?.warnings.map(failureText) ?? []), ...(row.crm?.permissions.flatMap(missingText) ?? [])].join("\n");
}

/** A scope that is missing and what that costs. */
function missingText({ name, state, without }: CrmLife["permissions"][number]): string[] {
  return state === "missing" ? [`Without the scope ${name}: ${without}`] : [];
}

function crmFacts({ credential, health, webhookUrl, hearsWebhooks, permissions, permissionsCheckedAt, watched, settings, apiVersions }: CrmLife): string[][] {
  const { lastFailure } = health;
  const granted = permissions.filter(({ state }) => state === "granted").length;
  return [
    ["Credential", credential],
    ["Last answered", health.lastSuccessAt ?? "not yet"],
    ["Last trouble", lastFailure === null ? "none" : `${lastFailure.at}${lastFailure.isOver ? " (over)" : ""}: ${lastFailure.failure.happened}`],
    ["Scopes", permissionsCheckedAt === null ? "never checked" : `${granted} of ${permissions.length} granted, checked ${permissionsCheckedAt}`],
    ["Webhook address", hearsWebhooks ? webhookUrl : `${webhookUrl} (not used: there is no client secret to check deliveries by)`],
    ...watched.map(({ objectType, askedAt, heardAt, heardBy, failure }) => [
      `Changes of ${objectType}s`,
      failure === null ? `asked ${askedAt ?? "not yet"}, last heard ${heardAt ?? "none"}${heardBy === null ? "" : ` by ${heardBy}`}` : failure.happened,
    ]),
    ["API version", settings.apiVersion ?? `${apiVersions[0] ?? ""} (usual)`],
    ["Notes on records", settings.notesOnRecords ? "on" : "off"],
  ];
}

function lifeFacts({ health, permission, pending }: ConnectionLife): string[][] {
  const { lastFailure } = health;
  return [
    ["Last answered", health.lastSuccessAt ?? "not yet"],
    ["Last trouble", lastFailure === null ? "none" : `${lastFailure.at}${lastFailure.isOver ? " (over)" : ""}: ${lastFailure.failure.happened}`],
    ...(lastFailure?.traceId ? [["Its trace id", lastFailure.traceId]] : []),
    ["Waiting to be written", pending.oldestAt === null ? "nothing" : `${pending.count}, the oldest since ${pending.oldestAt}`],
    ["Permission renewed", permission === null ? "there is none" : (permission.renewedAt ?? "not yet")],
    ...(permission === null ? [] : [["Unused, it ends", permission.unusedUntil], ["Ends in any case", permission.endsAt]]),
  ];
}

/** Asks the vendor once. */
export async function checkConnection(client: Client, named: string): Promise<Said> {
  const { id } = await findConnection(client, named);
  const row = await client.connections.check({ id });
  return { json: row, text: `"${row.name}" answers and lets us in.` };
}

/** Lets nothing be written, or everything again. */
export async function setReadOnly(client: Client, named: string, wanted: string): Promise<Said> {
  if (wanted !== "on" && wanted !== "off") throw new CliProblem("usage", `"${wanted}" is neither on nor off.`, "For example: ledgerline read-only \"My Company\" on");
  const { id } = await findBooks(client, named);
  const row = await client.connections.setReadOnly({ id, isReadOnly: wanted === "on" });
  const text = wanted === "on" ? `Nothing is written to "${row.name}" any more; documents are planned and wait.` : `"${row.name}" is written to again.`;
  return { json: row, text };
}

/** Gives the permission back; only with --yes, as it cannot be taken back here. */
export async function disconnect(client: Client, named: string, isSure: boolean): Promise<Said> {
  const row = await findConnection(client, named);
  if (!isSure && row.role === "crm") {
    throw new CliProblem(
      "usage",
      `This erases the token for "${row.name}". Records, workflows and settings stay; work waits until the same account is reconnected in the web app.`,
      "Add --yes to do it.",
    );
  }
  if (!isSure) {
    const waiting = row.life?.pending.count ?? 0;
    throw new CliProblem(
      "usage",
      `This ends the permission for "${row.name}" and erases its tokens. Documents, settings and the app's keys stay; work waits (${waiting} now) until the same company is reconnected in the web app.`,
      "Add --yes to do it.",
    );
  }
  const { connection, isVendorTold, mustBeRemovedThere } = await client.connections.disconnect({ id: row.id });
  const vendor = row.role === "crm" ? "HubSpot" : "QuickBooks";
  const told = mustBeRemovedThere ? " The token is erased here; delete it in HubSpot, too." : isVendorTold ? "" : ` ${vendor} could not be told: remove the app there, too.`;
  return { json: { connection, isVendorTold, mustBeRemovedThere }, text: `"${row.name}" is disconnected.${told}` };
}

/** The QuickBooks company with that id, account or name. */
export async function findBooks(client: Client, named: string): Promise<ConnectionRow> {
  const row = await findConnection(client, named);
  if (row.role !== "books") throw new CliProblem("refused", `"${row.name}" is not a set of books.`, "Name a QuickBooks company; \"ledgerline connections\" lists them.");
  return row;
}

/** Finds a connection by its id, its account or its name; a name must be unique. */
async function findConnection(client: Client, named: string): Promise<ConnectionRow> {
  const rows = await client.connections.list();
  const wanted = named.trim().toLowerCase();
  const exact = rows.find((row) => row.id === named || row.externalId === named);
  if (exact !== undefined) return exact;
  const [found, ...others] = rows.filter((row) => row.name.toLowerCase() === wanted);
  if (others.length > 0) throw new CliProblem("usage", `${others.length + 1} connections are called "${named}".`, "Name one by its id; \"ledgerline connections\" lists them.");
  if (found !== undefined) return found;
  const known = rows.map((row) => `"${row.name}"`).join(", ");
  throw new CliProblem("refused", `There is no connection "${named}".`, known === "" ? "Nothing is connected." : `There is ${known}.`);
}
