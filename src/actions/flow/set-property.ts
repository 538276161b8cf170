/** "Set a property": on the record, or on its first contact or company. */
import { z } from "zod";
import type { Failure } from "../../domain/failure.ts";
import type { CrmRecord, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { FormField } from "../form.ts";
import { defineFlowAction, type FlowAction, type FlowFacts } from "./flow-action.ts";
import { textOf } from "./texts.ts";

const setPropertySettings = z
  .object({
    of: z.enum(["record", "contact", "company"]).default("record"),
    property: z.string().trim().min(1, "choose a property"),
    to: z.enum(["value", "copy", "empty"]).default("value"),
    value: z.string().max(10_000).nullable().default(null),
    from: z.string().trim().min(1).nullable().default(null),
  })
  .superRefine((settings, issues) => {
    if (settings.to === "value" && !settings.value?.trim()) issues.addIssue({ code: "custom", path: ["value"], message: "give a value" });
    if (settings.to === "copy" && settings.from === null) issues.addIssue({ code: "custom", path: ["from"], message: "choose the property to copy" });
  });
type SetPropertySettings = z.infer<typeof setPropertySettings>;

const form: readonly FormField[] = [
  {
    kind: "choice", name: "of", label: "On", help: "Of several contacts or companies the first one.", isRequired: true,
    options: [{ value: "record", label: "The record of the workflow" }, { value: "contact", label: "Its contact" }, { value: "company", label: "Its company" }],
  },
  { kind: "property", name: "property", label: "Property", help: "", isRequired: true, of: "any", shownWhen: { field: "of", equals: "record" } },
  { kind: "property", name: "property", label: "Property", help: "", isRequired: true, of: "any", objectType: "contact", shownWhen: { field: "of", equals: "contact" } },
  { kind: "property", name: "property", label: "Property", help: "", isRequired: true, of: "any", objectType: "company", shownWhen: { field: "of", equals: "company" } },
  {
    kind: "choice", name: "to", label: "Set it to", help: "", isRequired: true,
    options: [{ value: "value", label: "A value" }, { value: "copy", label: "What another property of the record has" }, { value: "empty", label: "Nothing" }],
  },
  { kind: "text", name: "value", label: "Value", help: "Placeholders such as {{steps.inv.number}} are filled in. Options by their internal name.", isRequired: true, format: "template", shownWhen: { field: "to", equals: "value" } },
  { kind: "property", name: "from", label: "Copy from", help: "", isRequired: true, of: "any", shownWhen: { field: "to", equals: "copy" } },
];

export const setProperty: FlowAction = defineFlowAction<SetPropertySettings>({
  kind: "set-property",
  title: "Set a property",
  group: "CRM",
  description: "Writes, copies or empties a property of the record, its contact or company.",
  settings: setPropertySettings,
  form,
  outputs: [{ name: "value", label: "Value that was set" }],
  decide: (settings, facts) => {
    const target = targetOf(settings.of, facts.subject);
    const value = valueOf(settings, facts);
    if (!target.ok || !value.ok) return err([...(target.ok ? [] : target.error), ...(value.ok ? [] : value.error)]);
    const { objectType, id: recordId, name } = target.value;
    const effect = { effect: "write-property" as const, objectType, recordId, property: settings.property, value: value.value };
    return ok({ flow: "act", effect, decided: { code: "property-set", property: settings.property, of: name, value: value.value } });
  },
});

function targetOf(of: SetPropertySettings["of"], { record, contacts, companies }: Subject): Result<CrmRecord, Failure[]> {
  if (of === "record") return ok(record);
  const [first] = of === "contact" ? contacts : companies;
  if (first !== undefined) return ok(first);
  return err([{ code: of === "contact" ? "no-contact" : "no-company", recordName: record.name }]);
}

function valueOf({ to, value, from }: SetPropertySettings, facts: FlowFacts): Result<string, Failure[]> {
  if (to === "empty") return ok("");
  return to === "copy" ? ok(facts.subject.record.properties[from ?? ""] ?? "") : textOf(value ?? "", facts, "value");
}
