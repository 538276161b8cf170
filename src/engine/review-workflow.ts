/** The review of a workflow before it is published: the facts are gathered here, what they mean is decided in `actions/review`. */
import type { ReviewFacts } from "../actions/review/facts.ts";
import { reviewDefinition } from "../actions/review/review.ts";
import type { BooksConnection, Connection } from "../domain/connection.ts";
import type { Finding } from "../domain/finding.ts";
import type { WorkflowId, WorkspaceId } from "../domain/ids.ts";
import type { Crm } from "../domain/ports/crm.ts";
import type { ObjectType } from "../domain/record.ts";
import { readsOf } from "../domain/trigger/reads.ts";
import type { Meaning, WellKnownProperty } from "../domain/well-known.ts";
import type { WorkflowDefinition } from "../domain/workflow.ts";
import { everyGroup } from "../domain/workflow-groups.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "./context.ts";

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

type CrmFacts = Pick<ReviewFacts, "properties" | "paymentSource" | "paymentState" | "crmCurrency">;

async function crmFacts(context: EngineContext, connections: readonly Connection[], definition: WorkflowDefinition): Promise<CrmFacts> {
  const connection = connections.find((one) => one.role === "crm");
  if (connection === undefined) return { properties: new Map(), paymentSource: null, paymentState: null, crmCurrency: null };
  const crm = await context.crm(connection.id);
  const types: ObjectType[] = [...new Set<ObjectType>([definition.objectType, "contact", "company", ...readsOf(everyGroup(definition)).associated.keys()])];
  const [properties, paymentSource, paymentState] = await Promise.all([propertiesOf(crm, types), wellKnown(crm, definition, "payment-source"), wellKnown(crm, definition, "payment-state")]);
  return { properties, paymentSource, paymentState, crmCurrency: connection.account.currency };
}

/** Types that could not be asked for are absent. */
async function propertiesOf(crm: Crm, types: readonly ObjectType[]): Promise<CrmFacts["properties"]> {
  const answers = await Promise.all(types.map(async (type) => [type, await crm.properties(type)] as const));
  return new Map(answers.flatMap(([type, answer]) => (answer.ok ? [[type, answer.value] as const] : [])));
}

async function wellKnown(crm: Crm, { objectType }: WorkflowDefinition, meaning: Meaning): Promise<WellKnownProperty[] | null> {
  if (objectType !== "payment") return null;
  const answer = await crm.wellKnown("payment", meaning);
  return answer.ok ? answer.value : null;
}
