import { expect, test } from "vitest";
import type { WorkspaceId } from "#domain/ids.ts";
import type { ChangeNotice } from "#domain/ports/store.ts";
import { type Change, openLiveChanges } from "./live-changes.ts";

const own = "own" as WorkspaceId;
const foreign = "foreign" as WorkspaceId;

/** A feed of notices, told by hand. */
function feed() {
  let tell = (_notice: ChangeNotice): void => undefined;
  return {
    tell: (topic: Change["topic"], id: string | null, workspaceId = own) => tell({ workspaceId, topic, id }),
    onChange: async (listener: (notice: ChangeNotice) => void) => {
      tell = listener;
      return async () => undefined;
    },
  };
}

test("many changes of a topic at once are told once, as several", async () => {
  const notices = feed();
  const live = await openLiveChanges(notices);
  const changes = live.of(own, undefined);
  const first = changes.next();
  for (let n = 0; n < 50; n++) notices.tell("enrollments", `e${n}`);
  notices.tell("documents", "d1");
  notices.tell("documents", "d1");
  expect(await first).toEqual({ done: false, value: { topic: "enrollments", id: null } });
  expect(await changes.next()).toEqual({ done: false, value: { topic: "documents", id: "d1" } });
  await live.stop();
  expect(await changes.next()).toEqual({ done: true, value: undefined });
});

test("a topic is told again no sooner than 100 ms later, with nothing lost", async () => {
  const notices = feed();
  const live = await openLiveChanges(notices);
  const changes = live.of(own, undefined);
  const first = changes.next();
  notices.tell("workflows", "w1");
  await first;
  const toldAt = performance.now();
  const second = changes.next();
  notices.tell("workflows", "w2");
  expect(await second).toEqual({ done: false, value: { topic: "workflows", id: "w2" } });
  expect(performance.now() - toldAt).toBeGreaterThanOrEqual(90);
  await live.stop();
});

test("another workspace's changes are never told, and a page that closes ends its stream", async () => {
  const notices = feed();
  const live = await openLiveChanges(notices);
  const page = new AbortController();
  const next = live.of(own, page.signal).next();
  notices.tell("documents", "secret", foreign);
  page.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  await live.stop();
});
