/** Our actions as HubSpot defines workflow actions: input fields with their options, output fields, labels and rules. */
import type { CrmAction, CrmActionField } from "#domain/crm-action.ts";
import { objectKinds } from "../object-kinds.ts";

const appName = "Ledgerline";

/** What every action hands to later ones; `hs_execution_state` is HubSpot's own. */
const outputs = [
  { name: "documentId", label: "Document ID", type: "string" },
  { name: "documentNumber", label: "Document number", type: "string" },
  { name: "documentUrl", label: "Document link", type: "string" },
  { name: "documentTotal", label: "Total", type: "number" },
  { name: "documentBalance", label: "Balance", type: "number" },
  { name: "documentCurrency", label: "Currency", type: "string" },
  { name: "documentStatus", label: "Document status", type: "string" },
  { name: "ledgerlineUrl", label: "History in Ledgerline", type: "string" },
  { name: "errorCode", label: "Error code", type: "string" },
  { name: "message", label: "What happened", type: "string" },
] as const;

/** Tried from top to bottom; what they say stands in the workflow's history. */
const rules = [
  { labelName: "created", conditions: { hs_execution_state: "SUCCESS" }, words: "{{ message }}" },
  { labelName: "failed", conditions: { hs_execution_state: "FAIL_CONTINUE" }, words: "No document: {{ message }}" },
  { labelName: "waiting", conditions: { hs_execution_state: "BLOCK" }, words: "Waits: {{ message }}" },
] as const;

/** The definition as the automation API takes it; a project's file has the same members under other names. */
export interface ActionDefinition {
  actionUrl: string;
  published: boolean;
  objectTypes: string[];
  inputFields: unknown[];
  inputFieldDependencies: unknown[];
  outputFields: unknown[];
  executionRules: unknown[];
  labels: Record<"en", Record<string, unknown>>;
}

/** `publicUrl` = where HubSpot reaches us, without a slash at the end. */
export function definitionOf(action: CrmAction, publicUrl: string): ActionDefinition {
  const { kind, fields, objectTypes } = action;
  return {
    actionUrl: `${publicUrl}/hubspot/actions/${kind}`,
    published: true,
    objectTypes: objectTypes.map((type) => objectKinds[type].typeId),
    inputFields: fields.map((field) => inputField(field, `${publicUrl}/hubspot/options/${kind}`)),
    inputFieldDependencies: dependenciesOf(fields),
    outputFields: outputs.map(({ name, type }) => ({ typeDefinition: { name, type, fieldType: type === "number" ? "number" : "text" } })),
    executionRules: rules.map(({ labelName, conditions }) => ({ labelName, conditions })),
    labels: { en: labelsOf(action) },
  };
}

/** Values are fixed ones: texts take our placeholders, so that a step has the same settings for every record. */
function inputField({ name, isRequired, kind, options }: CrmActionField, optionsUrl: string): unknown {
  const typed = (type: string, fieldType: string, more = {}): unknown => ({ typeDefinition: { name, type, fieldType, ...more }, supportedValueTypes: ["STATIC_VALUE"], isRequired });
  const listed = { options: options.map(({ value, label }, displayOrder) => ({ value, label, displayOrder })) };
  switch (kind) {
    case "choice":
      return typed("enumeration", "select", listed);
    case "choices":
      return typed("enumeration", "checkbox", listed);
    case "lookup":
      return typed("enumeration", "select", { optionsUrl });
    case "text":
      return typed("string", "text");
    case "long-text":
      return typed("string", "textarea");
  }
}

/** Fields that show with one value of another, and those whose options are fetched anew when another changes. */
function dependenciesOf(fields: readonly CrmActionField[]): unknown[] {
  const shown = fields.flatMap(({ name, shownWhen }) => (shownWhen?.equals ?? []).map((value) => ({ name, field: shownWhen?.field ?? "", value })));
  const conditional = [...Map.groupBy(shown, ({ field, value }) => JSON.stringify([field, value])).values()].map((group) => ({
    dependencyType: "CONDITIONAL_SINGLE_FIELD", controllingFieldName: group[0]?.field, controllingFieldValue: group[0]?.value, dependentFieldNames: group.map(({ name }) => name),
  }));
  const following = [...Map.groupBy(fields.filter(({ follows }) => follows !== null), ({ follows }) => follows).entries()].map(([controllingFieldName, group]) => ({
    dependencyType: "SINGLE_FIELD", controllingFieldName, dependentFieldNames: group.map(({ name }) => name),
  }));
  return [...following, ...conditional];
}

function labelsOf({ title, description, fields }: CrmAction): Record<string, unknown> {
  const chosen = fields.filter(({ options }) => options.length > 0);
  return {
    actionName: title,
    actionDescription: description,
    appDisplayName: appName,
    actionCardContent: title,
    inputFieldLabels: Object.fromEntries(fields.map(({ name, label }) => [name, label])),
    inputFieldDescriptions: Object.fromEntries(fields.map(({ name, help }) => [name, help])),
    inputFieldOptionLabels: Object.fromEntries(chosen.map(({ name, options }) => [name, Object.fromEntries(options.map(({ value, label }) => [value, label]))])),
    outputFieldLabels: Object.fromEntries(outputs.map(({ name, label }) => [name, label])),
    executionRules: Object.fromEntries(rules.map(({ labelName, words }) => [labelName, words])),
  };
}
