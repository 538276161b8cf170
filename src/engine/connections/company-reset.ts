/** The books said that the company was emptied and set up anew: ids that we know name something else now, or nothing. */
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import { quietUntil } from "../../domain/posting.ts";
import { mirrorEnding } from "./books-life.ts";
import type { EngineContext } from "../context.ts";

/** Stops what was planned with the old ids, forgets them, and has everything read anew. Nothing when no failure says so. */
export async function heedReset(context: EngineContext, id: ConnectionId, failures: readonly Failure[]): Promise<void> {
  const reset = failures.find((failure) => failure.code === "books-company-reset");
  if (!reset) return;
  context.log.warn({ connection: id, failure: reset }, "the books were set up anew; everything is read again");
  const now = context.clock.now();
  await context.store.forgetBooks(id, reset, quietUntil(now, context.timing.batchQuietMs), now);
  await context.queue.signal("post", id + mirrorEnding);
}
