/** Entries of the books in a file: ids become names on the way out, names become ids on the way in. */
import type { FormField } from "#actions/form.ts";
import { stepActionOf } from "#actions/index.ts";
import type { FileEntry } from "#actions/workflow-file.ts";
import type { FileProblem } from "#api/workflow-file.ts";
import type { BooksConnection } from "#domain/connection.ts";
import { matchingKey } from "#domain/matching.ts";
import type { Store } from "#domain/ports/store.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { saidWith } from "../language.ts";
import { type BooksSource, findFitting, findNamed } from "../pickers.ts";
import type { FilePath, ReadFile } from "./yaml-text.ts";

/** Where the names come from. */
export interface Names {
  store: Pick<Store, "findReferences" | "searchReferences" | "mirrorState">;
  books: readonly BooksConnection[];
}

/** Changes one value of a picker; `books` = the set of books that the step uses. */
type Change = (source: "books-connections" | BooksSource, books: BooksConnection | undefined, value: unknown, path: FilePath) => Promise<unknown>;

/** The steps with names for ids. What the books do not have (any more) keeps its id. */
export function withNames(names: Names, steps: readonly WorkflowStep[]): Promise<WorkflowStep[]> {
  return changed(names, steps, ["steps"], async (source, books, value) => {
    if (typeof value !== "string") return value;
    if (source === "books-connections") return nameOfBooks(names, value);
    const [row] = books === undefined ? [] : await findFitting(names.store, books.id, source, [value]);
    return row === undefined ? value : { name: row.details.fullName ?? row.name, id: row.id };
  });
}

function nameOfBooks({ books }: Names, id: string): FileEntry {
  const found = books.find((one) => one.id === id);
  if (found === undefined) return id;
  const isAlone = books.filter(({ name }) => matchingKey(name) === matchingKey(found.name)).length === 1;
  return isAlone ? found.name : { name: found.name, id };
}

/** The steps with ids for names, and the names that there are none for. */
export async function withIds(names: Names, steps: readonly WorkflowStep[], lineOf: ReadFile["lineOf"]): Promise<{ steps: WorkflowStep[]; problems: FileProblem[] }> {
  const problems: FileProblem[] = [];
  const resolved = await changed(names, steps, ["steps"], async (source, books, value, path) => {
    if (value === null || value === undefined) return value;
    const found = source === "books-connections" ? idOfBooks(names, value as FileEntry) : await idOfEntry(names, source, books, value as FileEntry);
    if (found.id === null) problems.push({ line: lineOf(path), path: path.join("."), problem: found.problem });
    return found.id;
  });
  return { steps: resolved, problems };
}

type Found = { id: string } | { id: null; problem: string };

function idOfBooks({ books }: Names, value: FileEntry): Found {
  const { name, id } = typeof value === "string" ? { name: value, id: value } : value;
  const named = books.filter((one) => matchingKey(one.name) === matchingKey(name));
  const found = named.find((one) => one.id === id) ?? (named.length === 1 ? named[0] : books.find((one) => one.id === id));
  if (found !== undefined) return { id: found.id };
  return { id: null, problem: named.length > 1 ? saidWith('{count} connected companies are called "{name}": give the id too', { count: named.length, name }) : noCompany(name, books) };
}

function noCompany(name: string, books: readonly BooksConnection[]): string {
  return saidWith('no company called "{name}" is connected here; there is {companies}', { name, companies: books.map((one) => `"${one.name}"`).join(", ") || saidWith("none") });
}

/** The name decides: in other books the same id is something else. */
async function idOfEntry({ store }: Names, source: BooksSource, books: BooksConnection | undefined, value: FileEntry): Promise<Found> {
  const { name, id } = typeof value === "string" ? { name: value, id: value } : value;
  if (books === undefined) return { id: null, problem: saidWith("say first which company the step books in") };
  const named = await findNamed(store, books.id, source, name);
  const found = named.find((row) => row.id === id) ?? (named.length === 1 ? named[0] : undefined);
  if (found !== undefined) return { id: found.id };
  if (named.length > 1) return { id: null, problem: saidWith('{books} has {count} entries called "{name}": give the id too', { books: books.name, count: named.length, name }) };
  const [same] = typeof value === "string" ? await findFitting(store, books.id, source, [value]) : [];
  if (same === undefined && (await store.mirrorState(books.id)).refreshedAt === null) return { id: null, problem: saidWith("what {books} has is still being read: try again in a minute", { books: books.name }) };
  return same === undefined ? { id: null, problem: saidWith('{books} has no entry called "{name}" here', { books: books.name, name }) } : { id: same.id };
}

async function changed(names: Names, steps: readonly WorkflowStep[], path: FilePath, change: Change): Promise<WorkflowStep[]> {
  return Promise.all(steps.map((step, index) => changedStep(names, step, [...path, index], change)));
}

async function changedStep(names: Names, { settings, branches, ...step }: WorkflowStep, path: FilePath, change: Change): Promise<WorkflowStep> {
  const form = stepActionOf(step.action)?.form ?? [];
  const own = form.find((field) => field.kind === "picker" && field.source === "books-connections")?.name;
  const chosen = own === undefined ? { id: null } : idOfBooks(names, (settings[own] ?? "") as FileEntry);
  const books = names.books.find(({ id }) => id === chosen.id);
  const entries = Object.entries(settings).map(async ([name, value]) => {
    const field = form.find((one) => one.name === name);
    return [name, field === undefined ? value : await changedValue(field, books, value, [...path, "settings", name], change)] as const;
  });
  const ways = branches?.map(async (branch, index) => ({ ...branch, steps: await changed(names, branch.steps, [...path, "branches", index, "steps"], change) }));
  return { ...step, settings: Object.fromEntries(await Promise.all(entries)), ...(ways && { branches: await Promise.all(ways) }) };
}

async function changedValue(field: FormField, books: BooksConnection | undefined, value: unknown, path: FilePath, change: Change): Promise<unknown> {
  if (field.kind === "picker") return change(field.source, books, value, path);
  if (field.kind !== "rows" || !Array.isArray(value)) return value;
  return Promise.all(
    value.map(async (row: Readonly<Record<string, unknown>>, index) => {
      const cells = Object.entries(row).map(async ([name, cell]) => {
        const column = field.columns.find((one) => one.name === name);
        return [name, column?.kind === "picker" ? await change(column.source, books, cell, [...path, index, name]) : cell] as const;
      });
      return Object.fromEntries(await Promise.all(cells));
    }),
  );
}
