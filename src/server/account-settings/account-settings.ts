/** The settings of a set of books: read, and saved after they were checked. */
import type { AccountSettings } from "#api/account-settings.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { api } from "../api.ts";
import { deed, noteDown, noteNothing } from "../audit.ts";
import type { Caller, ServerParts } from "../context.ts";
import { fieldReply, type FormSurroundings } from "../forms.ts";
import { said } from "../language.ts";
import { findProblems } from "./checks.ts";
import { settingFields, settingGroups } from "./fields.ts";
import { type SettingProblem, settingsFrom, usualValues, valuesOf } from "./values.ts";

export const accountSettings = {
  settings: api.connections.settings.handler(async ({ input, errors, context: { parts, caller } }) => {
    const books = await ownBooks(parts, caller, input.id);
    if (books === undefined) throw errors.NOT_FOUND();
    return settingsReply(parts, books);
  }),

  saveSettings: api.connections.saveSettings.handler(async ({ input, errors, context: { parts, caller } }) => {
    const books = await ownBooks(parts, caller, input.id);
    if (books === undefined) throw errors.NOT_FOUND();
    const merged = settingsFrom(books.settings, input.settings);
    if ("problems" in merged) throw errors.INVALID_SETTINGS({ data: { problems: merged.problems.map(inReadersWords) } });
    const problems = await findProblems(parts.store, books, input.settings);
    if (problems.length > 0) throw errors.INVALID_SETTINGS({ data: { problems: problems.map(inReadersWords) } });
    const changed = { ...books, settings: merged.settings };
    const names = changedNames(books, changed);
    if (names.length > 0) {
      await parts.store.saveBooksSettings(books.id, merged.settings);
      await noteDown(parts, caller, deed("changed the account settings: {settings}", { settings: names.join(", ") }), books.id);
    } else noteNothing(caller);
    return settingsReply(parts, changed);
  }),
};

function inReadersWords({ field, problem }: SettingProblem): SettingProblem {
  return { field, problem: said(problem) };
}

async function ownBooks({ store }: ServerParts, caller: Caller, id: string): Promise<BooksConnection | undefined> {
  const connection = await store.connection(id as ConnectionId);
  return connection?.role === "books" && connection.workspaceId === caller.workspaceId ? connection : undefined;
}

function changedNames(before: BooksConnection, after: BooksConnection): string[] {
  const [old, now] = [valuesOf(before.settings), valuesOf(after.settings)];
  return settingFields.map(({ name }) => name).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
}

async function settingsReply(parts: ServerParts, books: BooksConnection): Promise<AccountSettings> {
  const settings = valuesOf(books.settings);
  const surroundings: FormSurroundings = {
    store: parts.store,
    connections: [books],
    books,
    objectType: "deal",
    propertiesOf: (objectType) => parts.properties(books.workspaceId, objectType),
  };
  const groups = settingGroups(books.company.country).map(async ({ id, title, help, fields }) => ({
    id,
    title: said(title),
    help: said(help),
    fields: await Promise.all(fields.map((field) => fieldReply(surroundings, field, settings[field.name], usualValues[field.name]))),
  }));
  return { connectionId: books.id, name: books.name, country: books.company.country, settings, groups: await Promise.all(groups) };
}
