/** The review of a workflow before it is published: the facts are gathered here, what they mean is decided in `actions/review`. */
import type { PaymentProperties, ReviewFacts } from "../../actions/review/facts.ts";
import { reviewDefinition } from "../../actions/review/review.ts";
import type { BooksConnection, Connection } from "../../domain/connection.ts";
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { Crm } from "../../domain/ports/crm.ts";
import type { ObjectType } from "../../domain/record.ts";
import { readsOf } from "../../domain/trigger/reads.ts";
import type { Meaning, WellKnownProperty } from "../../domain/well-known.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { everyGroup } from "../../domain/workflow-groups.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "../context.ts";

/** Every finding in a definition of that workflow (null = of a workflow that is not there yet). */
export async function reviewWorkflow(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId | null, definition: WorkflowDefinition): Promise<Finding[]> {
  const [connections, workflows, settingFailures] = await Promise.all([
    context.store.connections(workspaceId),
    context.store.workflows(workspaceId),
    checkWorkflow(context, workspaceId, definition),
  ]);
  const others = workflows.filter(({ id, state }) => id !== workflowId && state !== "off").map(({ id, name, definition: of }) => ({ id, name, definition: of }));
  return reviewDefinition(definition, { settingFailures, others, books: booksIn(connections), ...(await crmFacts(context, connections, definition)) });
}

function booksIn(connections: readonly Connection[]): Map<string, BooksConnection> {
  return new Map(connections.flatMap((one) => (one.role === "books" ? [[one.id, one] as const] : [])));
}

type CrmFacts = Pick<ReviewFacts, "properties" | "payments" | "paymentState" | "crmCurrency">;

async function crmFacts(context: EngineContext, connections: readonly Connection[], definition: WorkflowDefinition): Promise<CrmFacts> {
  const portals = connections.flatMap((one) => (one.role === "crm" ? [one] : []));
  const crms = await Promise.all(portals.map(({ id }) => context.crm(id)));
  const types: ObjectType[] = [...new Set<ObjectType>([definition.objectType, "contact", "company", ...readsOf(everyGroup(definition)).associated.keys()])];
  const [properties, payments, paymentState] = await Promise.all([propertiesOf(crms, types), paymentsOf(crms, definition), wellKnown(crms, definition, "payment-state")]);
  return { properties, payments, paymentState, crmCurrency: portals[0]?.account.currency ?? null };
}

/** Types that could not be asked for everywhere are absent. */
async function propertiesOf(crms: readonly Crm[], types: readonly ObjectType[]): Promise<CrmFacts["properties"]> {
  const answers = await Promise.all(types.map(async (type) => [type, await Promise.all(crms.map((crm) => crm.properties(type)))] as const));
  return new Map(answers.flatMap(([type, some]) => (some.length > 0 && some.every((one) => one.ok) ? [[type, some.flatMap((one) => (one.ok ? one.value : []))] as const] : [])));
}

/** Null = some CRM could not be asked. */
async function paymentsOf(crms: readonly Crm[], { objectType }: WorkflowDefinition): Promise<PaymentProperties[] | null> {
  if (objectType !== "payment") return null;
  const answers = await Promise.all(crms.map(async (crm) => [await crm.properties("payment"), await crm.wellKnown("payment", "payment-source")] as const));
  const known = answers.flatMap(([properties, source]) => (properties.ok && source.ok ? [{ names: properties.value.map(({ name }) => name), source: source.value }] : []));
  return known.length < crms.length ? null : known;
}

/** Null = some CRM could not be asked. */
async function wellKnown(crms: readonly Crm[], { objectType }: WorkflowDefinition, meaning: Meaning): Promise<WellKnownProperty[] | null> {
  if (objectType !== "payment") return null;
  const answers = await Promise.all(crms.map((crm) => crm.wellKnown("payment", meaning)));
  return answers.every((one) => one.ok) ? answers.flatMap((one) => (one.ok ? one.value : [])) : null;
}
