/** Pipelines and stages: below `/crm/v3/pipelines` and `/crm/pipelines/{version}`. */
import { type Context, Hono } from "hono";
import type { SimulatorEnv } from "./gate.ts";
import type { TypeName } from "./object-types.ts";
import { type Pipeline, pipelineJson, type Stage, stageJson } from "./pipelines.ts";
import { plainText } from "./plain-text.ts";
import type { Portal } from "./portal.ts";
import { jsonBody, objectOf, objectsOf, typeParam } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound } from "./vendor-errors.ts";

const mostStages = 100;

/** `checksUse` = what is in use is not deleted unless the call says otherwise, as since 2026-09. */
export function pipelineRoutes(simulator: () => Simulator, checksUse: boolean): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  const changed = (): void => {
    simulator().portal.stagesChanged();
    simulator().changed();
  };

  routes.get("/:type", (c) => c.json({ results: simulator().portal.pipelines.of(typeParam(c)).map(pipelineJson) }));
  routes.post("/:type", async (c) => {
    const { portal } = simulator();
    refuseWithout(typeParam(c));
    const made = newPipeline(portal, await jsonBody(c), portal.pipelines.newId());
    portal.pipelines.deals.push(made);
    portal.pipelines.note(made.id, "CREATE", made.createdAt, pipelineJson(made));
    changed();
    return c.json(pipelineJson(made), 201);
  });
  routes.get("/:type/:id", (c) => c.json(pipelineJson(named(c, simulator().portal))));
  routes.put("/:type/:id", async (c) => {
    const { portal } = simulator();
    const before = named(c, portal);
    const replaced = newPipeline(portal, await jsonBody(c), before.id);
    for (const one of before.stages) if (!replaced.stages.some(({ label }) => label === one.label)) refuseStageInUse(portal, one);
    // A stage of the same name stays the same stage.
    const stages = replaced.stages.map((one) => ({ ...one, id: before.stages.find(({ label }) => label === one.label)?.id ?? one.id }));
    Object.assign(before, { ...replaced, stages, createdAt: before.createdAt });
    portal.pipelines.note(before.id, "UPDATE", before.updatedAt, pipelineJson(before));
    changed();
    return c.json(pipelineJson(before));
  });
  routes.patch("/:type/:id", async (c) => {
    const { portal } = simulator();
    const pipeline = named(c, portal);
    const { label, displayOrder } = await jsonBody(c);
    Object.assign(pipeline, { ...(label === undefined ? {} : { label: labelIn(label) }), ...(displayOrder === undefined ? {} : { displayOrder: orderIn(displayOrder) }), updatedAt: now(portal) });
    portal.pipelines.note(pipeline.id, "UPDATE", pipeline.updatedAt, pipelineJson(pipeline));
    changed();
    return c.json(pipelineJson(pipeline));
  });
  routes.delete("/:type/:id", (c) => {
    const { portal } = simulator();
    const pipeline = named(c, portal);
    if (isChecked(c, checksUse, "validateReferencesBeforeDelete")) for (const one of pipeline.stages) refuseStageInUse(portal, one);
    portal.pipelines.deals = portal.pipelines.deals.filter((one) => one !== pipeline);
    portal.pipelines.note(pipeline.id, "DELETE", now(portal), pipelineJson(pipeline));
    changed();
    return c.body(null, 204);
  });
  routes.get("/:type/:id/audit", (c) => c.json(auditOf(simulator().portal, named(c, simulator().portal).id)));

  routes.get("/:type/:id/stages", (c) => c.json({ results: named(c, simulator().portal).stages.map(stageJson) }));
  routes.post("/:type/:id/stages", async (c) => {
    const { portal } = simulator();
    const pipeline = named(c, portal);
    if (pipeline.stages.length >= mostStages) throw badInput(`A pipeline has at most ${mostStages} stages`);
    const made = newStage(portal, await jsonBody(c), portal.pipelines.newId());
    pipeline.stages.push(made);
    portal.pipelines.note(made.id, "CREATE", made.createdAt, stageJson(made));
    changed();
    return c.json(stageJson(made), 201);
  });
  routes.get("/:type/:id/stages/:stage", (c) => c.json(stageJson(stageNamed(c, simulator().portal))));
  routes.put("/:type/:id/stages/:stage", async (c) => {
    const { portal } = simulator();
    const stage = stageNamed(c, portal);
    Object.assign(stage, { ...newStage(portal, await jsonBody(c), stage.id), createdAt: stage.createdAt });
    portal.pipelines.note(stage.id, "UPDATE", stage.updatedAt, stageJson(stage));
    changed();
    return c.json(stageJson(stage));
  });
  routes.patch("/:type/:id/stages/:stage", async (c) => {
    const { portal } = simulator();
    const stage = stageNamed(c, portal);
    const body = await jsonBody(c);
    const metadata = body["metadata"] === undefined ? {} : objectOf(body["metadata"], "metadata");
    Object.assign(stage, newStage(portal, { label: stage.label, displayOrder: stage.displayOrder, ...body, metadata: { probability: stage.probability, ...metadata } }, stage.id), { createdAt: stage.createdAt });
    portal.pipelines.note(stage.id, "UPDATE", stage.updatedAt, stageJson(stage));
    changed();
    return c.json(stageJson(stage));
  });
  routes.delete("/:type/:id/stages/:stage", (c) => {
    const { portal } = simulator();
    const pipeline = named(c, portal);
    const stage = stageNamed(c, portal);
    if (isChecked(c, checksUse, "validateDealStageUsagesBeforeDelete")) refuseStageInUse(portal, stage);
    pipeline.stages = pipeline.stages.filter((one) => one !== stage);
    portal.pipelines.note(stage.id, "DELETE", now(portal), stageJson(stage));
    changed();
    return c.body(null, 204);
  });
  routes.get("/:type/:id/stages/:stage/audit", (c) => c.json(auditOf(simulator().portal, stageNamed(c, simulator().portal).id)));
  return routes;
}

function refuseWithout(type: TypeName): void {
  if (type !== "deals") throw badInput(`Pipelines are not supported for ${type}`);
}

function named(c: Context<SimulatorEnv>, portal: Portal): Pipeline {
  const found = portal.pipelines.of(typeParam(c)).find((one) => one.id === c.req.param("id"));
  if (found === undefined) throw notFound();
  return found;
}

function stageNamed(c: Context<SimulatorEnv>, portal: Portal): Stage {
  const found = named(c, portal).stages.find((one) => one.id === c.req.param("stage"));
  if (found === undefined) throw notFound();
  return found;
}

function now(portal: Portal): string {
  return new Date(portal.now()).toISOString();
}

function newPipeline(portal: Portal, body: Record<string, unknown>, id: string): Pipeline {
  const stages = objectsOf(body["stages"], "stages").map((one) => newStage(portal, one, portal.pipelines.newId()));
  if (stages.length === 0 || stages.length > mostStages) throw badInput(`A pipeline has 1 to ${mostStages} stages`);
  const label = labelIn(body["label"]);
  const isTaken = portal.pipelines.deals.some((one) => one.id !== id && one.label.toLowerCase() === label.toLowerCase());
  if (isTaken) throw badInput(`Pipeline label "${label}" already exists`, { subCategory: "PipelineError.PIPELINE_LABEL_EXISTS" });
  return { id, label, displayOrder: orderIn(body["displayOrder"]), stages, createdAt: now(portal), updatedAt: now(portal) };
}

/** A probability of 1 is won, of 0 lost: both are closed. */
function newStage(portal: Portal, body: Record<string, unknown>, id: string): Stage {
  const probability = plainText(objectOf(body["metadata"] ?? {}, "metadata")["probability"]);
  const value = Number(probability);
  if (probability === "" || !(value >= 0 && value <= 1)) throw badInput("Deal stages require a probability between 0.0 and 1.0", { subCategory: "PipelineError.INVALID_PROBABILITY" });
  return { id, label: labelIn(body["label"]), displayOrder: orderIn(body["displayOrder"]), probability: value.toFixed(1), isClosed: value === 0 || value === 1, createdAt: now(portal), updatedAt: now(portal) };
}

function labelIn(value: unknown): string {
  const label = plainText(value).trim();
  if (label === "") throw badInput("Invalid input JSON: label is required");
  return label;
}

function orderIn(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw badInput("Invalid input JSON: displayOrder is required");
  return value;
}

function isChecked(c: Context<SimulatorEnv>, usually: boolean, parameter: string): boolean {
  const said = c.req.query(parameter) ?? c.req.query("validateReferencesBeforeDelete");
  return said === undefined ? usually : said === "true";
}

function refuseStageInUse(portal: Portal, stage: Stage): void {
  const deals = portal.all("deals").filter((deal) => deal.values["dealstage"] === stage.id);
  if (deals.length === 0) return;
  throw badInput(`The stage ${stage.label} is used by ${deals.length} records`, {
    subCategory: "PipelineError.STAGE_ID_IN_USE", context: { stageIds: [stage.id], objectIds: deals.slice(0, 100).map(({ id }) => id) },
  });
}

function auditOf(portal: Portal, identifier: string): Record<string, unknown> {
  const results = portal.pipelines.audit.filter((one) => one.identifier === identifier).map(({ action, at, rawObject }) => ({ identifier, action, portalId: portal.portalId, timestamp: at, rawObject }));
  return { results };
}
