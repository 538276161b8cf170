/** How a set of books does: its permission, its health, and what waits for it. */
import type { ConnectionLife } from "#api/connection-life.ts";
import type { BooksConnection, ConnectionHealth } from "#domain/connection.ts";
import { permissionWarnings } from "#domain/permission.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

/** Everything a person wants to know of it. */
export async function lifeOf(parts: ServerParts, books: BooksConnection): Promise<ConnectionLife> {
  const [permission, health, pending] = await Promise.all([
    parts.booksConsent.permissionOf(books),
    parts.store.connectionHealth(books.id),
    parts.store.pendingPostings(books.id),
  ]);
  const warnings = permission === null ? [] : permissionWarnings(books.name, permission, parts.clock.now());
  return {
    environment: parts.booksConsent.environmentOf(books),
    isReadOnly: books.isReadOnly,
    health: healthReply(books, health),
    permission,
    warnings: warnings.map((failure) => explainedReply(failure)),
    pending,
  };
}

function healthReply(books: BooksConnection, { succeededAt, failedAt, failure, traceId }: ConnectionHealth): ConnectionLife["health"] {
  if (failedAt === null || failure === null) return { lastSuccessAt: succeededAt, lastFailure: null };
  const isOver = books.connectionState === "connected" && succeededAt !== null && succeededAt >= failedAt;
  const named = "booksName" in failure ? { ...failure, booksName: books.name } : failure;
  return { lastSuccessAt: succeededAt, lastFailure: { at: failedAt, isOver, failure: explainedReply(named), traceId } };
}
