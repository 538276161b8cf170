/** Alerts: what stopped a whole workflow and a person should look at. They are settled when the workflow goes on. */
import type { Kysely, Selectable, Transaction } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Alert } from "#domain/ports/workflow-store.ts";
import { jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { AlertTable } from "./schema/workflows.ts";

/** Raises one, in the transaction that stops the workflow. */
export async function raiseAlert(trx: Transaction<Tables>, alert: { id: string; workspaceId: WorkspaceId; workflowId: WorkflowId; failure: Failure }, now: Instant): Promise<void> {
  const { id, workspaceId, workflowId, failure } = alert;
  await trx.insertInto("alerts").values({ id, workspace_id: workspaceId, workflow_id: workflowId, failure: jsonText(failure), raised_at: now }).execute();
}

/** Those that are open, newest first. */
export async function openAlerts(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Alert[]> {
  const rows = await alertsWithNames(db).where("alerts.workspace_id", "=", workspaceId).where("alerts.settled_at", "is", null).orderBy("alerts.raised_at", "desc").execute();
  return rows.map(alertOf);
}

function alertsWithNames(db: Kysely<Tables>) {
  return db.selectFrom("alerts").innerJoin("workflows", "workflows.id", "alerts.workflow_id").selectAll("alerts").select("workflows.name as workflow_name");
}

function alertOf(row: Selectable<AlertTable> & { workflow_name: string }): Alert {
  return { id: row.id, workspaceId: row.workspace_id, workflowId: row.workflow_id, workflowName: row.workflow_name, failure: row.failure, raisedAt: instantOf(row.raised_at) };
}
