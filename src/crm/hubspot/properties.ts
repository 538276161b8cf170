/** The properties of each kind of object: what filters may use, and the names to ask for when records are read. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import type { HubSpotClient } from "./client.ts";
import { isRefused } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import { type HubSpotOwner, readOwners } from "./owners.ts";
import type { Paths } from "./paths.ts";

/** Definitions are looked up again after this long. */
const catalogLifeMs = 60_000;

/** The property names of each kind, remembered for a while. */
export interface PropertyCatalog {
  /** All names of the kind; what we cannot do without when the credential may not list them. */
  names(objectType: ObjectType): Promise<Result<readonly string[], Failure>>;
  /** The definitions as HubSpot has them; `forget` first for fresh ones. */
  definitions(objectType: ObjectType): Promise<Result<WireProperty[], Failure>>;
  /** Forgets the kind, because its properties have changed. */
  forget(objectType: ObjectType): void;
}

const wireOption = z.object({ label: z.string().catch(""), value: z.string(), displayOrder: z.number().nullish(), hidden: z.boolean().nullish() });

const wireProperty = z.object({
  name: z.string(),
  label: z.string().catch(""),
  type: z.string().catch("string"),
  fieldType: z.string().nullish(),
  referencedObjectType: z.string().nullish(),
  externalOptions: z.boolean().nullish(),
  options: z.array(wireOption).nullish(),
  calculated: z.boolean().nullish(),
  hidden: z.boolean().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type WireProperty = z.infer<typeof wireProperty>;

const wireProperties = z.object({ results: z.array(wireProperty) });

const wirePipelines = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      displayOrder: z.number().catch(0),
      stages: z.array(z.object({ id: z.string(), label: z.string(), displayOrder: z.number().catch(0), metadata: z.object({ isClosed: z.string(), probability: z.string() }).partial().nullish().catch(null) })),
    }),
  ),
});
type WirePipelines = z.infer<typeof wirePipelines>;

/** A catalog that asks HubSpot once per kind and five minutes, also when many ask at once. */
export function createPropertyCatalog(client: HubSpotClient, paths: Paths): PropertyCatalog {
  const definitions = rememberedPerKind(definitionsFrom);
  const names = rememberedPerKind(namesFrom);
  return {
    names: names.of,
    definitions: definitions.of,
    forget: (objectType) => {
      names.forget(objectType);
      definitions.forget(objectType);
    },
  };

  async function namesFrom(objectType: ObjectType): Promise<Result<readonly string[], Failure>> {
    const found = await definitions.of(objectType);
    if (found.ok) return ok(found.value.map((property) => property.name));
    return isRefused(found.error) ? ok(objectKinds[objectType].neededProperties) : found;
  }

  async function definitionsFrom(objectType: ObjectType): Promise<Result<WireProperty[], Failure>> {
    const answer = await client.call({ method: "GET", path: paths.properties(objectKinds[objectType].plural) }, wireProperties);
    return answer.ok ? ok(answer.value.results) : answer;
  }
}

/** Answers that are good are kept for a while; what failed is asked for again. */
function rememberedPerKind<T>(ask: (objectType: ObjectType) => Promise<Result<T, Failure>>) {
  const kept = new Map<ObjectType, { until: number; answer: Promise<Result<T, Failure>> }>();

  function forgetIf(objectType: ObjectType, asked: object): void {
    if (kept.get(objectType) === asked) kept.delete(objectType);
  }

  function of(objectType: ObjectType): Promise<Result<T, Failure>> {
    const known = kept.get(objectType);
    if (known !== undefined && performance.now() < known.until) return known.answer;
    const asked = { until: performance.now() + catalogLifeMs, answer: ask(objectType) };
    kept.set(objectType, asked);
    void asked.answer.then(
      (answer) => answer.ok || forgetIf(objectType, asked),
      () => forgetIf(objectType, asked),
    );
    return asked.answer;
  }

  return { of, forget: (objectType: ObjectType) => void kept.delete(objectType) };
}

/** The properties that filters may use, by label. Deal stages are labelled with their pipeline, which alone makes them unique. */
export async function readProperties(
  catalog: PropertyCatalog,
  client: HubSpotClient,
  paths: Paths,
  objectType: ObjectType,
): Promise<Result<PropertyDefinition[], Failure>> {
  catalog.forget(objectType);
  const [found, pipelines] = await Promise.all([catalog.definitions(objectType), readPipelines(client, paths, objectType)]);
  if (!found.ok) return found;
  if (!pipelines.ok) return pipelines;
  const visible = found.value.filter((property) => property.hidden !== true);
  const owners = visible.some(isOwner) ? await readOwners(client, paths) : ok([]);
  if (!owners.ok) return owners;
  return ok(visible.map((property) => (isOwner(property) ? { ...definitionOf(property, null), options: optionsOfOwners(owners.value) } : definitionOf(property, pipelines.value))).sort(byLabel));
}

/** The definitions of a kind as of the last minutes, hidden ones too and without the pipelines' options. */
export async function rememberedProperties(catalog: PropertyCatalog, objectType: ObjectType): Promise<Result<PropertyDefinition[], Failure>> {
  const found = await catalog.definitions(objectType);
  return found.ok ? ok(found.value.map((property) => definitionOf(property, null))) : found;
}

/** The people that own records, by name. */
function optionsOfOwners(owners: readonly HubSpotOwner[]): PropertyDefinition["options"] {
  return owners.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label, "en"));
}

function isOwner({ referencedObjectType }: WireProperty): boolean {
  return referencedObjectType === "OWNER";
}

/** Only deals have pipelines among our kinds. Who may not read them gets the stages as the property lists them. */
export async function readPipelines(client: HubSpotClient, paths: Paths, objectType: ObjectType): Promise<Result<WirePipelines | null, Failure>> {
  if (objectType !== "deal") return ok(null);
  const answer = await client.call({ method: "GET", path: paths.pipelines(objectKinds.deal.plural) }, wirePipelines);
  if (!answer.ok && isRefused(answer.error)) return ok(null);
  return answer;
}

/** The stages of won deals, pipeline by pipeline: closed, and certain to bring the money. */
export async function readWonStages(client: HubSpotClient, paths: Paths): Promise<Result<string[], Failure>> {
  const pipelines = await readPipelines(client, paths, "deal");
  if (!pipelines.ok) return pipelines;
  const inOrder = (pipelines.value?.results ?? []).toSorted((a, b) => a.displayOrder - b.displayOrder);
  return ok(inOrder.flatMap(({ stages }) => stages.filter(({ metadata }) => metadata?.isClosed === "true" && Number(metadata.probability) === 1).map(({ id }) => id)));
}

function definitionOf(property: WireProperty, pipelines: WirePipelines | null): PropertyDefinition {
  return {
    name: property.name,
    label: property.label || property.name,
    type: typeOf(property),
    options: pipelineOptions(property.name, pipelines) ?? optionsOf(property),
    isReadOnly: property.calculated === true || property.modificationMetadata?.readOnlyValue === true,
  };
}

function typeOf({ type, fieldType }: WireProperty): PropertyDefinition["type"] {
  switch (type) {
    case "enumeration":
      return fieldType === "checkbox" ? "multi-select" : type;
    case "number":
    case "date":
    case "datetime":
      return type;
    case "bool":
      return "boolean";
    default:
      return "text";
  }
}

/** The options of a deal's pipeline and stage, which HubSpot keeps with the pipelines; undefined = another property, or nothing is known of them. */
export function pipelineOptions(name: string, pipelines: WirePipelines | null): PropertyDefinition["options"] | undefined {
  if (pipelines === null || pipelines.results.length === 0) return undefined;
  const ordered = pipelines.results.toSorted(byDisplayOrder);
  if (name === "pipeline") return ordered.map(({ id, label }) => ({ value: id, label }));
  if (name !== "dealstage") return undefined;
  return ordered.flatMap((pipeline) =>
    pipeline.stages.toSorted(byDisplayOrder).map((stage) => ({ value: stage.id, label: `${pipeline.label}: ${stage.label}` })),
  );
}

function optionsOf(property: WireProperty): PropertyDefinition["options"] {
  const ordered = (property.options ?? []).toSorted(byDisplayOrder);
  return ordered.map(({ value, label }) => ({ value, label: label || value }));
}

function byDisplayOrder(a: { displayOrder?: number | null | undefined }, b: { displayOrder?: number | null | undefined }): number {
  return (a.displayOrder ?? 0) - (b.displayOrder ?? 0);
}

function byLabel(a: PropertyDefinition, b: PropertyDefinition): number {
  return a.label.localeCompare(b.label, "en") || (a.name < b.name ? -1 : 1);
}
