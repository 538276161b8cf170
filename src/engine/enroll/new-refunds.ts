/**
 * Refunds have no records of their own: a payment whose refunds grow is a new occasion for the workflows that book refunds,
 * although it met their triggers before. Each is booked once, because a plan counts what is booked and on its way.
 */
import { actionOf } from "../../actions/index.ts";
import { roundToMoney } from "../../domain/money.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { Crm } from "../../domain/ports/crm.ts";
import type { PastOfRecord } from "../../domain/ports/enrollment-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";

/** Whether one of the workflow's steps books refunds. */
export function booksRefunds({ definition }: Workflow): boolean {
  return refundStepsOf(definition).length > 0;
}

function refundStepsOf({ steps }: Workflow["definition"]): Workflow["definition"]["steps"] {
  return steps.filter(({ action }) => actionOf(action)?.documents.includes("refund-receipt"));
}

/** Of payments with new refunds: who enters now, and who must wait until it is known whether the plan being made has them. */
export interface RefundOccasions {
  anew: Set<string>;
  held: Set<string>;
}

/**
 * An enrollment that waits or needs attention will plan on what the payment is then; one whose plan is made has the refunds
 * up to then, and the rest enters beside it; of one that is planning just now nobody can say.
 */
export async function refundOccasions(
  context: EngineContext,
  crm: { id: ConnectionId; port: Crm },
  workflow: Workflow,
  grown: readonly CrmRecord[],
  pasts: ReadonlyMap<string, PastOfRecord>,
): Promise<RefundOccasions> {
  const anew = new Set<string>();
  const held = new Set<string>();
  for (const record of grown) {
    const states = pasts.get(record.id)?.activeStates ?? [];
    if (states.includes("running")) held.add(record.id);
    else if (states.every((state) => state === "posting") && (await isLeftToBook(context, crm, workflow, record))) anew.add(record.id);
  }
  return { anew, held };
}

async function isLeftToBook({ store }: EngineContext, crm: { id: ConnectionId; port: Crm }, workflow: Workflow, record: CrmRecord): Promise<boolean> {
  const refunded = crm.port.refunded(record);
  for (const step of refundStepsOf(workflow.definition)) {
    const ready = actionOf(step.action)?.ready(step.settings);
    if (ready?.ok !== true) return true;
    const booksId = ready.value.booksConnection as ConnectionId;
    const [made, underWay] = await Promise.all([
      store.documentsOfRecord(booksId, crm.id, record.objectType, record.id),
      store.unsettledPostingsOfRecord(workflow.workspaceId, booksId, crm.id, record.objectType, record.id),
    ]);
    const totals = [...made, ...underWay.map(({ plan }) => plan)].flatMap(({ kind, total }) => (kind === "refund-receipt" ? [total] : []));
    const [first] = totals;
    const all = first === undefined ? undefined : roundToMoney(refunded, first.currency);
    if (all?.ok !== true || totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0) < all.value.amountMinor) return true;
  }
  return false;
}
