/**
 * What became of documents: one change-data-capture call for all kinds, and, where that cannot tell (too much, too long ago) or
 * to heal gaps, queries by id. That a document is gone is believed only when QuickBooks says so of this very id.
 */
import { later, parseInstant, type Instant } from "#domain/dates.ts";
import { documentKinds, type DocumentKind } from "#domain/document/kind.ts";
import type { Failure } from "#domain/failure.ts";
import type { BooksCompany, DocumentChanges, DocumentFinding, DocumentKey } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { capture, type Captured, captureOverlapMs, capturedOf, changedAt, deletedId, longestCaptureMs, mostCapturedObjects } from "./capture.ts";
import type { QuickBooksClient } from "./client.ts";
import { encodingOf } from "./documents/documents.ts";
import { listed, quoted } from "./query.ts";

/** So many ids fit a statement that QuickBooks takes (its longest is not documented). */
const idsPerQuery = 200;
/** Documents that a query does not show are asked for one by one; so many at a time, the rest at the next look. */
const mostAskedAlone = 20;
/** Our clock and QuickBooks' may differ by so much when changes are asked for from a moment of ours. */
const clockDifferenceMs = 10 * 60_000;
/** QuickBooks' word for an id that is not there (reference: 2.8). */
const notFound = "610";

/** Documents that changed, whosever they are; see `Books.documentChanges`. */
export async function documentChanges(client: QuickBooksClient, since: { cursor: string } | { from: Instant }, now: Instant, company: BooksCompany, appUrl: string): Promise<Result<DocumentChanges | "compare", Failure>> {
  const from = "cursor" in since ? parseInstant(since.cursor) : later(since.from, -clockDifferenceMs);
  if (from === undefined || from < later(now, -longestCaptureMs)) return ok("compare");
  const captured = await capture(client, documentKinds.map((kind) => encodingOf(kind).entity), from);
  if (!captured.ok) return captured;
  const { time } = captured.value;
  const findings = documentKinds.flatMap((kind) => findingsIn(captured.value, kind, company, appUrl));
  // A clock that went back, of a company that was restored, tells nothing of what it did since.
  const isWhole = time >= from && objectsIn(captured.value) < mostCapturedObjects;
  return ok(isWhole ? { findings, cursor: later(time, -captureOverlapMs) } : "compare");
}

function objectsIn(captured: Captured): number {
  return documentKinds.reduce((count, kind) => count + capturedOf(captured, encodingOf(kind).entity).length, 0);
}

function findingsIn(captured: Captured, kind: DocumentKind, company: BooksCompany, appUrl: string): DocumentFinding[] {
  return capturedOf(captured, encodingOf(kind).entity).flatMap((wire): DocumentFinding[] => {
    const gone = deletedId(wire);
    return gone === undefined ? decoded(kind, wire, company, appUrl) : [{ kind, booksId: gone, found: "deleted", changedAt: changedAt(wire) }];
  });
}

/** Other people's documents may be such as we never write, and cannot be read. */
function decoded(kind: DocumentKind, wire: unknown, company: BooksCompany, appUrl: string): DocumentFinding[] {
  try {
    const found = encodingOf(kind).decode(wire, company, appUrl);
    return [{ kind, booksId: found.booksId, found, changedAt: changedAt(wire) }];
  } catch {
    return [];
  }
}

/** What QuickBooks says of these documents; see `Books.readDocuments`. */
export async function readDocuments(client: QuickBooksClient, keys: readonly DocumentKey[], now: Instant, company: BooksCompany, appUrl: string): Promise<Result<DocumentChanges, Failure>> {
  const findings: DocumentFinding[] = [];
  const unseen: DocumentKey[] = [];
  let cursor: Instant | null = null;
  for (const [kind, ofKind] of Map.groupBy(keys, (key) => key.kind)) {
    for (let start = 0; start < ofKind.length; start += idsPerQuery) {
      const asked = ofKind.slice(start, start + idsPerQuery);
      const page = await query(client, kind, asked);
      if (!page.ok) return page;
      cursor ??= later(page.value.time, -captureOverlapMs);
      findings.push(...page.value.wires.flatMap((wire) => decoded(kind, wire, company, appUrl)));
      const shown = new Set(page.value.wires.map(idOf));
      unseen.push(...asked.filter(({ booksId }) => !shown.has(booksId)));
    }
  }
  const alone = await askAlone(client, unseen.slice(0, mostAskedAlone), company, appUrl);
  return alone.ok ? ok({ findings: [...findings, ...alone.value], cursor: cursor ?? later(now, -clockDifferenceMs) }) : alone;
}

async function query(client: QuickBooksClient, kind: DocumentKind, keys: readonly DocumentKey[]): Promise<Result<{ wires: unknown[]; time: Instant }, Failure>> {
  const { entity } = encodingOf(kind);
  const answer = await client.query(`SELECT * FROM ${entity} WHERE Id IN (${keys.map(({ booksId }) => quoted(booksId)).join(", ")}) MAXRESULTS ${idsPerQuery}`);
  const found = answer.ok ? listed(answer.value, entity) : answer;
  if (!found.ok) return found;
  const time = parseInstant(found.value.time);
  return time === undefined ? err({ code: "books-unreachable", detail: "the time of QuickBooks' answer could not be read" }) : ok({ wires: found.value.entities, time });
}

function idOf(wire: unknown): unknown {
  return typeof wire === "object" && wire !== null && "Id" in wire ? wire.Id : undefined;
}

/** A list that lacks a document is no proof; a refusal of its id is. */
async function askAlone(client: QuickBooksClient, keys: readonly DocumentKey[], company: BooksCompany, appUrl: string): Promise<Result<DocumentFinding[], Failure>> {
  const findings: DocumentFinding[] = [];
  for (const { kind, booksId } of keys) {
    const { entity } = encodingOf(kind);
    const answer = await client.get(`/${entity.toLowerCase()}/${booksId}`);
    if (answer.ok) findings.push(...decoded(kind, (answer.value as Record<string, unknown>)[entity], company, appUrl));
    else if (isNotFound(answer.error)) findings.push({ kind, booksId, found: "deleted", changedAt: null });
    else return answer;
  }
  return ok(findings);
}

function isNotFound(failure: Failure): boolean {
  return failure.code === "books-reference-unusable" && failure.vendor.code === notFound;
}
