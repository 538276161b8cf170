/** Our actions as HubSpot defines workflow actions: input fields with their options, output fields, labels and rules. */
import type { CrmAction, CrmActionField } from "#domain/crm-action.ts";
import type { Language } from "#domain/language.ts";
import { objectKinds } from "../object-kinds.ts";

const appName = "Ledgerline";

/** What every action hands to later ones; `hs_execution_state` is HubSpot's own. */
const outputs = [
  { name: "documentId", label: { en: "Document ID", nl: "Id van het document" }, type: "string" },
  { name: "documentNumber", label: { en: "Document number", nl: "Nummer van het document" }, type: "string" },
  { name: "documentUrl", label: { en: "Document link", nl: "Link naar het document" }, type: "string" },
  { name: "documentTotal", label: { en: "Total", nl: "Totaal" }, type: "number" },
  { name: "documentBalance", label: { en: "Balance", nl: "Openstaand bedrag" }, type: "number" },
  { name: "documentCurrency", label: { en: "Currency", nl: "Valuta" }, type: "string" },
  { name: "documentStatus", label: { en: "Document status", nl: "Status van het document" }, type: "string" },
  { name: "ledgerlineUrl", label: { en: "History in Ledgerline", nl: "Geschiedenis in Ledgerline" }, type: "string" },
  { name: "errorCode", label: { en: "Error code", nl: "Foutcode" }, type: "string" },
  { name: "message", label: { en: "What happened", nl: "Wat er gebeurde" }, type: "string" },
] as const;

/** Tried from top to bottom; what they say stands in the workflow's history. */
const rules = [
  { labelName: "created", conditions: { hs_execution_state: "SUCCESS" }, words: { en: "{{ message }}", nl: "{{ message }}" } },
  { labelName: "failed", conditions: { hs_execution_state: "FAIL_CONTINUE" }, words: { en: "No document: {{ message }}", nl: "Geen document: {{ message }}" } },
  { labelName: "waiting", conditions: { hs_execution_state: "BLOCK" }, words: { en: "Waits: {{ message }}", nl: "Wacht: {{ message }}" } },
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
  labels: Record<Language, Record<string, unknown>>;
}

/** HubSpot shows its users the labels of their language, else the English ones. `publicUrl` = where it reaches us, without a slash at the end. */
export function definitionOf(action: Readonly<Record<Language, CrmAction>>, publicUrl: string): ActionDefinition {
  const { kind, fields, objectTypes } = action.en;
  return {
    actionUrl: `${publicUrl}/hubspot/actions/${kind}`,
    published: true,
    objectTypes: objectTypes.map((type) => objectKinds[type].typeId),
    inputFields: fields.map((field) => inputField(field, `${publicUrl}/hubspot/options/${kind}`)),
    inputFieldDependencies: dependenciesOf(fields),
    outputFields: outputs.map(({ name, type }) => ({ typeDefinition: { name, type, fieldType: type === "number" ? "number" : "text" } })),
    executionRules: rules.map(({ labelName, conditions }) => ({ labelName, conditions })),
    labels: { en: labelsOf(action.en, "en"), nl: labelsOf(action.nl, "nl") },
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

function labelsOf({ title, description, fields }: CrmAction, language: Language): Record<string, unknown> {
  const chosen = fields.filter(({ options }) => options.length > 0);
  return {
    actionName: title,
    actionDescription: description,
    appDisplayName: appName,
    actionCardContent: title,
    inputFieldLabels: Object.fromEntries(fields.map(({ name, label }) => [name, label])),
    inputFieldDescriptions: Object.fromEntries(fields.map(({ name, help }) => [name, help])),
    inputFieldOptionLabels: Object.fromEntries(chosen.map(({ name, options }) => [name, Object.fromEntries(options.map(({ value, label }) => [value, label]))])),
    outputFieldLabels: Object.fromEntries(outputs.map(({ name, label }) => [name, label[language]])),
    executionRules: Object.fromEntries(rules.map(({ labelName, words }) => [labelName, words[language]])),
  };
}
