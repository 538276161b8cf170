/** Live pages: the server says what changed, and what shows it is read again. Reconnects by itself. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, client, isSignedOut } from "./api.ts";

type Topic = "workflows" | "enrollments" | "documents" | "connections";

const firstPauseMs = 500;
const longestPauseMs = 15_000;

/** Which queries show a topic. */
const shownBy: Record<Topic, () => readonly (readonly unknown[])[]> = {
  workflows: () => [api.workflows.key(), api.overview.key()],
  enrollments: () => [api.enrollments.key(), api.attention.key(), api.overview.key(), api.workflows.key()],
  documents: () => [api.documents.key(), api.overview.key(), api.enrollments.key()],
  connections: () => [api.connections.key(), api.overview.key()],
};

/** Keeps every page of the app up to date while it is open. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(queries, stop.signal);
    return () => stop.abort();
  }, [queries]);
}

async function follow(queries: QueryClient, signal: AbortSignal): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      const changes = await client.changes(undefined, { signal });
      // What changed while we were not listening is unknown: everything shown is read again.
      if (pauseMs > firstPauseMs) void queries.invalidateQueries();
      pauseMs = firstPauseMs;
      for await (const change of changes) {
        for (const queryKey of shownBy[change.topic]()) void queries.invalidateQueries({ queryKey });
      }
    } catch (error) {
      if (isSignedOut(error)) return;
    }
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    await new Promise((done) => setTimeout(done, pauseMs));
  }
}
