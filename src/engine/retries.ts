/**
 * Trying many stopped enrollments again: which ones is noted at once, and worked off in the background, so that nobody waits for it
 * and a crash forgets none. One that moved or was tried meanwhile is left alone.
 */
import pLimit from "p-limit";
import { causeKey } from "../domain/failure.ts";
import type { WorkspaceId } from "../domain/ids.ts";
import type { Stopped } from "../domain/ports/retry-store.ts";
import type { EngineContext } from "./context.ts";
import type { RetryWish } from "./engine.ts";
import { retry } from "./requests.ts";

/** Keys with this ending ask for what a workspace wants to have tried again. */
export const retriesEnding = "/retries";

const retriesPerLook = 200;
const atOnce = 4;

/** Has them tried again in the background; returns how many. */
export async function retryMany(context: EngineContext, workspaceId: WorkspaceId, wish: RetryWish): Promise<number> {
  const asked = await context.store.askForRetries(workspaceId, await chosen(context, workspaceId, wish), context.clock.now());
  if (asked > 0) await context.queue.signal("run", workspaceId + retriesEnding);
  return asked;
}

async function chosen({ store }: EngineContext, workspaceId: WorkspaceId, wish: RetryWish): Promise<Stopped> {
  if (wish === "all" || "ids" in wish) return wish;
  const failures = (await store.stoppedBy(workspaceId, 0)).map(({ failure }) => failure);
  return { failures: failures.filter((failure) => causeKey(failure) === wish.cause) };
}

/** Works off what was asked for. */
export async function drainRetries(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  while (!context.isStopping()) {
    const asked = await context.store.askedRetries(workspaceId, retriesPerLook);
    if (asked.length === 0) return;
    const inTurns = pLimit(atOnce);
    await Promise.all(asked.map(({ id, askedAt, isStopped }) => inTurns(async () => {
      if (context.isStopping()) return;
      if (isStopped) await retry(context, workspaceId, id);
      await context.store.endRetry(id, askedAt);
    })));
  }
}
