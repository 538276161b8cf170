/** Pages stay current by themselves: the server says which topic changed, and what is shown of it is read again. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { z } from "zod";
import type { changeReply } from "#api/contract.ts";
import { orpc } from "./api.ts";
import { isSignedOut } from "./queries.ts";

type Change = z.infer<typeof changeReply>;
export type Topic = Change["topic"];
export type LiveState = "live" | "interrupted";

/** Opens the stream of changes. */
export type OpenChanges = (signal: AbortSignal) => Promise<AsyncIterable<Change>>;

export interface Listener {
  onChange(topic: Topic): void;
  /** The stream was away: anything may have changed meanwhile. */
  onResumed(): void;
  onState(state: LiveState): void;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Follows the stream until the signal aborts or nobody is signed in; a broken stream is opened again. */
export async function followChanges(open: OpenChanges, listener: Listener, signal: AbortSignal, pause = pauseFor): Promise<void> {
  let tries = 0;
  let wasInterrupted = false;
  while (!signal.aborted) {
    try {
      const changes = await open(signal);
      listener.onState("live");
      if (wasInterrupted) listener.onResumed();
      for await (const change of changes) {
        tries = 0;
        listener.onChange(change.topic);
      }
    } catch (error) {
      if (isSignedOut(error)) return;
    }
    if (signal.aborted) return;
    wasInterrupted = true;
    listener.onState("interrupted");
    await pause(Math.min(longestPauseMs, firstPauseMs * 2 ** tries), signal);
    tries += 1;
  }
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Gathers topics while a refresh is under way and refreshes once more after it: in a burst pages keep up without
 * cancelling their own reads, and the last change is never missed.
 */
export function gatherTopics(refresh: (topics: ReadonlySet<Topic>) => Promise<unknown>): (topic: Topic) => void {
  let pending = new Set<Topic>();
  let isRefreshing = false;
  const run = async (): Promise<void> => {
    isRefreshing = true;
    while (pending.size > 0) {
      const topics = pending;
      pending = new Set();
      // Each query shows its own failure; what matters here is to go on.
      await refresh(topics).catch(() => undefined);
    }
    isRefreshing = false;
  };
  return (topic) => {
    pending.add(topic);
    if (!isRefreshing) void run();
  };
}

/** What a page may show of a topic. Matching and dry runs are asked for on purpose, never by a change. */
export function queryKeysOf(topic: Topic): QueryKey[] {
  switch (topic) {
    case "workflows":
      return [orpc.workflows.list.key(), orpc.workflows.get.key(), orpc.overview.key()];
    case "enrollments":
      return [orpc.enrollments.key(), orpc.performance.key(), orpc.approvals.key(), orpc.attention.key(), orpc.links.unmatched.key(), orpc.workflows.list.key(), orpc.workflows.get.key(), orpc.overview.key()];
    case "documents":
      return [orpc.documents.key(), orpc.attention.key(), orpc.unbilled.key(), orpc.performance.key(), orpc.enrollments.get.key(), orpc.overview.key()];
    case "connections":
      return [orpc.connections.key(), orpc.overview.key()];
    case "people":
      return [orpc.me.key(), orpc.members.key(), orpc.apiKeys.key(), orpc.setup.key()];
  }
}

/** Reads again what is shown of these topics. */
export async function refreshTopics(queryClient: QueryClient, topics: ReadonlySet<Topic>): Promise<void> {
  await Promise.all([...topics].flatMap(queryKeysOf).map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
