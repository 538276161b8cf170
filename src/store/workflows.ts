/** Workflows and their immutable versions. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Workflow, WorkflowDefinition, WorkflowState } from "#domain/workflow.ts";
import { announce } from "./changes.ts";
import { instantOrNull, jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";

/** A workspace's workflows, last changed first. */
export async function workflows(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Workflow[]> {
  return (await currentWorkflows(db, workspaceId).execute()).map(workflowOf);
}

/** One workflow of the workspace; undefined = it has none of that id. */
export async function workflow(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  id: WorkflowId,
): Promise<Workflow | undefined> {
  const row = await currentWorkflows(db, workspaceId).where("workflows.id", "=", id).executeTakeFirst();
  return row && workflowOf(row);
}

/** The workflows that records of this type may enter. */
export async function activeWorkflows(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  objectType: ObjectType,
): Promise<Workflow[]> {
  const rows = await currentWorkflows(db, workspaceId)
    .where("workflows.state", "=", "on")
    .where("workflows.object_type", "=", objectType)
    .execute();
  return rows.map(workflowOf);
}

function currentWorkflows(db: Kysely<Tables>, workspaceId: WorkspaceId) {
  return db
    .selectFrom("workflows")
    .innerJoin("workflow_versions as current", (join) =>
      join.onRef("current.workflow_id", "=", "workflows.id").onRef("current.version", "=", "workflows.version"),
    )
    .selectAll("workflows")
    .select("current.definition")
    .where("workflows.workspace_id", "=", workspaceId)
    .orderBy("workflows.updated_at", "desc")
    .orderBy("workflows.id");
}

type WorkflowRow = Awaited<ReturnType<ReturnType<typeof currentWorkflows>["executeTakeFirstOrThrow"]>>;

function workflowOf(row: WorkflowRow): Workflow {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    state: row.state,
    version: row.version,
    definition: row.definition,
    turnedOnAt: instantOrNull(row.turned_on_at),
    updatedAt: instantOf(row.updated_at),
  };
}

/** The definition of a version; undefined = there is none. */
export async function workflowVersion(
  db: Kysely<Tables>,
  id: WorkflowId,
  version: number,
): Promise<WorkflowDefinition | undefined> {
  const row = await db
    .selectFrom("workflow_versions")
    .select("definition")
    .where("workflow_id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.definition;
}

/** Adds a workflow with its first version. */
export async function createWorkflow(db: Kysely<Tables>, created: Workflow): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("workflows")
      .values({
        id: created.id,
        workspace_id: created.workspaceId,
        name: created.name,
        state: created.state,
        version: created.version,
        object_type: created.definition.objectType,
        turned_on_at: created.turnedOnAt,
        updated_at: created.updatedAt,
      })
      .execute();
    await insertVersion(trx, created.id, created.version, created.definition, created.updatedAt);
    await announce(trx, { workspaceId: created.workspaceId, topic: "workflows", id: created.id });
  });
}

/** Adds a version, makes it current and returns its number. */
export async function publishVersion(
  db: Kysely<Tables>,
  id: WorkflowId,
  definition: WorkflowDefinition,
  now: Instant,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { version, workspace_id } = await trx
      .updateTable("workflows")
      .set((set) => ({ version: set("version", "+", 1), object_type: definition.objectType, updated_at: now }))
      .where("id", "=", id)
      .returning(["version", "workspace_id"])
      .executeTakeFirstOrThrow();
    await insertVersion(trx, id, version, definition, now);
    await announce(trx, { workspaceId: workspace_id, topic: "workflows", id });
    return version;
  });
}

async function insertVersion(
  db: Kysely<Tables>,
  id: WorkflowId,
  version: number,
  definition: WorkflowDefinition,
  now: Instant,
): Promise<void> {
  await db
    .insertInto("workflow_versions")
    .values({ workflow_id: id, version, definition: jsonText(definition), published_at: now })
    .execute();
}

/** Turns it on or off; `turnedOnAt` is when it last went on. */
export async function setWorkflowState(
  db: Kysely<Tables>,
  id: WorkflowId,
  state: WorkflowState,
  now: Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable("workflows")
      .set({
        state,
        updated_at: now,
        ...(state === "on" && { turned_on_at: sql<string>`case when state = 'on' then turned_on_at else ${now} end` }),
      })
      .where("id", "=", id)
      .returning("workspace_id")
      .executeTakeFirst();
    if (changed) await announce(trx, { workspaceId: changed.workspace_id, topic: "workflows", id });
  });
}
