/** The workflows that a newcomer finds; all are off, so that nothing is posted before a person says so. */
import { later } from "#domain/dates.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Store } from "#domain/ports/store.ts";
import type { Filter } from "#domain/trigger.ts";
import { usualDefinition, type WorkflowDefinition } from "#domain/workflow.ts";

/** Ids of the sample company: accounts Checking and Merchant fees, a payment method, a product. */
const [checking, merchantFees, creditCard, consultation, net30] = ["35", "66", "3", "1", "3"];

function isAnyOf(property: string, ...values: string[]): Filter {
  return { property, operator: "is-any-of", type: "enumeration", values };
}

/** Payments of a CRM invoice are booked with the invoice: without this filter they would be booked twice. */
const notOfAnInvoice: Filter = { property: "hs_payment_source_app", operator: "is-none-of", type: "enumeration", values: ["INVOICE"] };

type Sample = [name: string, definition: WorkflowDefinition];

/** The one that the tour begins with comes first. */
function samples(books: ConnectionId): Sample[] {
  const customer = { books, customerRule: "create-if-missing" };
  const money = { ...customer, paymentMethod: creditCard, withoutLines: "single-line", defaultItem: consultation };
  return [
    [
      "Won deal to invoice",
      {
        ...usualDefinition,
        objectType: "deal",
        triggerGroups: [{ filters: [isAnyOf("dealstage", "closedwon")] }],
        steps: [{ id: "inv", action: "create-invoice", settings: { ...customer, terms: net30, createMissingItems: "no", incomeAccount: null } }],
      },
    ],
    [
      "Signed quote to estimate",
      {
        ...usualDefinition,
        objectType: "quote",
        triggerGroups: [{ filters: [{ property: "hs_esign_date", operator: "is-known", type: "datetime" }] }],
        steps: [{ id: "est", action: "create-estimate", settings: { ...customer, contactChoice: ["signer", "first"], expirationDateProperty: "hs_expiration_date", acceptedDateProperty: "hs_esign_date" } }],
      },
    ],
    [
      "Payment to sales receipt and fee",
      {
        ...usualDefinition,
        objectType: "payment",
        triggerGroups: [{ filters: [isAnyOf("hs_latest_status", "succeeded"), notOfAnInvoice] }],
        steps: [
          { id: "rec", action: "create-payment-sales-receipt", settings: money },
          { id: "fee", action: "create-expense", settings: { books, paidFrom: checking, category: merchantFees, paymentMethod: creditCard } },
        ],
      },
    ],
    [
      "Refund to refund receipt",
      {
        ...usualDefinition,
        allowsReenrollment: true,
        objectType: "payment",
        triggerGroups: [{ filters: [isAnyOf("hs_latest_status", "refunded", "partially_refunded"), notOfAnInvoice] }],
        steps: [{ id: "ref", action: "create-refund-receipt", settings: { ...money, refundFrom: checking } }],
      },
    ],
  ];
}

/** Adds them to a workspace that has no workflow yet. */
export async function addSampleWorkflows({ store, clock }: { store: Store; clock: Clock }, workspaceId: WorkspaceId, books: ConnectionId): Promise<void> {
  if ((await store.workflows(workspaceId)).length > 0) return;
  const now = clock.now();
  for (const [index, [name, definition]] of samples(books).entries()) {
    const id = clock.newId() as WorkflowId;
    // Lists show the latest first.
    await store.createWorkflow({ id, workspaceId, name, state: "off", version: 1, definition, pausedBecause: null, draft: null, turnedOnAt: null, updatedAt: later(now, -index * 1_000) });
  }
}
