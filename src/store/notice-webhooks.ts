/** Receivers of webhooks, and what is on its way to them. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Tried, WebhookDelivery } from "#domain/notification/delivery.ts";
import type { WebhookReceiver } from "#domain/notification/notice.ts";
import { instantOrNull, jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { WebhookDeliveryTable, WebhookReceiverTable } from "./schema/notifications.ts";

/** See `NotificationStore.webhookReceivers`. */
export async function webhookReceivers(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<WebhookReceiver[]> {
  const rows = await db.selectFrom("webhook_receivers").selectAll().where("workspace_id", "=", workspaceId).orderBy("created_at").orderBy("id").execute();
  return rows.map(receiverOf);
}

/** What happens from now on is told to it. */
export async function addWebhookReceiver(db: Kysely<Tables>, { id, workspaceId, url, kinds, createdBy, createdAt }: WebhookReceiver): Promise<void> {
  await db.insertInto("webhook_receivers").values({ id, workspace_id: workspaceId, url, kinds: jsonText(kinds), created_by: createdBy, created_at: createdAt }).execute();
}

/** See `NotificationStore.removeWebhookReceiver`. */
export async function removeWebhookReceiver(db: Kysely<Tables>, workspaceId: WorkspaceId, id: string): Promise<WebhookReceiver | undefined> {
  const row = await db.deleteFrom("webhook_receivers").where("workspace_id", "=", workspaceId).where("id", "=", id).returningAll().executeTakeFirst();
  return row && receiverOf(row);
}

/** See `NotificationStore.addTestDelivery`. */
export async function addTestDelivery(db: Kysely<Tables>, workspaceId: WorkspaceId, { id, receiverId, body }: Pick<WebhookDelivery, "id" | "receiverId" | "body">, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into webhook_deliveries (id, workspace_id, receiver_id, kind, body, state, created_at, due_at)
    select ${id}, workspace_id, id, 'test', ${body}, 'pending', ${now}, ${now} from webhook_receivers where id = ${receiverId} and workspace_id = ${workspaceId}
    returning id`.execute(db);
  return rows.length > 0;
}

/** Of one receiver at most so many at a time, so that one that hangs holds nobody else up. */
const mostPerReceiver = 5;

/** See `NotificationStore.claimDeliveries`. */
export async function claimDeliveries(db: Kysely<Tables>, limit: number, now: Instant, leaseMs: number): Promise<WebhookDelivery[]> {
  const { rows } = await sql<DeliveryRow>`
    update webhook_deliveries set due_at = ${later(now, leaseMs)}, tries = tries + 1
    from webhook_receivers where webhook_receivers.id = webhook_deliveries.receiver_id and webhook_deliveries.id in
      (select id from webhook_deliveries where state = 'pending' and due_at <= ${now} and id in
        (select id from (select id, row_number() over (partition by receiver_id order by due_at) as place from webhook_deliveries where state = 'pending' and due_at <= ${now}) due where place <= ${mostPerReceiver})
      order by due_at limit ${limit} for update skip locked)
    returning webhook_deliveries.*, webhook_receivers.url`.execute(db);
  return rows.map(deliveryOf);
}

/** A later claim's outcome stands. */
export async function recordDelivery(db: Kysely<Tables>, { id, tries }: Pick<WebhookDelivery, "id" | "tries">, { state, dueAt, status, answer }: Tried & Pick<WebhookDelivery, "status" | "answer">, now: Instant): Promise<void> {
  await db.updateTable("webhook_deliveries").set({ state, due_at: dueAt, status, answer, last_tried_at: now }).where("id", "=", id).where("tries", "=", tries).where("state", "=", "pending").execute();
}

/** See `NotificationStore.deliveries`. */
export async function deliveries(db: Kysely<Tables>, workspaceId: WorkspaceId, receiverId: string, limit: number): Promise<WebhookDelivery[]> {
  const rows = await db
    .selectFrom("webhook_deliveries")
    .innerJoin("webhook_receivers", "webhook_receivers.id", "webhook_deliveries.receiver_id")
    .selectAll("webhook_deliveries")
    .select("webhook_receivers.url")
    .where("webhook_deliveries.workspace_id", "=", workspaceId)
    .where("webhook_deliveries.receiver_id", "=", receiverId)
    .orderBy("webhook_deliveries.created_at", "desc")
    .orderBy("webhook_deliveries.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(deliveryOf);
}

type DeliveryRow = Selectable<WebhookDeliveryTable> & { url: string };

function deliveryOf(row: DeliveryRow): WebhookDelivery {
  const { id, url, kind, body, state, tries, status, answer } = row;
  const times = { createdAt: instantOf(row.created_at), dueAt: instantOrNull(row.due_at), lastTriedAt: instantOrNull(row.last_tried_at) };
  return { id, workspaceId: row.workspace_id, receiverId: row.receiver_id, url, kind, body, state, tries, ...times, status, answer };
}

function receiverOf({ id, workspace_id: workspaceId, url, kinds, created_by: createdBy, created_at: createdAt }: Selectable<WebhookReceiverTable>): WebhookReceiver {
  return { id, workspaceId, url, kinds, createdBy, createdAt: instantOf(createdAt) };
}
