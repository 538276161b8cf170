import { readFile } from "node:fs/promises";
import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { anyDefinition } from "../../test/definition-samples.ts";
import { compareDefinitions } from "./compare.ts";
import { definitionOf, fileOf, workflowFile, workflowFileSchema } from "./workflow-file.ts";

describe("a workflow file", () => {
  property.prop([anyDefinition])("says everything: written and read again it is the same workflow", (definition) => {
    const read = workflowFile.parse(parse(stringify(fileOf("Any", definition))));
    expect(definitionOf(read)).toEqual(definition);
    expect(compareDefinitions(definition, definitionOf(read))).toEqual([]);
  });

  test("leaves out what is as usual", () => {
    const file = fileOf("Short", { ...definitionOf(workflowFile.parse({ ledgerlineWorkflow: 1, name: "Short", objectType: "deal", steps: [] })), allowsReenrollment: true });
    expect(Object.keys(file)).toEqual(["ledgerlineWorkflow", "name", "objectType", "allowsReenrollment", "triggerGroups", "steps"]);
  });

  test.each([
    [{ objectType: "contact" }, "objectType"],
    [{ ledgerlineWorkflow: 2 }, "ledgerlineWorkflow"],
    [{ steps: [{ id: "a", action: "create-money" }] }, "steps.0.action"],
    [{ steps: [{ id: "Too long an id", action: "end" }] }, "steps.0.id"],
    [{ steps: [{ id: "a", action: "delay", settings: { unit: "years" } }] }, "steps.0.settings.unit"],
    [{ triggerGroups: [{ filters: [] }] }, "triggerGroups.0.filters"],
  ])("with %j is refused, and the place is named", (wrong, path) => {
    const read = workflowFile.safeParse({ ledgerlineWorkflow: 1, name: "x", objectType: "deal", steps: [], ...wrong });
    expect(read.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  test("has a published schema that is up to date (npm run docs)", async () => {
    const published: unknown = JSON.parse(await readFile(new URL("../../docs/workflow-file.schema.json", import.meta.url), "utf8"));
    expect(published).toEqual(JSON.parse(JSON.stringify(workflowFileSchema())));
  });
});
