/** Notices, and the mails and webhooks that tell of them. */
import type { Generated, GeneratedAlways } from "kysely";
import type { PersonId, WorkspaceId } from "#domain/ids.ts";
import type { DeliveryState, WebhookDelivery } from "#domain/notification/delivery.ts";
import type { Notice, WebhookReceiver } from "#domain/notification/notice.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

export interface NoticeTable {
  id: GeneratedAlways<string>;
  key: string;
  workspace_id: WorkspaceId;
  kind: Notice["kind"];
  facts: Json<Notice["facts"]>;
  at: Time;
  routed_at: OptionalTime;
}

export interface WrittenMailTable {
  id: string;
  workspace_id: WorkspaceId;
  person_id: PersonId;
  recipient: string;
  subject: string;
  text: string;
  state: DeliveryState;
  tries: Generated<number>;
  due_at: OptionalTime;
  answer: string | null;
  created_at: Time;
}

export interface WebhookReceiverTable {
  id: string;
  workspace_id: WorkspaceId;
  url: string;
  kinds: Json<WebhookReceiver["kinds"]>;
  created_by: string;
  created_at: Time;
}

export interface WebhookDeliveryTable {
  id: string;
  workspace_id: WorkspaceId;
  receiver_id: string;
  notice_id: string | null;
  kind: WebhookDelivery["kind"];
  body: string;
  state: DeliveryState;
  tries: Generated<number>;
  created_at: Time;
  due_at: OptionalTime;
  last_tried_at: OptionalTime;
  status: number | null;
  answer: string | null;
}
