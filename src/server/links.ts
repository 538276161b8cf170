/** Choices: what waits for one, what may be chosen, choosing, and taking a saved link back. */
import type { LinkRow } from "#api/link.ts";
import type { UnmatchedRow as UnmatchedReply } from "#api/unmatched.ts";
import { choiceOf, usesChoices } from "#domain/choice.ts";
import { withTaxMapping, withTermMapping } from "#domain/books-settings.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { type ChoiceKind, choiceKindOf, linkKindOf, savedLinkKey, taxRateIn, termNameIn } from "#domain/matching.ts";
import type { ChoiceId, KeptLink, LinkId, UnmatchedRow } from "#domain/ports/link-store.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import { booksNamed, type Handled } from "./connection-commands.ts";
import type { Caller, ServerParts } from "./context.ts";
import { type Matches, matchesIn } from "./matches.ts";
import { explainedReply } from "./language.ts";

const suggested = 5;
/** Of a longer list, the rest is searched for when a person comes to it. */
const rowsWithSuggestions = 100;

export const links = {
  list: api.links.list.handler(async ({ input, context: { parts, caller } }) => {
    const { connectionId, kind, limit, offset } = input;
    const kept = await parts.store.links(caller.workspaceId, { connectionId: connectionId as ConnectionId | undefined, kind }, { limit, offset });
    return linkRows(parts, caller, kept);
  }),

  unmatched: api.links.unmatched.handler(async ({ context: { parts, caller } }) => {
    const [rows, names] = await Promise.all([parts.store.unmatched(caller.workspaceId), connectionNames(parts, caller)]);
    const groups = Map.groupBy(rows, ({ connectionId, kind }) => `${connectionId} ${kind}`);
    const matches = new Map(await Promise.all([...groups].map(async ([key, [row]]) => [key, await matchesIn(parts.store, (row as UnmatchedRow).connectionId, (row as UnmatchedRow).kind)] as const)));
    return rows.flatMap((row, at) => {
      const searched = at < rowsWithSuggestions ? matches.get(`${row.connectionId} ${row.kind}`) : undefined;
      return unmatchedReply(row, names.get(row.connectionId) ?? row.connectionId, searched) ?? [];
    });
  }),

  search: api.links.search.handler(async ({ input, errors, context }) => {
    const books = await booksNamed(context, input.connectionId);
    if (books === undefined) throw errors.NOT_FOUND();
    return (await matchesIn(context.parts.store, books.id, input.kind)).resembling(input.text, [], input.limit, input.text);
  }),

  save: api.links.save.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const books = await booksNamed(context, input.connectionId);
    if (books === undefined) throw errors.NOT_FOUND();
    const id = choiceIdOf(input);
    const refusal = await refusalOf(parts, books, id.kind, input.booksId);
    if (refusal !== null) throw errors.REFUSED({ data: { failures: [explainedReply(refusal)] } });
    const link = await keepChoice(context, books, id, input);
    if (link === undefined) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("chose {kind} {id} for {name}", { kind: id.kind, id: input.booksId, name: input.crmName ?? id.crmKey }), `${books.id} ${id.crmKey}`);
    return { link, retried: await retryWaiting(parts, caller, id) };
  }),

  remove: api.links.remove.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const id = linkIdOf(input);
    const link = await linkOf(parts, caller, id);
    if (link === undefined || !(await parts.store.removeLink(id))) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("took back the choice of {kind} {id} for {name}", { kind: link.kind, id: link.booksId, name: link.crmName ?? link.crmKey }), `${link.connectionId} ${link.crmKey}`);
    return link;
  }),
};

/** Keeps it where it belongs: as a saved link, or in the settings of the books. Undefined = the key does not say what it is for. */
async function keepChoice({ parts, caller }: Handled, books: BooksConnection, { kind, ...id }: ChoiceId, { booksId, crmName }: { booksId: string; crmName: string | null }): Promise<LinkRow | undefined> {
  const now = parts.clock.now();
  if (kind === "customer" || kind === "item") {
    await parts.store.saveLink({ ...id, kind, booksId, crmName }, caller.who, now);
    return linkOf(parts, caller, { ...id, kind });
  }
  const rate = kind === "tax-code" ? taxRateIn(id.crmKey) : undefined;
  if (kind === "tax-code" && rate === undefined) return undefined;
  const settings = rate === undefined ? withTermMapping(books.settings, termNameIn(id.crmKey), booksId) : withTaxMapping(books.settings, rate, booksId);
  await parts.store.saveBooksSettings(books.id, settings);
  const booksName = (await parts.store.referenceNames(books.id, kind)).find((one) => one.id === booksId)?.name ?? null;
  return { ...id, kind, connectionName: books.name, crmName, booksId, booksName, isActive: true, savedBy: caller.who, savedAt: now };
}

function choiceIdOf({ connectionId, crmKey }: { connectionId: string; crmKey: string }): ChoiceId {
  return { connectionId: connectionId as ConnectionId, kind: choiceKindOf(crmKey), crmKey: savedLinkKey(crmKey) };
}

function linkIdOf({ connectionId, crmKey }: { connectionId: string; crmKey: string }): LinkId {
  return { connectionId: connectionId as ConnectionId, kind: linkKindOf(crmKey), crmKey: savedLinkKey(crmKey) };
}

function unmatchedReply(row: UnmatchedRow, connectionName: string, matches: Matches | undefined): UnmatchedReply | undefined {
  const choice = choiceOf(row.failure);
  if (choice === null) return undefined;
  const { connectionId, kind, crmKey, failure, waiting, recordNames } = row;
  const suggestions = matches?.resembling(choice.name, choice.candidateIds, suggested, choice.sku) ?? [];
  return { connectionId, connectionName, kind, crmKey, name: choice.name, failure: explainedReply(failure), waiting, recordNames, suggestions };
}

async function refusalOf({ store }: ServerParts, { id, name: booksName, settings }: BooksConnection, kind: ChoiceKind, booksId: string): Promise<Failure | null> {
  if (!usesChoices(settings, kind)) return { code: "links-not-used", booksName, kind };
  const names = await store.referenceNames(id, kind);
  return names.some((one) => one.id === booksId) ? null : { code: "link-unusable", kind, booksId };
}

/** What still lacks something else stops again and says so. */
async function retryWaiting({ store, engine }: ServerParts, { workspaceId }: Caller, id: ChoiceId): Promise<number> {
  return engine.retryMany(workspaceId, { ids: await store.waitingForChoice(workspaceId, id) });
}

async function linkOf(parts: ServerParts, caller: Caller, id: LinkId): Promise<LinkRow | undefined> {
  const [row] = await linkRows(parts, caller, await parts.store.links(caller.workspaceId, id, { limit: 1, offset: 0 }));
  return row;
}

async function linkRows(parts: ServerParts, caller: Caller, kept: readonly KeptLink[]): Promise<LinkRow[]> {
  const names = await connectionNames(parts, caller);
  return kept.map((link) => ({ ...link, connectionName: names.get(link.connectionId) ?? link.connectionId }));
}

async function connectionNames({ store }: Handled["parts"], { workspaceId }: Caller): Promise<Map<string, string>> {
  return new Map((await store.connections(workspaceId)).map(({ id, name }) => [id, name]));
}
