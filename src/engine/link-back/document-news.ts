/**
 * What happens to documents in the books comes back: changes are asked for when it is time to (`mirror-pace.ts`), once a day each
 * document is compared by its id, and what mere time makes overdue is found without a call. What a look found is kept before it
 * counts as done, so a crash costs a question and loses nothing.
 */
import type { BooksConnection } from "../../domain/connection.ts";
import { type Instant, later, localDateIn } from "../../domain/dates.ts";
import { comparedEveryMs, documentNews, type DocumentNews } from "../../domain/document/news.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, DocumentId, WorkspaceId } from "../../domain/ids.ts";
import { hintedEveryMs, nextLookAt } from "../../domain/mirror-pace.ts";
import type { DocumentChanges, DocumentFinding } from "../../domain/ports/books.ts";
import type { DocumentLook, FinishedLook } from "../../domain/ports/document-news-store.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { heedReset } from "../connections/company-reset.ts";
import type { EngineContext } from "../context.ts";

/** Keys with this ending ask what became of the documents of a set of books. */
export const documentsEnding = "/documents";

const documentsPerPage = 400;
/** What was just posted is looked at about as soon as what just changed. */
const firstLookMs = 60_000;
/** How long a look rests that could not be finished: changes cost one call, comparing costs many. */
const changesPauseMs = 60_000;
const comparePauseMs = 15 * 60_000;

/** Looks what became of a company's documents when it is time to. */
export async function lookAtDocuments(context: EngineContext, id: ConnectionId): Promise<void> {
  const connection = await context.store.connection(id);
  if (connection?.role !== "books" || connection.connectionState !== "connected") return;
  const begun = context.clock.now();
  const look = await context.store.documentLook(id);
  if (look === null) return context.store.beginDocumentLook(id, { comparedAt: begun, dueAt: later(begun, firstLookMs) });
  if (look.dueAt > begun) return;
  const oldest = await context.store.oldestLookedAfter(id, begun);
  if (oldest === null) return;
  await passTime(context, connection, begun);
  const isCompared = later(look.comparedAt, comparedEveryMs) <= begun;
  const unfinished = await lookAround(context, connection, { ...look, oldest }, begun, isCompared);
  if (unfinished !== null) await putOff(context, id, unfinished);
}

/** Asks the books now, because a person wants to know what became of a document. Changes of all documents come by the same call. */
export async function checkDocument(context: EngineContext, workspaceId: WorkspaceId, id: DocumentId): Promise<Result<null, Failure>> {
  const document = await context.store.document(workspaceId, id);
  const connection = document && (await context.store.connection(document.connectionId));
  if (document === undefined || connection?.role !== "books") return ok(null);
  const begun = context.clock.now();
  await context.store.beginDocumentLook(connection.id, { comparedAt: begun, dueAt: later(begun, firstLookMs) });
  const look = await context.store.documentLook(connection.id);
  if (look === null) return ok(null);
  const oldest = (await context.store.oldestLookedAfter(connection.id, begun)) ?? document.postedAt;
  const unfinished = await lookAround(context, connection, { ...look, oldest }, begun, false);
  return unfinished === null ? ok(null) : err(unfinished.because);
}

/** Somebody (a webhook) says that documents have news: they are looked at within seconds. */
export async function hintDocuments({ store, queue, clock }: EngineContext, id: ConnectionId): Promise<void> {
  await store.hintDocuments(id, clock.now(), hintedEveryMs);
  await queue.signal("post", id + documentsEnding);
}

/** How far it was followed, and since when there is something to follow. */
type LookSince = DocumentLook & { oldest: Instant };

interface Unfinished {
  because: Failure;
  pauseMs: number;
}

async function putOff(context: EngineContext, id: ConnectionId, { because, pauseMs }: Unfinished): Promise<void> {
  const until = later(context.clock.now(), pauseMs);
  context.log.warn({ connection: id, failure: because }, "what became of documents could not be read");
  await context.store.putOffDocumentLook(id, "retryAt" in because && because.retryAt > until ? because.retryAt : until);
  await heedReset(context, id, [because]);
}

/** What was due yesterday is overdue today, whether or not the books can be asked. */
async function passTime(context: EngineContext, connection: BooksConnection, now: Instant): Promise<void> {
  const today = localDateIn(connection.company.timeZone, now);
  for (;;) {
    const late = await context.store.documentsPastDue(connection.id, today, documentsPerPage);
    const news = late.flatMap((kept) => documentNews(kept, kept, today) ?? []);
    if (news.length === 0 || (await record(context, connection, news, null)) === 0) return;
  }
}

/** `comparesAll`: it is time to; it is done as well when the books no longer tell the changes since. Null = it is done and kept. */
async function lookAround(context: EngineContext, connection: BooksConnection, look: LookSince, begun: Instant, comparesAll: boolean): Promise<Unfinished | null> {
  const told = await changesSince(context, connection.id, look);
  if (!told.ok) return { because: told.error, pauseMs: changesPauseMs };
  const isCompared = told.value === "compare" || comparesAll;
  const compared = isCompared ? await compareAll(context, connection, begun) : ok({ cursor: null, hasNews: false });
  if (!compared.ok) return { because: compared.error, pauseMs: comparePauseMs };
  const changes = told.value === "compare" ? { findings: [], cursor: compared.value.cursor } : told.value;
  const news = await newsIn(context, connection, changes.findings);
  const changedAt = compared.value.hasNews || news.length > 0 ? begun : look.changedAt;
  await record(context, connection, news, {
    cursor: changes.cursor,
    lookedAt: begun,
    changedAt,
    comparedAt: isCompared ? begun : look.comparedAt,
    dueAt: nextLookAt({ refreshedAt: begun, changedAt, hintedAt: null }, begun),
    hintedDueAt: later(begun, hintedEveryMs),
  });
  return null;
}

/** The first time, all that changed since the oldest document was posted. */
async function changesSince(context: EngineContext, id: ConnectionId, { cursor, oldest }: LookSince): Promise<Result<DocumentChanges | "compare", Failure>> {
  return (await context.books(id)).documentChanges(cursor === null ? { from: oldest } : { cursor });
}

/** Each document by its id, page by page; `cursor` = changes from before the first page on are asked for next. */
async function compareAll(context: EngineContext, connection: BooksConnection, begun: Instant): Promise<Result<{ cursor: string | null; hasNews: boolean }, Failure>> {
  const books = await context.books(connection.id);
  let cursor: string | null = null;
  let hasNews = false;
  for (let after: DocumentId | null = null; ; ) {
    const page = await context.store.documentsToCompare(connection.id, { after, limit: documentsPerPage }, begun);
    if (page.length === 0) return ok({ cursor, hasNews });
    const read = await books.readDocuments(page);
    if (!read.ok) return read;
    cursor ??= read.value.cursor;
    const news = await newsIn(context, connection, read.value.findings);
    hasNews ||= news.length > 0;
    await record(context, connection, news, null);
    after = page.at(-1)?.id ?? null;
  }
}

/** What is new about ours among documents of anybody. */
async function newsIn({ store, clock }: EngineContext, { id, company }: BooksConnection, findings: readonly DocumentFinding[]): Promise<DocumentNews[]> {
  const today = localDateIn(company.timeZone, clock.now());
  const found = new Map(findings.map((one) => [`${one.kind}/${one.booksId}`, one]));
  const kept = await store.documentsNamed(id, findings);
  return kept.flatMap((document) => {
    const now = found.get(`${document.kind}/${document.booksId}`);
    return now === undefined ? [] : (documentNews(document, now.found, today, now.changedAt) ?? []);
  });
}

/** Keeps it and wakes whoever goes on from there. Returns how many documents changed. */
async function record({ store, queue, clock }: EngineContext, { id, workspaceId }: BooksConnection, news: readonly DocumentNews[], look: FinishedLook | null): Promise<number> {
  const { changed, crmIds } = await store.recordDocumentNews(id, news, look, clock.now());
  if (changed === 0) return 0;
  for (const crmId of crmIds) {
    await queue.signal("link-back", crmId);
    await queue.signal("receive", crmId);
  }
  await queue.signal("run", workspaceId);
  return changed;
}
