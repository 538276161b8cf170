/** What we need of a store about notices: kept once, handed on once, delivered until they arrive. */
import type { Instant } from "../dates.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Tried, WebhookDelivery } from "../notification/delivery.ts";
import type { MailItem } from "../notification/digest.ts";
import type { MailChoice, Notice, WebhookReceiver } from "../notification/notice.ts";

/** Who is told of a notice: members by mail later on, receivers by these calls. */
export interface RoutedNotice {
  noticeId: string;
  workspaceId: WorkspaceId;
  personIds: PersonId[];
  deliveries: Pick<WebhookDelivery, "id" | "receiverId" | "kind" | "body">[];
}

/** Notices that wait to be mailed to one member. */
export interface WaitingMail {
  workspaceId: WorkspaceId;
  personId: PersonId;
  items: MailItem[];
}

/** A mail as it goes out; its text never changes. */
export interface WrittenMail {
  /** In the mail's message id, so that a mail that is sent twice can be told as one. */
  id: string;
  workspaceId: WorkspaceId;
  personId: PersonId;
  to: string;
  subject: string;
  text: string;
}

export interface NotificationStore {
  /** Keeps facts that no row says by itself; those that are known are left. What rows say is kept with them. */
  keepNotices(notices: readonly Omit<Notice, "id">[]): Promise<void>;
  /** Those that were not handed on yet, oldest first. */
  freshNotices(limit: number): Promise<Notice[]>;
  /** Hands them on, each once whoever comes first; returns the ids of those that were. */
  routeNotices(routed: readonly RoutedNotice[], now: Instant): Promise<string[]>;

  /** What the member chose; undefined = nothing yet. */
  mailChoice(workspaceId: WorkspaceId, personId: PersonId): Promise<MailChoice | undefined>;
  mailChoices(workspaceId: WorkspaceId): Promise<Map<PersonId, MailChoice>>;
  saveMailChoice(workspaceId: WorkspaceId, personId: PersonId, choice: MailChoice): Promise<void>;

  waitingMails(): Promise<WaitingMail[]>;
  /** Takes the notices out of those that wait, and keeps the mail that tells of them. False = somebody else was first. */
  writeMail(which: Pick<WaitingMail, "workspaceId" | "personId">, noticeIds: readonly string[], mail: WrittenMail | null, now: Instant): Promise<boolean>;
  /** Mails to be sent now, each to one process until its lease ends; `tries` counts this one. */
  claimMails(limit: number, now: Instant, leaseMs: number): Promise<(WrittenMail & { tries: number })[]>;
  recordMail(mail: { id: string; tries: number }, tried: Tried, answer: string | null): Promise<void>;

  /** Oldest first. */
  webhookReceivers(workspaceId: WorkspaceId): Promise<WebhookReceiver[]>;
  addWebhookReceiver(receiver: WebhookReceiver): Promise<void>;
  /** The receiver as it was; what was on its way is gone with it. Undefined = there is none. */
  removeWebhookReceiver(workspaceId: WorkspaceId, id: string): Promise<WebhookReceiver | undefined>;
  /** A call that tries the way, due at once. False = there is no such receiver. */
  addTestDelivery(workspaceId: WorkspaceId, delivery: Pick<WebhookDelivery, "id" | "receiverId" | "body">, now: Instant): Promise<boolean>;
  claimDeliveries(limit: number, now: Instant, leaseMs: number): Promise<WebhookDelivery[]>;
  recordDelivery(delivery: Pick<WebhookDelivery, "id" | "tries">, tried: Tried & Pick<WebhookDelivery, "status" | "answer">, now: Instant): Promise<void>;
  /** Newest first. */
  deliveries(workspaceId: WorkspaceId, receiverId: string, limit: number): Promise<WebhookDelivery[]>;
  /** Forgets what was told before that moment, with its deliveries. */
  forgetNotices(before: Instant): Promise<void>;
}
