/** Other systems that are told what happens. */
import type { WebhookDelivery } from "#domain/notification/delivery.ts";
import { testBodyOf } from "#domain/notification/body.ts";
import type { WebhookReceiver } from "#domain/notification/notice.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";

export const webhookReceivers = {
  list: api.webhooks.list.handler(async ({ context: { parts, caller } }) => (await parts.store.webhookReceivers(caller.workspaceId)).map(receiverRow)),

  add: api.webhooks.add.handler(async ({ input: { url, kinds }, context: { parts, caller } }) => {
    const receiver: WebhookReceiver = { id: parts.clock.newId(), workspaceId: caller.workspaceId, url, kinds, createdBy: caller.who, createdAt: parts.clock.now() };
    await parts.store.addWebhookReceiver(receiver);
    await noteDown(parts, caller, deed("added the webhook to {url}", { url }), receiver.id, { after: { kinds: kinds.join(", ") } });
    return receiverRow(receiver);
  }),

  remove: api.webhooks.remove.handler(async ({ input: { id }, context: { parts, caller }, errors }) => {
    const removed = await parts.store.removeWebhookReceiver(caller.workspaceId, id);
    if (removed === undefined) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("removed the webhook to {url}", { url: removed.url }), id, { before: { kinds: removed.kinds.join(", ") } });
    return { id };
  }),

  test: api.webhooks.test.handler(async ({ input: { id }, context: { parts, caller }, errors }) => {
    const { store, clock, publicUrl } = parts;
    const workspaceName = (await store.workspaces()).find((one) => one.id === caller.workspaceId)?.name ?? "";
    const now = clock.now();
    const delivery = { id: clock.newId(), receiverId: id, body: testBodyOf(caller.workspaceId, { publicUrl, workspaceName }, now) };
    if (!(await store.addTestDelivery(caller.workspaceId, delivery, now))) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("tried a webhook"), id);
    return { deliveryId: delivery.id };
  }),

  deliveries: api.webhooks.deliveries.handler(async ({ input: { id, limit }, context: { parts, caller } }) => (await parts.store.deliveries(caller.workspaceId, id, limit)).map(deliveryRow)),
};

function receiverRow({ id, url, kinds, createdBy, createdAt }: WebhookReceiver) {
  return { id, url, kinds, createdBy, createdAt };
}

function deliveryRow({ id, kind, state, tries, createdAt, dueAt, lastTriedAt, status, answer, body }: WebhookDelivery) {
  return { id, kind, state, tries, createdAt, dueAt, lastTriedAt, status, answer, body };
}
