/** What filters name and HubSpot does not have: properties and labels that were deleted, options and stages that are gone. */
import type { Failure } from "#domain/failure.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { comparable } from "#domain/trigger/comparable.ts";
import type { CrmReference } from "#domain/trigger/references.ts";
import { isRefused } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { pipelineOptions, readPipelines, type WireProperty } from "./properties.ts";
import { wireLabels } from "./trigger-facts.ts";

/** HubSpot gives every property that it has, null where nothing is filled in, and leaves out what it does not have. */
export function lacking({ properties }: Pick<CrmRecord, "properties">, names: readonly string[]): string[] {
  return names.filter((name) => !(name in properties));
}

/** What may not be listed is taken for there, but properties that are never read for lack of a permission are not. */
export async function unknownReferences(portal: Portal, references: readonly CrmReference[]): Promise<Result<CrmReference[], Failure>> {
  const unknown: CrmReference[] = [];
  for (const [objectType, ofType] of Map.groupBy(references, (one) => one.objectType)) {
    const found = await unknownOfType(portal, objectType, ofType);
    if (!found.ok) return found;
    unknown.push(...found.value);
  }
  return ok(unknown);
}

async function unknownOfType(portal: Portal, objectType: ObjectType, references: readonly CrmReference[]): Promise<Result<CrmReference[], Failure>> {
  const properties = references.flatMap((one) => (one.kind === "property" ? [one] : []));
  const options = references.flatMap((one) => (one.kind === "option" ? [one] : []));
  const labels = references.flatMap((one) => (one.kind === "label" ? [one] : []));
  const withoutProperty = await unknownProperties(portal, objectType, properties);
  if (!withoutProperty.ok) return withoutProperty;
  const withoutOption = await unknownOptions(portal, objectType, options);
  if (!withoutOption.ok) return withoutOption;
  const withoutLabel = await unknownLabels(portal, labels);
  if (!withoutLabel.ok) return withoutLabel;
  return ok([...withoutProperty.value, ...withoutOption.value, ...withoutLabel.value]);
}

async function unknownProperties({ catalog }: Portal, objectType: ObjectType, references: readonly CrmReference[]): Promise<Result<CrmReference[], Failure>> {
  if (references.length === 0) return ok([]);
  catalog.forget(objectType);
  const names = await catalog.names(objectType);
  return names.ok ? ok(references.filter(({ name }) => !names.value.includes(name))) : names;
}

type OptionReference = Extract<CrmReference, { kind: "option" }>;

/** Of a property that is gone itself the options say nothing more. Owners and the like have no options of their own. */
async function unknownOptions(portal: Portal, objectType: ObjectType, references: readonly OptionReference[]): Promise<Result<CrmReference[], Failure>> {
  if (references.length === 0) return ok([]);
  const definitions = await portal.catalog.definitions(objectType);
  if (!definitions.ok) return isRefused(definitions.error) ? ok([]) : definitions;
  const pipelines = await readPipelines(portal.client, portal.paths, objectType);
  if (!pipelines.ok) return pipelines;
  return ok(
    references.filter(({ property, name }) => {
      const values = pipelineOptions(property, pipelines.value)?.map(({ value }) => value) ?? ownOptions(definitions.value.find((one) => one.name === property));
      return values.length > 0 && !values.some((value) => comparable(value) === comparable(name));
    }),
  );
}

function ownOptions(property: WireProperty | undefined): string[] {
  if (property === undefined || property.externalOptions === true || property.referencedObjectType != null) return [];
  return (property.options ?? []).map(({ value }) => value);
}

type LabelReference = Extract<CrmReference, { kind: "label" }>;

async function unknownLabels({ client, paths }: Portal, references: readonly LabelReference[]): Promise<Result<CrmReference[], Failure>> {
  const unknown: CrmReference[] = [];
  for (const [of, ofPair] of Map.groupBy(references, (one) => one.of)) {
    const to = objectKinds[ofPair[0]?.objectType ?? of].plural;
    const answer = await client.call({ method: "GET", path: paths.associationLabels(objectKinds[of].plural, to) }, wireLabels);
    if (!answer.ok && !isRefused(answer.error)) return answer;
    const known = answer.ok ? answer.value.results.map(({ label }) => comparable(label ?? "")) : null;
    unknown.push(...ofPair.filter(({ name }) => known !== null && !known.includes(comparable(name))));
  }
  return ok(unknown);
}
