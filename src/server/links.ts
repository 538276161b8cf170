/** Saved links: what waits for a choice, what may be chosen, choosing, and taking a choice back. */
import pLimit from "p-limit";
import { explainedReply } from "#api/failure.ts";
import type { LinkRow } from "#api/link.ts";
import type { UnmatchedRow as UnmatchedReply } from "#api/unmatched.ts";
import { choiceOf, usesLinks } from "#domain/choice.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { type LinkKind, linkKindOf, savedLinkKey } from "#domain/matching.ts";
import type { KeptLink, LinkId, UnmatchedRow } from "#domain/ports/store.ts";
import { api } from "./api.ts";
import { noteDown } from "./audit.ts";
import { booksNamed, type Handled } from "./connection-commands.ts";
import type { Caller, ServerParts } from "./context.ts";
import { type Matches, matchesIn } from "./matches.ts";

const suggested = 5;
/** Of a longer list, the rest is searched for when a person comes to it. */
const rowsWithSuggestions = 100;
const retriedAtOnce = 8;

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
    return (await matchesIn(context.parts.store, books.id, input.kind)).resembling([input.text], [], input.limit);
  }),

  save: api.links.save.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const books = await booksNamed(context, input.connectionId);
    if (books === undefined) throw errors.NOT_FOUND();
    const id = linkIdOf(input);
    const refusal = await refusalOf(parts, books, id.kind, input.booksId);
    if (refusal !== null) throw errors.REFUSED({ data: { failures: [explainedReply(refusal)] } });
    await parts.store.saveLink({ ...id, booksId: input.booksId, crmName: input.crmName }, caller.email, parts.clock.now());
    await noteDown(parts, caller, `chose ${id.kind} ${input.booksId} for ${input.crmName ?? id.crmKey}`, `${books.id} ${id.crmKey}`);
    const retried = await retryWaiting(parts, caller, id);
    const link = await linkOf(parts, caller, id);
    if (link === undefined) throw errors.NOT_FOUND();
    return { link, retried };
  }),

  remove: api.links.remove.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const id = linkIdOf(input);
    const link = await linkOf(parts, caller, id);
    if (link === undefined || !(await parts.store.removeLink(id))) throw errors.NOT_FOUND();
    await noteDown(parts, caller, `took back the choice of ${link.kind} ${link.booksId} for ${link.crmName ?? link.crmKey}`, `${link.connectionId} ${link.crmKey}`);
    return link;
  }),
};

function linkIdOf({ connectionId, crmKey }: { connectionId: string; crmKey: string }): LinkId {
  return { connectionId: connectionId as ConnectionId, kind: linkKindOf(crmKey), crmKey: savedLinkKey(crmKey) };
}

function unmatchedReply(row: UnmatchedRow, connectionName: string, matches: Matches | undefined): UnmatchedReply | undefined {
  const choice = choiceOf(row.failure);
  if (choice === null) return undefined;
  const { connectionId, kind, crmKey, failure, waiting, recordNames } = row;
  const texts = [choice.name, ...(choice.sku === null ? [] : [choice.sku])];
  const suggestions = matches?.resembling(texts, choice.candidateIds, suggested) ?? [];
  return { connectionId, connectionName, kind, crmKey, name: choice.name, failure: explainedReply(failure), waiting, recordNames, suggestions };
}

async function refusalOf({ store }: ServerParts, { id, name: booksName, settings }: BooksConnection, kind: LinkKind, booksId: string): Promise<Failure | null> {
  if (!usesLinks(settings, kind)) return { code: "links-not-used", booksName, kind };
  const names = await store.referenceNames(id, kind);
  return names.some((one) => one.id === booksId) ? null : { code: "link-unusable", kind, booksId };
}

/** What still lacks something else stops again and says so. */
async function retryWaiting({ store, engine }: ServerParts, { workspaceId }: Caller, id: LinkId): Promise<number> {
  const waiting = await store.waitingForLink(workspaceId, id);
  const inTurns = pLimit(retriedAtOnce);
  const answers = await Promise.all(waiting.map((enrollmentId) => inTurns(() => engine.retry(workspaceId, enrollmentId))));
  return answers.filter((answer) => answer.ok).length;
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
