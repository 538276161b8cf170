/** Live pages: what changed in the store, told to every open page at most every 100 ms per topic. */
import type { WorkspaceId } from "#domain/ids.ts";
import type { ChangeNotice, Store } from "#domain/ports/store.ts";

/** One line of the stream. `id` null = several. */
export type Change = Pick<ChangeNotice, "topic" | "id">;

/** All open pages of this process share one subscription to the store. */
export interface LiveChanges {
  /** Yields changes of the workspace until the signal aborts. */
  of(workspaceId: WorkspaceId, signal: AbortSignal | undefined): AsyncGenerator<Change, void>;
  stop(): Promise<void>;
}

/** How long changes of one topic are gathered before they are told again. */
const gatherMs = 100;

/** Subscribes to the store and hands its notices on. */
export async function openLiveChanges(store: Pick<Store, "onChange">): Promise<LiveChanges> {
  const listeners = new Set<(notice: ChangeNotice) => void>();
  const stopped = new AbortController();
  const unsubscribe = await store.onChange((notice) => {
    for (const listener of listeners) listener(notice);
  });
  return {
    of: (workspaceId, signal) => follow(workspaceId, listeners, signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal),
    stop: async () => {
      stopped.abort();
      await unsubscribe();
    },
  };
}

async function* follow(workspaceId: WorkspaceId, listeners: Set<(notice: ChangeNotice) => void>, signal: AbortSignal): AsyncGenerator<Change, void> {
  const pending = new Map<Change["topic"], string | null>();
  const toldAt = new Map<Change["topic"], number>();
  let wake = (): void => undefined;
  const listener = (notice: ChangeNotice): void => {
    if (notice.workspaceId !== workspaceId) return;
    pending.set(notice.topic, mergedId(pending, notice));
    wake();
  };
  const onAbort = (): void => wake();
  listeners.add(listener);
  signal.addEventListener("abort", onAbort);
  try {
    while (!signal.aborted) {
      const now = performance.now();
      const due = [...pending.keys()].filter((topic) => now >= (toldAt.get(topic) ?? -Infinity) + gatherMs);
      for (const topic of due) {
        const id = pending.get(topic) ?? null;
        pending.delete(topic);
        toldAt.set(topic, now);
        yield { topic, id };
      }
      if (due.length > 0) continue;
      await new Promise<void>((resolve) => {
        const timer = pending.size > 0 ? setTimeout(resolve, gatherMs / 2) : undefined;
        wake = () => {
          if (signal.aborted) clearTimeout(timer);
          if (signal.aborted || timer === undefined) resolve();
        };
      });
    }
  } finally {
    listeners.delete(listener);
    signal.removeEventListener("abort", onAbort);
  }
}

function mergedId(pending: Map<Change["topic"], string | null>, notice: ChangeNotice): string | null {
  if (!pending.has(notice.topic)) return notice.id;
  return pending.get(notice.topic) === notice.id ? notice.id : null;
}
