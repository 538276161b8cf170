/** Webhooks about notices: signed calls, made until the receiver takes them. */
import { afterTry, type WebhookDelivery } from "../../domain/notification/delivery.ts";
import { explain } from "../../domain/explanation.ts";
import type { EngineContext } from "../context.ts";

const atOnce = 20;
/** Longer than a call may take. */
const leaseMs = 60_000;
const keptAnswer = 1_000;

/** Makes the calls that are due. */
export async function deliverNotices(context: EngineContext): Promise<void> {
  for (;;) {
    const claimed = await context.store.claimDeliveries(atOnce, context.clock.now(), leaseMs);
    await Promise.all(claimed.map((delivery) => call(context, delivery)));
    if (claimed.length < atOnce || context.isStopping()) return;
  }
}

async function call({ store, messages, clock }: EngineContext, { id, tries, workspaceId, url, body }: WebhookDelivery): Promise<void> {
  const { result, exchange } = await messages.callWebhook({ workspaceId, url, body, key: id });
  const now = clock.now();
  const answer = exchange.status === null && !result.ok ? explain(result.error).why : answerText(exchange.answer);
  await store.recordDelivery({ id, tries }, { ...afterTry(result.ok ? null : result.error, tries, now), status: exchange.status, answer: answer.slice(0, keptAnswer) }, now);
}

function answerText(answer: unknown): string {
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}
