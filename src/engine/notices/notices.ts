/** Notices: facts are kept where they happen, looked for where no row says them, and handed on to who wants to hear of them. */
import type { DocumentPlan } from "../../domain/document/plan.ts";
import type { EnrollmentId, WorkspaceId } from "../../domain/ids.ts";
import { later } from "../../domain/dates.ts";
import { bodyOf } from "../../domain/notification/body.ts";
import type { Place } from "../../domain/notification/digest.ts";
import { type MailChoice, mailChoiceOf, type Notice, type Route, routeOf, type WebhookReceiver } from "../../domain/notification/notice.ts";
import { timedNotices } from "../../domain/notification/timed.ts";
import type { Member } from "../../domain/member.ts";
import type { RoutedNotice } from "../../domain/ports/notifications.ts";
import type { StepAttempt } from "../../domain/step.ts";
import type { EngineContext } from "../context.ts";

const batchSize = 200;
/** What was told is kept this long, for those who look at deliveries. */
const keptMs = 30 * 24 * 3_600_000;

/** Who hears of what in a workspace, and where its pages are. */
export interface Audience {
  members: (Member & { choice: MailChoice })[];
  receivers: WebhookReceiver[];
  place: Place;
}

/** Keeps what only time and counts say, and forgets what was told long ago. */
export async function lookForNotices(context: EngineContext): Promise<void> {
  const { store, clock, telling } = context;
  const now = clock.now();
  for (const books of await store.allConnections()) {
    if (books.role !== "books" || books.connectionState === "disconnected") continue;
    const [{ meteredThisMonth }, permission] = await Promise.all([store.allowanceState(books.id, now), telling.permissionOf(books)]);
    await store.keepNotices(timedNotices(books, meteredThisMonth, permission, now));
  }
  await store.forgetNotices(later(now, -keptMs));
}

/** Hands every fresh notice on, once each over all processes. */
export async function routeFreshNotices(context: EngineContext): Promise<void> {
  const audienceOf = rememberedAudience(context);
  for (;;) {
    const fresh = await context.store.freshNotices(batchSize);
    if (fresh.length === 0) return;
    const plans = await plansAwaitingApproval(context, fresh);
    const routed = await Promise.all(fresh.map(async (notice) => routedNotice(context, notice, plans(notice), await audienceOf(notice.workspaceId))));
    const handedOn = new Set(await context.store.routeNotices(routed, context.clock.now()));
    for (const { id, kind, facts } of fresh) {
      if (kind === "workflow-paused" && handedOn.has(id)) context.log.warn({ workflow: facts.workflow?.id, failures: facts.failures }, "a workflow was stopped");
    }
    if (fresh.length < batchSize || context.isStopping()) return;
  }
}

/** The documents that notices ask to approve. */
async function plansAwaitingApproval({ store }: EngineContext, notices: readonly Notice[]): Promise<(notice: Notice) => readonly DocumentPlan[]> {
  const asking = notices.flatMap(({ kind, facts: { enrollmentId } }) => (kind === "approval-waiting" && enrollmentId !== null ? [enrollmentId] : []));
  const attempts = asking.length === 0 ? new Map<EnrollmentId, StepAttempt>() : await store.latestAttempts(asking);
  return ({ facts: { enrollmentId } }) => (enrollmentId === null ? undefined : attempts.get(enrollmentId))?.plans ?? [];
}

function routedNotice(context: EngineContext, notice: Notice, plans: readonly DocumentPlan[], { members, receivers, place }: Audience): RoutedNotice {
  const { noticeId, personIds, receivers: wanting }: Route = routeOf(notice, plans, members, receivers, context.telling.isMailSetUp);
  const body = wanting.length === 0 ? "" : bodyOf(notice, place);
  return { noticeId, workspaceId: notice.workspaceId, personIds, deliveries: wanting.map((receiver) => ({ id: context.clock.newId(), receiverId: receiver.id, kind: notice.kind, body })) };
}

/** Asks for a workspace's audience once, however many notices it has. */
export function rememberedAudience(context: EngineContext): (id: WorkspaceId) => Promise<Audience> {
  const known = new Map<WorkspaceId, Promise<Audience>>();
  return (id) => {
    const audience = known.get(id) ?? audienceOf(context, id);
    known.set(id, audience);
    return audience;
  };
}

async function audienceOf({ store, telling }: EngineContext, id: WorkspaceId): Promise<Audience> {
  const [members, choices, receivers, workspaces] = await Promise.all([store.members(id), store.mailChoices(id), store.webhookReceivers(id), store.workspaces()]);
  const workspaceName = workspaces.find((one) => one.id === id)?.name ?? "";
  return { members: members.map((member) => ({ ...member, choice: mailChoiceOf(member.role, choices.get(member.personId)) })), receivers, place: { publicUrl: telling.publicUrl, workspaceName } };
}
