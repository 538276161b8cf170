/** Workflows and their immutable versions. */
import { type Kysely, sql, type Transaction } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { ObjectType } from "#domain/record.ts";
import { completeDefinition, emptyDefinition, type Publication, type Workflow, type WorkflowDefinition, type WorkflowDraft, type WorkflowObjectType, type WorkflowVersion } from "#domain/workflow.ts";
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
    .where("workflows.state", "in", ["on", "paused"])
    .where("workflows.object_type", "=", objectType as WorkflowObjectType)
    .execute();
  return rows.map(workflowOf);
}

/** Each changes with every switch, version and removal of a workflow of its type. */
export async function activeWorkflowsStamps(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<ReadonlyMap<ObjectType, string>> {
  const { rows } = await sql<{ objectType: ObjectType; stamp: string }>`
    select object_type as "objectType", concat_ws('/', count(*), count(*) filter (where state = 'on'), sum(version), max(updated_at)) as stamp
    from workflows where workspace_id = ${workspaceId} and removed_at is null group by object_type order by object_type`.execute(db);
  return new Map(rows.map(({ objectType, stamp }) => [objectType, stamp]));
}

function currentWorkflows(db: Kysely<Tables>, workspaceId: WorkspaceId) {
  return db
    .selectFrom("workflows")
    .leftJoin("workflow_versions as current", (join) =>
      join.onRef("current.workflow_id", "=", "workflows.id").onRef("current.version", "=", "workflows.version"),
    )
    .leftJoin("workflow_drafts as draft", "draft.workflow_id", "workflows.id")
    .selectAll("workflows")
    .select(["current.definition", "draft.definition as draft_definition", "draft.saved_at", "draft.saved_by"])
    .where("workflows.workspace_id", "=", workspaceId)
    .where("workflows.removed_at", "is", null)
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
    pausedBecause: row.paused_because,
    version: row.version,
    definition: row.definition === null ? emptyDefinition(row.object_type) : completeDefinition(row.definition),
    draft: draftOf(row),
    turnedOnAt: instantOrNull(row.turned_on_at),
    updatedAt: instantOf(row.updated_at),
  };
}

function draftOf({ draft_definition: definition, saved_at, saved_by }: WorkflowRow): WorkflowDraft | null {
  if (definition === null || saved_at === null || saved_by === null) return null;
  return { definition: completeDefinition(definition), savedAt: instantOf(saved_at), savedBy: saved_by };
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
  return row && completeDefinition(row.definition);
}

/** The versions of a workflow, newest first. */
export async function workflowVersions(db: Kysely<Tables>, id: WorkflowId): Promise<WorkflowVersion[]> {
  const rows = await db.selectFrom("workflow_versions").selectAll().where("workflow_id", "=", id).orderBy("version", "desc").execute();
  return rows.map((row) => ({
    version: row.version,
    definition: completeDefinition(row.definition),
    publishedAt: instantOf(row.published_at),
    publishedBy: row.published_by,
    note: row.note,
    overrides: row.overrides,
  }));
}

/** How many enrollments run by each version and are not over. */
export async function runningByVersion(db: Kysely<Tables>, id: WorkflowId): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom("enrollments")
    .select(({ fn }) => ["workflow_version", fn.countAll<number>().as("running")])
    .where("workflow_id", "=", id)
    .where("state", "not in", overStates)
    .groupBy("workflow_version")
    .execute();
  return new Map(rows.map(({ workflow_version, running }) => [workflow_version, Number(running)]));
}

/** Adds a workflow with its first version, its draft, or both. */
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
        paused_because: created.pausedBecause && jsonText(created.pausedBecause),
      })
      .execute();
    if (created.version > 0) await insertVersion(trx, created.id, created.version, created.definition, byNobody(created.updatedAt));
    if (created.draft !== null) await insertDraft(trx, created.id, created.draft);
    await announce(trx, { workspaceId: created.workspaceId, topic: "workflows", id: created.id });
  });
}

function byNobody(now: Instant): Publication {
  return { publishedAt: now, publishedBy: null, note: null, overrides: [] };
}

/** Adds a version, makes it current and returns its number. */
export async function publishVersion(db: Kysely<Tables>, id: WorkflowId, definition: WorkflowDefinition, now: Instant): Promise<number> {
  return db.transaction().execute((trx) => publish(trx, id, definition, byNobody(now)));
}

/** Makes the draft the current version and returns its number; undefined = it is not the draft of that moment any more. */
export async function publishDraft(db: Kysely<Tables>, id: WorkflowId, basedOn: Instant, publication: Publication): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const draft = await trx.deleteFrom("workflow_drafts").where("workflow_id", "=", id).where("saved_at", "=", at(basedOn)).returning("definition").executeTakeFirst();
    return draft && publish(trx, id, completeDefinition(draft.definition), publication);
  });
}

async function publish(trx: Transaction<Tables>, id: WorkflowId, definition: WorkflowDefinition, publication: Publication): Promise<number> {
  const { version, workspace_id } = await trx
    .updateTable("workflows")
    .set((set) => ({ version: set("version", "+", 1), updated_at: publication.publishedAt }))
    .where("id", "=", id)
    .returning(["version", "workspace_id"])
    .executeTakeFirstOrThrow();
  await insertVersion(trx, id, version, definition, publication);
  await announce(trx, { workspaceId: workspace_id, topic: "workflows", id });
  return version;
}

async function insertVersion(db: Kysely<Tables>, id: WorkflowId, version: number, definition: WorkflowDefinition, publication: Publication): Promise<void> {
  await db
    .insertInto("workflow_versions")
    .values({
      workflow_id: id,
      version,
      definition: jsonText(definition),
      published_at: publication.publishedAt,
      published_by: publication.publishedBy,
      note: publication.note,
      overrides: jsonText(publication.overrides),
    })
    .execute();
}

/** Keeps the draft, if the one it is based on (null = none) is still there; false = somebody else saved meanwhile. */
export async function saveDraft(db: Kysely<Tables>, id: WorkflowId, draft: WorkflowDraft, basedOn: Instant | null): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const kept = basedOn === null ? await insertDraft(trx, id, draft) : await replaceDraft(trx, id, draft, basedOn);
    if (kept) await touch(trx, id, { updated_at: draft.savedAt });
    return kept;
  });
}

async function insertDraft(trx: Transaction<Tables>, id: WorkflowId, { definition, savedAt, savedBy }: WorkflowDraft): Promise<boolean> {
  const values = { workflow_id: id, definition: jsonText(definition), saved_at: savedAt, saved_by: savedBy };
  const inserted = await trx.insertInto("workflow_drafts").values(values).onConflict((conflict) => conflict.doNothing()).returning("workflow_id").executeTakeFirst();
  return inserted !== undefined;
}

async function replaceDraft(trx: Transaction<Tables>, id: WorkflowId, { definition, savedAt, savedBy }: WorkflowDraft, basedOn: Instant): Promise<boolean> {
  const replaced = await trx
    .updateTable("workflow_drafts")
    .set({ definition: jsonText(definition), saved_at: savedAt, saved_by: savedBy })
    .where("workflow_id", "=", id)
    .where("saved_at", "=", at(basedOn))
    .returning("workflow_id")
    .executeTakeFirst();
  return replaced !== undefined;
}

/** Throws the draft away, if it still is the one of that moment; false = somebody else saved meanwhile. */
export async function discardDraft(db: Kysely<Tables>, id: WorkflowId, basedOn: Instant): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx.deleteFrom("workflow_drafts").where("workflow_id", "=", id).where("saved_at", "=", at(basedOn)).returning("workflow_id").executeTakeFirst();
    if (gone !== undefined) await touch(trx, id, {});
    return gone !== undefined;
  });
}

/** Gives it another name. */
export async function renameWorkflow(db: Kysely<Tables>, id: WorkflowId, name: string, now: Instant): Promise<void> {
  await db.transaction().execute((trx) => touch(trx, id, { name, updated_at: now }));
}

/** Takes it off every list, if it is off and nothing runs in it; its enrollments and documents stay. False = something runs. */
export async function removeWorkflow(db: Kysely<Tables>, id: WorkflowId, now: Instant): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const removed = await trx
      .updateTable("workflows")
      .set({ removed_at: now, updated_at: now })
      .where("id", "=", id)
      .where("state", "=", "off")
      .where((where) =>
        where.not(where.exists(where.selectFrom("enrollments").select("enrollments.id").whereRef("enrollments.workflow_id", "=", "workflows.id").where("enrollments.state", "not in", overStates))),
      )
      .returning("workspace_id")
      .executeTakeFirst();
    if (removed === undefined) return false;
    await announce(trx, { workspaceId: removed.workspace_id, topic: "workflows", id });
    return true;
  });
}

const overStates = ["completed", "cancelled"] as const;

async function touch(trx: Transaction<Tables>, id: WorkflowId, changes: { name?: string; updated_at?: Instant }): Promise<void> {
  const { workspace_id } = Object.keys(changes).length === 0
    ? await trx.selectFrom("workflows").select("workspace_id").where("id", "=", id).executeTakeFirstOrThrow()
    : await trx.updateTable("workflows").set(changes).where("id", "=", id).returning("workspace_id").executeTakeFirstOrThrow();
  await announce(trx, { workspaceId: workspace_id, topic: "workflows", id });
}

function at(moment: Instant) {
  return sql<Date>`${moment}::timestamptz`;
}
