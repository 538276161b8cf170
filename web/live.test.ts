import { ORPCError } from "@orpc/client";
import { describe, expect, it } from "vitest";
import { followChanges, gatherTopics, type LiveState, queryKeysOf, type Topic } from "./live.ts";

const noPause = async (): Promise<void> => undefined;

function listening(stopAfter: number, stop: AbortController) {
  const heard: { topics: Topic[]; states: LiveState[]; resumed: number } = { topics: [], states: [], resumed: 0 };
  return {
    heard,
    onChange: (topic: Topic) => {
      heard.topics.push(topic);
      if (heard.topics.length === stopAfter) stop.abort();
    },
    onResumed: () => void (heard.resumed += 1),
    onState: (state: LiveState) => void heard.states.push(state),
  };
}

async function* streamOf(...topics: Topic[]) {
  for (const topic of topics) yield { topic, id: null };
}

describe("following changes", () => {
  it("opens the stream again after it ended or broke, and reads everything anew", async () => {
    const stop = new AbortController();
    const listener = listening(3, stop);
    let opened = 0;
    const open = async () => {
      opened += 1;
      if (opened === 2) throw new TypeError("Failed to fetch");
      return opened === 1 ? streamOf("documents") : streamOf("workflows", "enrollments");
    };
    await followChanges(open, listener, stop.signal, noPause);
    expect(listener.heard).toEqual({
      topics: ["documents", "workflows", "enrollments"],
      states: ["live", "interrupted", "interrupted", "live"],
      resumed: 1,
    });
  });

  it("ends when nobody is signed in", async () => {
    const stop = new AbortController();
    const listener = listening(1, stop);
    await followChanges(() => Promise.reject(new ORPCError("UNAUTHORIZED")), listener, stop.signal, noPause);
    expect(listener.heard.states).toEqual([]);
  });
});

describe("gathering topics", () => {
  it("refreshes once more for what changed during a refresh, however much it was", async () => {
    const first = Promise.withResolvers<void>();
    const refreshed: Topic[][] = [];
    const done = Promise.withResolvers<void>();
    const tell = gatherTopics(async (topics) => {
      refreshed.push([...topics]);
      if (refreshed.length === 1) await first.promise;
      else done.resolve();
    });
    tell("enrollments");
    tell("documents");
    tell("enrollments");
    tell("documents");
    first.resolve();
    await done.promise;
    expect(refreshed).toEqual([["enrollments"], ["documents", "enrollments"]]);
  });

  it("goes on after a refresh that failed", async () => {
    let refreshes = 0;
    const done = Promise.withResolvers<void>();
    const tell = gatherTopics(async () => {
      refreshes += 1;
      if (refreshes === 1) throw new Error("offline");
      done.resolve();
    });
    tell("workflows");
    tell("documents");
    await done.promise;
    expect(refreshes).toBe(2);
  });
});

describe("what a topic refreshes", () => {
  it("never includes the look for matching records or a dry run", () => {
    const keys = JSON.stringify((["workflows", "enrollments", "documents", "connections"] as const).flatMap(queryKeysOf));
    expect(keys).not.toContain("matching");
    expect(keys).not.toContain("plan");
  });
});
