import { expect, test } from "vitest";
import type { CrmAction, CrmActionField } from "#domain/crm-action.ts";
import { appFiles } from "./app-files.ts";
import { definitionOf } from "./definition.ts";

const field = (name: string, more: Partial<CrmActionField> = {}): CrmActionField => ({ name, label: name.toUpperCase(), help: `Help of ${name}.`, isRequired: false, kind: "text", options: [], shownWhen: null, follows: null, ...more });

const english: CrmAction = {
  kind: "create-invoice",
  title: "Create a QuickBooks invoice",
  description: "Makes an invoice.",
  objectTypes: ["deal", "quote"],
  fields: [
    field("books", { kind: "lookup", isRequired: true }),
    field("terms", { kind: "lookup", follows: "books" }),
    field("account", { kind: "lookup", follows: "books", shownWhen: { field: "create", equals: ["yes", "maybe"] } }),
    field("create", { kind: "choice", options: [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }] }),
    field("ways", { kind: "choices", options: [{ value: "first", label: "First" }] }),
    field("memo", { kind: "long-text" }),
  ],
};

const action = { en: english, nl: { ...english, title: "Een QuickBooks-factuur maken" } };

test("fields become HubSpot's input fields: choices with options, look-ups that ask us, texts", () => {
  const { inputFields, actionUrl, objectTypes } = definitionOf(action, "https://flow.example");
  expect(actionUrl).toBe("https://flow.example/hubspot/actions/create-invoice");
  expect(objectTypes).toEqual(["0-3", "0-14"]);
  expect(inputFields.slice(0, 1)).toEqual([{ typeDefinition: { name: "books", type: "enumeration", fieldType: "select", optionsUrl: "https://flow.example/hubspot/options/create-invoice" }, supportedValueTypes: ["STATIC_VALUE"], isRequired: true }]);
  expect(inputFields.slice(3)).toMatchObject([
    { typeDefinition: { type: "enumeration", fieldType: "select", options: [{ value: "yes", label: "Yes", displayOrder: 0 }, { value: "no" }] } },
    { typeDefinition: { type: "enumeration", fieldType: "checkbox" } },
    { typeDefinition: { type: "string", fieldType: "textarea" } },
  ]);
});

test("what follows another field and what shows with one of its values become dependencies", () => {
  expect(definitionOf(action, "https://flow.example").inputFieldDependencies).toEqual([
    { dependencyType: "SINGLE_FIELD", controllingFieldName: "books", dependentFieldNames: ["terms", "account"] },
    { dependencyType: "CONDITIONAL_SINGLE_FIELD", controllingFieldName: "create", controllingFieldValue: "yes", dependentFieldNames: ["account"] },
    { dependencyType: "CONDITIONAL_SINGLE_FIELD", controllingFieldName: "create", controllingFieldValue: "maybe", dependentFieldNames: ["account"] },
  ]);
});

test("every field, option and rule has words", () => {
  const { labels, outputFields, executionRules } = definitionOf(action, "https://flow.example");
  expect(labels.en).toMatchObject({
    actionName: "Create a QuickBooks invoice", inputFieldLabels: { memo: "MEMO" }, inputFieldDescriptions: { memo: "Help of memo." }, inputFieldOptionLabels: { create: { yes: "Yes", no: "No" } },
    outputFieldLabels: { documentNumber: "Document number", documentTotal: "Total" }, executionRules: { created: "{{ message }}" },
  });
  expect(labels.nl).toMatchObject({ actionName: "Een QuickBooks-factuur maken", outputFieldLabels: { documentTotal: "Totaal" }, executionRules: { failed: "Geen document: {{ message }}" } });
  expect(Object.keys(labels.nl)).toEqual(Object.keys(labels.en));
  expect(outputFields).toContainEqual({ typeDefinition: { name: "documentTotal", type: "number", fieldType: "number" } });
  expect(Object.keys(labels.en["executionRules"] as object)).toEqual(executionRules.map((one) => (one as { labelName: string }).labelName));
});

test("the app's files are a private project with static authentication, webhooks and one file per action", () => {
  const files = new Map(appFiles({ publicUrl: "https://flow.example/", name: "Books & Co", actions: [action] }).map(({ path, content }) => [path, JSON.parse(content) as Record<string, Record<string, unknown>>]));
  expect([...files.keys()]).toEqual(["hsproject.json", "src/app/app-hsmeta.json", "src/app/webhooks/webhooks-hsmeta.json", "src/app/workflow-actions/create-invoice-hsmeta.json"]);
  expect(files.get("hsproject.json")).toEqual({ name: "books-co", srcDir: "src", platformVersion: "2026.03" });
  const app = files.get("src/app/app-hsmeta.json");
  expect(app).toMatchObject({ type: "app", config: { name: "Books & Co", distribution: "private", auth: { type: "static", requiredScopes: expect.arrayContaining(["automation", "crm.objects.deals.read"]) }, permittedUrls: { fetch: ["https://flow.example"] } } });
  expect(files.get("src/app/webhooks/webhooks-hsmeta.json")).toMatchObject({ type: "webhooks", config: { settings: { targetUrl: "https://flow.example/webhooks/hubspot" } } });
  const made = files.get("src/app/workflow-actions/create-invoice-hsmeta.json");
  expect(made).toMatchObject({ uid: "ledgerline_create_invoice", type: "workflow-action", config: { isPublished: true, supportedClients: [{ client: "WORKFLOWS" }], actionUrl: "https://flow.example/hubspot/actions/create-invoice" } });
});

test("the app subscribes to records only whose read scope it requires", () => {
  const files = appFiles({ publicUrl: "https://flow.example", name: "Books", actions: [] });
  const textOf = (end: string): string => files.find(({ path }) => path.endsWith(end))?.content ?? "";
  const app = JSON.parse(textOf("app-hsmeta.json")) as { config: { auth: { requiredScopes: string[]; optionalScopes: string[] } } };
  const webhooks = JSON.parse(textOf("webhooks-hsmeta.json")) as { config: { subscriptions: { crmObjects: { objectType: string }[] } } };
  const { requiredScopes, optionalScopes } = app.config.auth;
  const subscribed = new Set(webhooks.config.subscriptions.crmObjects.map(({ objectType }) => objectType));
  expect(subscribed).toEqual(new Set(["deal", "quote"]));
  expect(requiredScopes).toEqual(expect.arrayContaining(["crm.objects.deals.read", "crm.objects.quotes.read"]));
  expect(optionalScopes).toContain("crm.objects.commercepayments.read");
  expect(requiredScopes.filter((scope) => optionalScopes.includes(scope))).toEqual([]);
});
