/** Reviewing and publishing a draft, and the versions that came of it. */
import type { ChangeReply, FindingReply, VersionRow } from "#api/workflow-life.ts";
import type { Instant } from "#domain/dates.ts";
import { type Finding, findingLevels } from "#domain/finding.ts";
import type { Override, Workflow, WorkflowDefinition, WorkflowVersion } from "#domain/workflow.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { ServerParts } from "./context.ts";
import { findingReply } from "./finding-reply.ts";
import { currentDetail, drawnOf, find } from "./workflow-detail.ts";
import { draftOf, momentAfter } from "./workflow-life.ts";
import { changesInWords } from "./workflow-changes.ts";
import { saidWith } from "./language.ts";
import { workflowInWords } from "./workflow-words.ts";

export const publishing = {
  review: api.workflows.review.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const { definition, basedOn } = drawnOf(workflow);
    const [words, findings] = await Promise.all([workflowInWords(parts, caller.workspaceId, definition), parts.engine.review(caller.workspaceId, workflow.id, definition)]);
    return { words, findings: await withOverrides(parts, workflow, findings), changes: await changesSincePublished(parts, workflow), basedOn };
  }),

  publish: api.workflows.publish.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const { draft } = workflow;
    if (draft === null) throw errors.NOT_ALLOWED({ data: { problems: [saidWith("Nothing was changed since version {version} was published.", { version: workflow.version })] } });
    if (input.basedOn !== undefined && input.basedOn !== draft.savedAt) throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    const findings = await parts.engine.review(caller.workspaceId, workflow.id, draft.definition);
    const open = findings.filter((finding) => preventsPublishing(finding, input.overrides));
    if (open.length > 0) throw errors.HAS_FINDINGS({ data: { findings: open.map((finding) => findingReply(finding, null)) } });
    const overrides = input.overrides.filter(({ key }) => findings.some((finding) => finding.key === key && finding.level === "money-risk"));
    const publication = { publishedAt: parts.clock.now(), publishedBy: caller.who, note: input.note === "" ? null : input.note, overrides };
    const version = await parts.store.publishDraft(workflow.id, draft.savedAt, publication);
    if (version === undefined) throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    await noteDown(parts, caller, overrides.length === 0 ? deed("published version {number}", { number: version }) : deed("published version {number}, overriding {findings}", { number: version, findings: overrides.map(({ key }) => key).join(", ") }), workflow.id);
    return { version, workflow: await currentDetail(parts, workflow) };
  }),

  versions: api.workflows.versions.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const [versions, running] = await Promise.all([parts.store.workflowVersions(workflow.id), parts.store.runningByVersion(workflow.id)]);
    return versions.map((version) => versionRow(workflow, version, running));
  }),

  compare: api.workflows.compare.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    const sides = workflow === undefined ? [] : await Promise.all([input.from, input.to].map((side) => definitionOf(parts, workflow, side)));
    const [from, to] = sides;
    if (from === undefined || to === undefined) throw errors.NOT_FOUND();
    return { changes: await changesInWords(parts, caller.workspaceId, from, to) };
  }),

  restore: api.workflows.restore.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    const definition = workflow && (await parts.store.workflowVersion(workflow.id, input.version));
    if (workflow === undefined || definition === undefined) throw errors.NOT_FOUND();
    const basedOn = input.basedOn as Instant | null;
    const draft = { definition, savedAt: momentAfter(parts.clock.now(), basedOn), savedBy: caller.who };
    if (!(await parts.store.saveDraft(workflow.id, draft, basedOn))) throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    await noteDown(parts, caller, deed("restored version {number} into the draft", { number: input.version }), workflow.id);
    return currentDetail(parts, workflow);
  }),

  version: api.workflows.version.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const version = (await parts.store.workflowVersions(workflow.id)).find((one) => one.version === input.version);
    if (version === undefined) throw errors.NOT_FOUND();
    const running = await parts.store.runningByVersion(workflow.id);
    return { ...versionRow(workflow, version, running), definition: version.definition, words: await workflowInWords(parts, caller.workspaceId, version.definition) };
  }),
};

/** A version's definition, or the draft (the published version while there is none); undefined = there is none. */
async function definitionOf({ store }: ServerParts, workflow: Workflow, side: number | "draft"): Promise<WorkflowDefinition | undefined> {
  return side === "draft" ? drawnOf(workflow).definition : store.workflowVersion(workflow.id, side);
}

async function changesSincePublished(parts: ServerParts, { workspaceId, version, definition, draft }: Workflow): Promise<ChangeReply[]> {
  return version === 0 || draft === null ? [] : changesInWords(parts, workspaceId, definition, draft.definition);
}

function preventsPublishing({ key, level }: Finding, overrides: readonly Override[]): boolean {
  return level === "error" || (level === "money-risk" && !overrides.some((one) => one.key === key));
}

/** The gravest first; what the published version was overridden with is shown again. */
async function withOverrides(parts: ServerParts, { id, version }: Workflow, findings: readonly Finding[]): Promise<FindingReply[]> {
  const published = version === 0 ? undefined : (await parts.store.workflowVersions(id))[0];
  const sorted = findings.toSorted((a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level));
  return sorted.map((finding) => findingReply(finding, published?.overrides.find(({ key }) => key === finding.key)?.reason ?? null));
}

function versionRow(workflow: Workflow, { version, publishedAt, publishedBy, note, overrides }: WorkflowVersion, running: ReadonlyMap<number, number>): VersionRow {
  return { version, publishedAt, publishedBy, note, overrides, isCurrent: version === workflow.version, running: running.get(version) ?? 0 };
}
