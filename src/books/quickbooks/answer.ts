/** What is certain of one call, or of one item of a batch. */
import type { Failure } from "#domain/failure.ts";
import type { Exchange } from "#domain/ports/books.ts";

/**
 * - answered: done; the body is the vendor's.
 * - refused: the vendor said no; nothing was done.
 * - not-written: certainly nothing was done, and it may go through later.
 * - unknown: it may have been done.
 */
export type Answer =
  | { certainty: "answered"; body: unknown; exchange: Exchange }
  | { certainty: "refused"; failures: [Failure, ...Failure[]]; exchange: Exchange; isWorthAnotherTry: boolean }
  | { certainty: "not-written"; failure: Failure; exchange: Exchange | null; isWorthAnotherTry?: boolean }
  | { certainty: "unknown"; failure: Failure; exchange: Exchange };
