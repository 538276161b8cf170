/** What the CRM's workflow editor can choose in the fields of our actions: a page of it, searched. */
import type { Action } from "#actions/action.ts";
import type { FormField } from "#actions/form.ts";
import type { CrmOptions, CrmOptionsCall } from "#domain/crm-action.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import { matchingKey } from "#domain/matching.ts";
import type { ServerParts } from "./context.ts";
import { accountOptions } from "./forms.ts";
import { propertyOptions, searchBooks } from "./pickers.ts";

const pageSize = 50;
const hintWindowMs = 10 * 60_000;
const mostHints = 30;

/** Undefined = the action has no such field, or none with options of ours. */
export async function optionsOfField(parts: ServerParts, workspaceId: WorkspaceId, action: Action, call: CrmOptionsCall): Promise<CrmOptions | undefined> {
  const field = action.form.find(({ name }) => name === call.field);
  const upTo = call.offset + pageSize + 1;
  const all = field && (await foundOptions(parts, workspaceId, { action, field, call, upTo }));
  if (all === undefined) return undefined;
  const options = all.slice(call.offset, call.offset + pageSize);
  return { options, next: all.length > call.offset + pageSize ? call.offset + pageSize : null };
}

interface Sought {
  action: Action;
  field: FormField;
  call: CrmOptionsCall;
  upTo: number;
}

async function foundOptions(parts: ServerParts, workspaceId: WorkspaceId, { action, field, call, upTo }: Sought): Promise<CrmOptions["options"] | undefined> {
  const text = matchingKey(call.text);
  const fitting = (options: CrmOptions["options"]): CrmOptions["options"] => options.filter(({ label, value }) => matchingKey(label).includes(text) || value.toLowerCase().includes(text));
  if (field.kind === "property") {
    const type = field.objectType ?? call.objectType ?? action.objectTypes[0];
    return type && fitting(propertyOptions(await parts.properties(workspaceId, type), field.of));
  }
  if (field.kind !== "picker") return undefined;
  const connections = await parts.store.connections(workspaceId);
  if (field.source === "books-connections") return fitting(accountOptions(connections));
  const books = booksOf(connections.filter((one): one is BooksConnection => one.role === "books"), action, call);
  if (books === undefined) return [];
  // Whoever looks for an account has often just made it.
  if (call.offset === 0 && (await mayHint(parts, books.id))) await parts.engine.hintMirror(books.id);
  return searchBooks(parts, workspaceId, { in: "books", source: field.source, booksId: books.id }, call.text, upTo);
}

/** Each look is metered, and calls for lists may be recorded and sent again by others. */
async function mayHint({ store, clock }: ServerParts, booksId: string): Promise<boolean> {
  return (await store.countTry(`list hints ${booksId}`, hintWindowMs, clock.now())) <= mostHints;
}

/** The set of books that is chosen in the same action; of one alone nobody needs to say it. */
function booksOf(books: readonly BooksConnection[], action: Action, { inputs }: CrmOptionsCall): BooksConnection | undefined {
  const field = action.form.find((one) => one.kind === "picker" && one.source === "books-connections")?.name ?? "";
  return books.find(({ id }) => id === inputs[field]) ?? (books.length === 1 ? books[0] : undefined);
}
