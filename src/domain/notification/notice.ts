/** Notices: facts that people and other systems want to hear of, each kept once, and the wishes for hearing of them. */
import type { Instant } from "../dates.ts";
import { beyondLimit } from "../approval.ts";
import type { DocumentKind } from "../document/kind.ts";
import type { DocumentPlan } from "../document/plan.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, DocumentId, EnrollmentId, PersonId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { Standing } from "../member.ts";
import type { Money } from "../money.ts";
import type { ObjectType } from "../record.ts";
import { may, type Role } from "../role.ts";

export const mailKinds = ["needs-attention", "approval-waiting", "document-gone", "workflow-paused", "connection-ends", "budget-used"] as const;
/** What people are mailed about. */
export type MailKind = (typeof mailKinds)[number];

export const noticeKinds = [...mailKinds, "document-posted"] as const;
/** What other systems are told. */
export type NoticeKind = (typeof noticeKinds)[number];

/** The facts as they were when it happened. Null = it is not about such a thing. */
export interface NoticeFacts {
  /** What it is about: a record, a workflow or a connection. */
  name: string;
  /** Why; [] = nothing went wrong. */
  failures: Failure[];
  enrollmentId: EnrollmentId | null;
  record: { objectType: ObjectType; id: string } | null;
  workflow: { id: WorkflowId; name: string } | null;
  connectionId: ConnectionId | null;
  document: NoticeDocument | null;
}

interface NoticeDocument {
  id: DocumentId;
  kind: DocumentKind;
  number: string | null;
  party: string | null;
  transactionDate: string;
  total: Money;
  url: string;
  booksId: string;
  recordUrl: string;
}

/** A fact that is told. `key` names it for good, so that it is kept once. */
export interface Notice {
  id: string;
  key: string;
  workspaceId: WorkspaceId;
  kind: NoticeKind;
  facts: NoticeFacts;
  at: Instant;
}

/** How somebody hears of a kind. */
export const mailWays = ["at-once", "digest", "off"] as const;
export type MailWay = (typeof mailWays)[number];

/** A member's wishes. A digest goes out so many minutes after its first notice. */
export interface MailChoice {
  ways: Record<MailKind, MailWay>;
  digestMinutes: number;
}

/** The shortest and the longest wait for a digest, in minutes. */
export const digestMinutesBetween = { least: 1, most: 1_440 } as const;

/** What somebody hears of who never chose. */
export function usualMailChoice(role: Role): MailChoice {
  const way = (kind: MailKind): MailWay => {
    if (role === "viewer" || !mayHear(role, kind)) return "off";
    return kind === "needs-attention" || kind === "document-gone" ? "digest" : "at-once";
  };
  return { ways: Object.fromEntries(mailKinds.map((kind) => [kind, way(kind)])) as MailChoice["ways"], digestMinutes: 15 };
}

/** Whether the role is told at all: of approvals only those who may approve. */
export function mayHear(role: Role, kind: MailKind): boolean {
  return kind !== "approval-waiting" || may(role, "approve");
}

/** What holds for a member: their own choice, as far as their role goes now. A kind that came after they chose is as usual. */
export function mailChoiceOf(role: Role, chosen: MailChoice | undefined): MailChoice {
  const usual = usualMailChoice(role);
  const choice = { ...usual, ...chosen, ways: { ...usual.ways, ...chosen?.ways } };
  return { ...choice, ways: Object.fromEntries(mailKinds.map((kind) => [kind, mayHear(role, kind) ? choice.ways[kind] : "off"])) as MailChoice["ways"] };
}

/** An address of another system, and what is told to it. */
export interface WebhookReceiver {
  id: string;
  workspaceId: WorkspaceId;
  url: string;
  kinds: NoticeKind[];
  createdBy: string;
  createdAt: Instant;
}

/** Who is to hear of a notice. */
export interface Route {
  noticeId: string;
  personIds: PersonId[];
  receivers: WebhookReceiver[];
}

/** A member who may hear of notices. */
export type Hearer = Standing & { personId: PersonId; choice: MailChoice };

/**
 * Those who want to hear of it: members unless they switched it off, nobody by mail without a mail server. `plans` = what waits for
 * approval, if that is what it is about.
 */
export function routeOf(notice: Notice, plans: readonly Pick<DocumentPlan, "total">[], members: readonly Hearer[], receivers: readonly WebhookReceiver[], isMailSetUp: boolean): Route {
  const { id: noticeId, kind } = notice;
  const wanting = kind === "document-posted" || !isMailSetUp ? [] : concerned(kind, plans, members).filter(({ choice }) => choice.ways[kind] !== "off");
  return { noticeId, personIds: wanting.map(({ personId }) => personId), receivers: receivers.filter((one) => one.kinds.includes(kind)) };
}

/** Only those who may approve it; all when nobody may, since somebody has to change a limit then. */
function concerned(kind: MailKind, plans: readonly Pick<DocumentPlan, "total">[], members: readonly Hearer[]): readonly Hearer[] {
  if (kind !== "approval-waiting") return members;
  const able = members.filter((member) => may(member.role, "approve") && beyondLimit(member, plans) === null);
  return able.length === 0 ? members : able;
}
