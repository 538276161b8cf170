/** Reads a workflow that is to be made: which action, on which kind of record, with which values in its fields. */
import { currentOf } from "./actions.ts";
import { type Input, objectIn, textIn, WrongInput } from "./control-input.ts";
import { typeNamed } from "./object-types.ts";
import { plainText } from "./plain-text.ts";
import type { Simulator } from "./simulator.ts";
import type { FieldValue, RunnerWorkflow } from "./workflow-runner.ts";

/** `{ action, objectType, name?, fields }`: the action by its id or name; a field's value is a text, or `{ "property": "amount" }`. */
export function workflowIn({ actions }: Simulator, { action, objectType, name, fields = {} }: Input): Pick<RunnerWorkflow, "name" | "objectType" | "definitionId" | "fields"> {
  const wanted = plainText(action);
  const definition = actions.all().find((one) => one.id === wanted || currentOf(one).content.labels["en"]?.actionName === wanted);
  if (definition === undefined) throw new WrongInput(`There is no action ${wanted}.`);
  const type = typeNamed(plainText(objectType));
  if (type === undefined) throw new WrongInput(`There are no records of the type ${plainText(objectType)}.`);
  const { content } = currentOf(definition);
  if (content.objectTypes.length > 0 && !content.objectTypes.some((one) => typeNamed(one) === type)) throw new WrongInput(`The action is not for ${type}.`);
  const values = Object.entries(objectIn(fields, "fields")).map(([field, value]) => [field, fieldValueIn(field, value)] as const);
  const unknown = values.find(([field]) => !content.inputFields.some(({ typeDefinition }) => typeDefinition.name === field));
  if (unknown !== undefined) throw new WrongInput(`The action has no field ${unknown[0]}.`);
  const missing = content.inputFields.find(({ isRequired, typeDefinition }) => isRequired && !values.some(([field]) => field === typeDefinition.name));
  if (missing !== undefined) throw new WrongInput(`${content.labels["en"]?.inputFieldLabels?.[missing.typeDefinition.name] ?? missing.typeDefinition.name} is required.`);
  const label = content.labels["en"]?.actionName ?? definition.id;
  return { name: name === undefined || name === "" ? label : textIn(name, "name"), objectType: type, definitionId: definition.id, fields: Object.fromEntries(values) };
}

function fieldValueIn(field: string, value: unknown): FieldValue {
  if (typeof value === "string") return { type: "STATIC_VALUE", value };
  return { type: "OBJECT_PROPERTY", propertyName: textIn(objectIn(value, field)["property"], `${field}.property`) };
}
