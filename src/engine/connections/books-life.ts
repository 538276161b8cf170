/** The life of a connection to books: work waits while they cannot be used, goes on when they can, and the permission is kept alive. */
import { type BooksConnection, holdOf } from "../../domain/connection.ts";
import { later } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { EngineContext } from "../context.ts";

/** What a person switched off is released by switching it on; this only heals a crash between the two. */
const heldMs = 10 * 60_000;
/** A permission that ended is tried again now and then: the vendor may have been wrong. */
const endedMs = 15_000;
/** A permission is renewed at least this often, even when nothing is asked. */
const renewalMs = 24 * 3_600_000;

/** True when these books cannot be written to now; what is due then waits, with the reason shown. */
export async function isHeld(context: EngineContext, id: ConnectionId): Promise<boolean> {
  const connection = await context.store.connection(id);
  if (connection?.role !== "books") return false;
  const switchedOff = holdOf(connection, "write");
  const because = switchedOff ?? (await endOf(context, connection));
  if (because === null) return false;
  const now = context.clock.now();
  await context.store.holdPostings(id, because, later(now, switchedOff ? heldMs : endedMs), now);
  return true;
}

/** One call for everything that waits tells whether a connection that ended is back; then it is connected again by itself. */
async function endOf(context: EngineContext, connection: BooksConnection): Promise<Failure | null> {
  if (connection.connectionState !== "ended") return null;
  const answer = await (await context.books(connection.id)).check();
  return answer.ok || answer.error.code !== "books-disconnected" ? null : answer.error;
}

/** The books may be used again, or for the first time: what waited is due now, and reference data is read. */
export async function resumeBooks(context: EngineContext, id: ConnectionId): Promise<void> {
  await context.store.releasePostings(id, context.clock.now());
  await context.queue.signal("post", id);
  await context.queue.signal("post", id + mirrorEnding);
}

/** Asks for upkeep of the mirror instead of a connection's work, so that upkeep never holds work up. */
export const mirrorEnding = "/mirror";

/** Renews a permission that was not renewed for a day. The secret says when, so of all processes only one does it. */
export async function keepPermission(context: EngineContext, id: ConnectionId): Promise<void> {
  const books = await context.books(id);
  const renewed = await books.renewPermission(later(context.clock.now(), -renewalMs));
  if (!renewed.ok) context.log.warn({ connection: id, failure: renewed.error }, "the permission could not be renewed");
}
