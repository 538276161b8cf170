/** Definitions of custom workflow actions: what an app may declare, checked as HubSpot checks it. */
import { plainText } from "./plain-text.ts";
import { objectOf, objectsOf, textsOf } from "./request-body.ts";
import { typeNamed } from "./object-types.ts";
import { badInput } from "./vendor-errors.ts";

type Json = Record<string, unknown>;

const functionTypes = ["PRE_ACTION_EXECUTION", "PRE_FETCH_OPTIONS", "POST_FETCH_OPTIONS", "POST_ACTION_EXECUTION"] as const;
export type FunctionType = (typeof functionTypes)[number];

/** One piece of an app's code that HubSpot runs around an action; `id` names the input field of those about options. */
export interface ActionFunction {
  functionType: FunctionType;
  id?: string;
  functionSource: string;
}

/** What can be chosen of an enumeration. */
interface FieldOption {
  value: string;
  label: string;
  description: string;
  displayOrder: number;
  doubleData: number;
  hidden: boolean;
  readOnly: boolean;
}

export interface FieldType {
  name: string;
  type: string;
  fieldType?: string;
  label?: string;
  description?: string;
  helpText?: string;
  optionsUrl?: string;
  referencedObjectType?: string;
  options: FieldOption[];
  externalOptions: boolean;
}

export interface InputField {
  typeDefinition: FieldType;
  supportedValueTypes: ValueType[];
  isRequired: boolean;
}

const valueTypes = ["STATIC_VALUE", "OBJECT_PROPERTY"] as const;
export type ValueType = (typeof valueTypes)[number];

/** Shows fields only while another one has a value, or asks for their options anew when it changes. */
export interface FieldDependency {
  dependencyType: "SINGLE_FIELD" | "CONDITIONAL_SINGLE_FIELD";
  controllingFieldName: string;
  controllingFieldValue?: string;
  dependentFieldNames: string[];
}

export interface ExecutionRule {
  labelName: string;
  conditions: Record<string, unknown>;
}

export interface Labels {
  actionName: string;
  actionDescription?: string;
  appDisplayName?: string;
  actionCardContent?: string;
  inputFieldLabels?: Record<string, string>;
  inputFieldDescriptions?: Record<string, string>;
  inputFieldOptionLabels?: Record<string, Record<string, string>>;
  outputFieldLabels?: Record<string, string>;
  executionRules?: Record<string, string>;
}

/** What an app writes; all of it can be changed later. */
export interface ActionContent {
  actionUrl: string;
  published: boolean;
  objectTypes: string[];
  objectRequestOptions?: { properties: string[] };
  inputFields: InputField[];
  inputFieldDependencies: FieldDependency[];
  outputFields: { typeDefinition: FieldType }[];
  executionRules: ExecutionRule[];
  labels: Record<string, Labels>;
}

const dataTypes = ["string", "number", "bool", "datetime", "enumeration", "date", "phone_number", "currency_number", "json", "object_coordinates"];
const fieldTypes = [
  "booleancheckbox", "checkbox", "date", "file", "number", "phonenumber", "radio", "select", "text", "textarea", "calculation_equation", "calculation_rollup",
  "calculation_score", "calculation_read_time", "unknown", "html",
];

/** Reads a whole definition. */
export function contentIn(body: Json): ActionContent {
  const content: ActionContent = {
    actionUrl: addressIn(body["actionUrl"], "actionUrl"),
    published: body["published"] === true,
    objectTypes: objectTypesIn(body["objectTypes"]),
    ...(body["objectRequestOptions"] === undefined ? {} : { objectRequestOptions: { properties: textsOf(objectOf(body["objectRequestOptions"], "objectRequestOptions")["properties"]) } }),
    inputFields: objectsOf(body["inputFields"], "inputFields").map(inputFieldIn),
    inputFieldDependencies: objectsOf(body["inputFieldDependencies"], "inputFieldDependencies").map(dependencyIn),
    outputFields: objectsOf(body["outputFields"], "outputFields").map((one) => ({ typeDefinition: fieldTypeIn(one["typeDefinition"], "outputFields", false) })),
    executionRules: objectsOf(body["executionRules"], "executionRules").map((one) => ({ labelName: textIn(one["labelName"], "executionRules.labelName"), conditions: objectOf(one["conditions"], "conditions") })),
    labels: labelsIn(body["labels"]),
  };
  refuseContradictions(content);
  return content;
}

/** Reads what shall change; a member that is not named stays. */
export function changedContent(before: ActionContent, patch: Json): ActionContent {
  return contentIn({ ...before, ...patch });
}

export function functionTypeIn(text: unknown): FunctionType {
  const found = functionTypes.find((one) => one === text);
  if (found === undefined) throw badInput(`Unknown function type ${plainText(text)}; one of ${functionTypes.join(", ")} is expected`);
  return found;
}

/** Reads the functions that come along with a new definition. */
export function functionsIn(value: unknown): ActionFunction[] {
  return objectsOf(value, "functions").map(({ functionType, id, functionSource }) => ({
    functionType: functionTypeIn(functionType), ...(typeof id === "string" ? { id } : {}), functionSource: textIn(functionSource, "functionSource"),
  }));
}

function textIn(value: unknown, what: string): string {
  if (typeof value !== "string" || value.trim() === "") throw badInput(`Invalid input JSON: ${what} is required`);
  return value;
}

/** HubSpot asks for https; the apps of a simulator listen on this machine. */
function addressIn(value: unknown, what: string): string {
  const text = textIn(value, what);
  const address = URL.canParse(text) ? new URL(text) : null;
  const isHere = address !== null && ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  if (address === null || !(address.protocol === "https:" || (address.protocol === "http:" && isHere))) throw badInput(`${what} must be an https address`);
  return text;
}

function objectTypesIn(value: unknown): string[] {
  if (!Array.isArray(value)) throw badInput("Invalid input JSON: objectTypes is required");
  const names = textsOf(value);
  const unknown = names.find((name) => typeNamed(name) === undefined && name.toUpperCase() !== "TICKET");
  if (unknown !== undefined) throw badInput(`Unknown object type ${unknown}`);
  return names;
}

function inputFieldIn(given: Json): InputField {
  const supportedValueTypes = textsOf(given["supportedValueTypes"]).map((one) => valueTypeIn(one));
  if (supportedValueTypes.length === 0) throw badInput("Invalid input JSON: supportedValueTypes is required");
  return { typeDefinition: fieldTypeIn(given["typeDefinition"], "inputFields", true), supportedValueTypes, isRequired: given["isRequired"] === true };
}

function valueTypeIn(text: string): ValueType {
  const found = valueTypes.find((one) => one === text);
  if (found === undefined) throw badInput(`Unknown value type ${text}; one of ${valueTypes.join(", ")} is expected`);
  return found;
}

function fieldTypeIn(value: unknown, where: string, isInput: boolean): FieldType {
  const given = objectOf(value, `${where}.typeDefinition`);
  const name = textIn(given["name"], `${where}.typeDefinition.name`);
  const type = textIn(given["type"], `${where}.typeDefinition.type`);
  if (!dataTypes.includes(type)) throw badInput(`${name} has the unknown type ${type}`);
  const { fieldType, optionsUrl, referencedObjectType } = given;
  if (fieldType !== undefined && !fieldTypes.includes(plainText(fieldType))) throw badInput(`${name} has the unknown field type ${plainText(fieldType)}`);
  const options = objectsOf(given["options"], "options").map(optionIn);
  const isFetched = optionsUrl !== undefined && optionsUrl !== null;
  if (type === "enumeration" && options.length === 0 && !(isInput && (isFetched || typeof referencedObjectType === "string"))) throw badInput(`${name} is an enumeration and needs options`);
  return {
    name,
    type,
    ...texts(given, "label", "description", "helpText"),
    ...(typeof fieldType === "string" ? { fieldType } : {}),
    ...(isFetched ? { optionsUrl: addressIn(optionsUrl, `${name}.optionsUrl`) } : {}),
    ...(typeof referencedObjectType === "string" ? { referencedObjectType } : {}),
    options,
    externalOptions: isFetched || typeof referencedObjectType === "string",
  };
}

function texts<Name extends string>(given: Json, ...names: Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(names.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]]] : []))) as Partial<Record<Name, string>>;
}

function optionIn(given: Json, index: number): FieldOption {
  const value = textIn(given["value"], "options.value");
  return {
    value,
    label: plainText(given["label"]) || value,
    description: plainText(given["description"]),
    displayOrder: typeof given["displayOrder"] === "number" ? given["displayOrder"] : index,
    doubleData: typeof given["doubleData"] === "number" ? given["doubleData"] : 0,
    hidden: given["hidden"] === true,
    readOnly: given["readOnly"] === true,
  };
}

function dependencyIn(given: Json): FieldDependency {
  const { dependencyType } = given;
  if (dependencyType !== "SINGLE_FIELD" && dependencyType !== "CONDITIONAL_SINGLE_FIELD") throw badInput(`Unknown dependency type ${plainText(dependencyType)}`);
  return {
    dependencyType,
    controllingFieldName: textIn(given["controllingFieldName"], "controllingFieldName"),
    ...(dependencyType === "SINGLE_FIELD" ? {} : { controllingFieldValue: textIn(given["controllingFieldValue"], "controllingFieldValue") }),
    dependentFieldNames: textsOf(given["dependentFieldNames"]),
  };
}

function labelsIn(value: unknown): Record<string, Labels> {
  const given = objectOf(value, "labels");
  if (given["en"] === undefined) throw badInput("Labels in English (en) are required");
  return Object.fromEntries(Object.entries(given).map(([locale, labels]) => {
    const one = objectOf(labels, `labels.${locale}`);
    return [locale, { ...one, actionName: textIn(one["actionName"], `labels.${locale}.actionName`) }];
  }));
}

/** Fields are named once, and what speaks of a field names one that is there. */
function refuseContradictions({ inputFields, inputFieldDependencies, executionRules, labels }: ActionContent): void {
  const names = inputFields.map(({ typeDefinition }) => typeDefinition.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badInput(`The input field ${twice} is there twice`);
  const mentioned = [
    ...inputFieldDependencies.flatMap((one) => [one.controllingFieldName, ...one.dependentFieldNames]),
    ...Object.values(labels).flatMap((one) => [...Object.keys(one.inputFieldLabels ?? {}), ...Object.keys(one.inputFieldDescriptions ?? {}), ...Object.keys(one.inputFieldOptionLabels ?? {})]),
  ];
  const unknown = mentioned.find((name) => !names.includes(name));
  if (unknown !== undefined) throw badInput(`There is no input field ${unknown}`);
  const unlabelled = executionRules.find(({ labelName }) => labels["en"]?.executionRules?.[labelName] === undefined);
  if (unlabelled !== undefined) throw badInput(`The execution rule ${unlabelled.labelName} has no label`);
}
