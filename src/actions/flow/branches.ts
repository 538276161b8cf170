/** "If/then branch" and "Branch by value": which way a record goes. The first way that fits is taken. */
import { z } from "zod";
import type { FlowDecided } from "../../domain/decision.ts";
import type { Failure } from "../../domain/failure.ts";
import { ok, type Result } from "../../domain/result.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { Branch } from "../../domain/workflow.ts";
import type { FormField } from "../form.ts";
import { defineFlowAction, type FlowAction, type FlowDecision, type FlowFacts } from "./flow-action.ts";
import { textOf } from "./texts.ts";

const branchOutputs = [{ name: "branch", label: "Branch that was taken" }];

export const ifThen: FlowAction = defineFlowAction({
  kind: "if-then",
  title: "If/then branch",
  group: "Flow",
  description: "Leads the record by filters; the first branch that fits is taken.",
  settings: z.object({}),
  form: [],
  branchesBy: "filters",
  outputs: branchOutputs,
  decide: (_settings, { branches, facts, timeZone, now }) => {
    const fits = ({ filterGroups }: Branch) => filterGroups !== undefined && matchTriggers(filterGroups, facts, { timeZone, now }).matched;
    return ok(taken(branches, fits, { is: "filters" }));
  },
});

const byValueSettings = z
  .object({
    by: z.enum(["property", "text"]).default("property"),
    property: z.string().trim().min(1).nullable().default(null),
    text: z.string().trim().min(1).nullable().default(null),
  })
  .superRefine(({ by, property, text }, issues) => {
    if (by === "property" && property === null) issues.addIssue({ code: "custom", path: ["property"], message: "choose a property" });
    if (by === "text" && text === null) issues.addIssue({ code: "custom", path: ["text"], message: "choose what an earlier step came to" });
  });
type ByValueSettings = z.infer<typeof byValueSettings>;

const byValueForm: readonly FormField[] = [
  { kind: "choice", name: "by", label: "Branch on", help: "", isRequired: true, options: [{ value: "property", label: "A property of the record" }, { value: "text", label: "What an earlier step came to" }] },
  { kind: "property", name: "property", label: "Property", help: "Each branch has the values that lead to it.", isRequired: true, of: "any", shownWhen: { field: "by", equals: "property" } },
  { kind: "text", name: "text", label: "Value", help: "For example {{steps.wait.paid}}. Each branch has the values that lead to it.", isRequired: true, format: "template", shownWhen: { field: "by", equals: "text" } },
];

export const byValue: FlowAction = defineFlowAction<ByValueSettings>({
  kind: "by-value",
  title: "Branch by value",
  group: "Flow",
  description: "Leads the record by the value of one property, or of what an earlier step came to.",
  settings: byValueSettings,
  form: byValueForm,
  branchesBy: "values",
  outputs: branchOutputs,
  decide: (settings, facts) => {
    const value = valueFor(settings, facts);
    if (!value.ok) return value;
    const fits = ({ values }: Branch) => values !== undefined && values.some((one) => comparable(one) === comparable(value.value));
    return ok(taken(facts.branches, fits, { is: "value", property: (settings.by === "text" ? settings.text : settings.property) ?? "", value: value.value }));
  },
});

function valueFor({ by, property, text }: ByValueSettings, facts: FlowFacts): Result<string, Failure[]> {
  return by === "text" ? textOf(text ?? "", facts, "text") : ok(facts.subject.record.properties[property ?? ""] ?? "");
}

/** Without filters and values a branch is for all others. */
function taken(branches: readonly Branch[], fits: (branch: Branch) => boolean, because: Extract<FlowDecided, { code: "branch-taken" }>["because"]): FlowDecision {
  const fitting = branches.find(fits);
  if (fitting !== undefined) return { flow: "take-branch", branch: fitting, decided: { code: "branch-taken", branch: fitting.name, because } };
  const others = branches.find((one) => one.filterGroups === undefined && one.values === undefined) ?? null;
  return { flow: "take-branch", branch: others, decided: others === null ? { code: "no-branch-taken" } : { code: "branch-taken", branch: others.name, because: { is: "no-other" } } };
}
