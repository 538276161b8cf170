/**
 * The worker: signals come in, stages drain what the store has for their key. Two timers look after what signals miss: the
 * sweep (work that is due without a signal, after a crash or a wait) and polling.
 */
import type { ConnectionId, WorkspaceId } from "../domain/ids.ts";
import { backfillEnding, drainBackfills } from "./enroll/backfill.ts";
import { keepPermission, mirrorEnding } from "./connections/books-life.ts";
import { tellCrm } from "./crm-actions/crm-answers.ts";
import type { SignalKind } from "../domain/ports/queue.ts";
import { lookForNotices, routeFreshNotices } from "./notices/notices.ts";
import { mailNotices } from "./notices/notice-mails.ts";
import { deliverNotices } from "./notices/notice-webhooks.ts";
import { learnDealsOfDocuments } from "./link-back/document-deals.ts";
import { documentsEnding, lookAtDocuments } from "./link-back/document-news.ts";
import type { EngineContext } from "./context.ts";
import { loggedWork } from "./logged-work.ts";
import { pollEnding } from "./connections/crm-life.ts";
import { drainLinkBacks } from "./link-back/link-back.ts";
import { isMirrorDue, keepMirror } from "./mirror.ts";
import { pollChanges } from "./receive/poll.ts";
import { drainPostings } from "./post/post.ts";
import { drainInbox } from "./receive/receive.ts";
import { lookAtTime, timeEnding } from "./enroll/time-passing.ts";
import { enrollWaiting } from "./enroll/waiting-matches.ts";
import { drainRetries, retriesEnding } from "./retries.ts";
import { runDueEnrollments } from "./run/run-step.ts";

/** Keys with these endings ask for upkeep of a connection instead of its work, so that upkeep never holds work up. */
const permissionEnding = "/permission";
const answersEnding = "/answers";
const dealsEnding = "/deals";

/** Starts working and looking after; returns how to stop. */
export async function startWorker(context: EngineContext): Promise<() => void> {
  const work = (kind: SignalKind, handle: (key: string) => Promise<void>) => context.queue.work(kind, loggedWork(context, kind, handle));
  await work("receive", (key) => (key.endsWith(pollEnding) ? pollChanges(context, plain(key)) : drainInbox(context, plain(key))));
  await work("run", async (key) => {
    if (key.endsWith(backfillEnding)) return drainBackfills(context, key.slice(0, -backfillEnding.length) as WorkspaceId);
    if (key.endsWith(retriesEnding)) return drainRetries(context, key.slice(0, -retriesEnding.length) as WorkspaceId);
    if (key.endsWith(timeEnding)) return lookAtTime(context, key.slice(0, -timeEnding.length) as WorkspaceId);
    await enrollWaiting(context, key as WorkspaceId);
    return runDueEnrollments(context, key as WorkspaceId);
  });
  await work("post", (key) => {
    if (key.endsWith(permissionEnding)) return keepPermission(context, plain(key));
    if (key.endsWith(documentsEnding)) return lookAtDocuments(context, plain(key));
    return key.endsWith(mirrorEnding) ? keepMirror(context, plain(key)) : drainPostings(context, plain(key));
  });
  await work("link-back", (key) => {
    if (key.endsWith(dealsEnding)) return learnDealsOfDocuments(context, plain(key));
    return key.endsWith(answersEnding) ? tellCrm(context, plain(key)) : drainLinkBacks(context, plain(key));
  });
  const timers = [
    every(context, context.timing.sweepMs, () => sweep(context)),
    // Apart from the sweep, which must not wait for other people's servers.
    every(context, context.timing.sweepMs, () => mailNotices(context)),
    every(context, context.timing.sweepMs, () => deliverNotices(context)),
    every(context, context.timing.noticeMs, () => lookForNotices(context)),
    every(context, context.timing.pollMs, () => signalEach(context, "crm", "receive", pollEnding)),
    every(context, context.timing.mirrorMs, () => signalDueMirrors(context)),
    every(context, context.timing.permissionMs, () => signalEach(context, "books", "post", permissionEnding)),
  ];
  return () => timers.forEach((stop) => stop());
}

function plain(key: string): ConnectionId {
  return (key.split("/")[0] ?? key) as ConnectionId;
}

/** Signals everything that is due: what a crash between a commit and its signal left behind, and waits that are over. */
async function sweep(context: EngineContext): Promise<void> {
  await routeFreshNotices(context);
  const due = await context.store.dueWork(context.clock.now());
  for (const id of due.receive) await context.queue.signal("receive", id);
  for (const id of due.run) await context.queue.signal("run", id);
  for (const id of await context.store.dueBackfills(context.clock.now())) await context.queue.signal("run", id + backfillEnding);
  for (const id of await context.store.workspacesWithRetries()) await context.queue.signal("run", id + retriesEnding);
  for (const id of await context.store.dueTimeLooks(context.clock.now())) await context.queue.signal("run", id + timeEnding);
  for (const id of due.post) await context.queue.signal("post", id);
  for (const id of await context.store.dueDocumentLooks(context.clock.now())) await context.queue.signal("post", id + documentsEnding);
  for (const id of due.linkBack) await context.queue.signal("link-back", id);
  for (const id of await context.store.connectionsWithDueCrmExecutions(context.clock.now())) await context.queue.signal("link-back", id + answersEnding);
  for (const id of await context.store.crmsToAskForDeals(context.clock.now())) await context.queue.signal("link-back", id + dealsEnding);
}

async function signalEach(context: EngineContext, role: "crm" | "books", kind: "receive" | "post", ending: string): Promise<void> {
  for (const connection of await context.store.allConnections()) {
    if (connection.role === role && connection.connectionState !== "disconnected") await context.queue.signal(kind, connection.id + ending);
  }
}

/** Books whose reference data is to be looked at now, among them those that could never be read. */
async function signalDueMirrors(context: EngineContext): Promise<void> {
  for (const { id, role, connectionState } of await context.store.allConnections()) {
    if (role !== "books" || connectionState !== "connected") continue;
    if (await isMirrorDue(context, id)) await context.queue.signal("post", id + mirrorEnding);
  }
}

/** Runs at once and then every `ms`, one run at a time; a run that breaks is logged and the next one comes all the same. */
function every(context: EngineContext, ms: number, run: () => Promise<void>): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function once(): Promise<void> {
    try {
      await run();
    } catch (cause) {
      if (!stopped) context.log.error({ error: cause }, "upkeep broke");
    }
    if (!stopped) timer = setTimeout(() => void once(), ms);
  }
  void once();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
