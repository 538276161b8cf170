/** "If/then branch" and "Branch by value": which way a record goes. The first way that fits is taken. */
import { z } from "zod";
import type { FlowDecided } from "../../domain/decision.ts";
import { ok } from "../../domain/result.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { Branch } from "../../domain/workflow.ts";
import { defineFlowAction, type FlowAction, type FlowDecision } from "./flow-action.ts";

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

const byValueSettings = z.object({ property: z.string().trim().min(1, "choose a property") });

export const byValue: FlowAction = defineFlowAction<z.infer<typeof byValueSettings>>({
  kind: "by-value",
  title: "Branch by value",
  group: "Flow",
  description: "Leads the record by the value of one property.",
  settings: byValueSettings,
  form: [{ kind: "property", name: "property", label: "Property", help: "Each branch has the values that lead to it.", isRequired: true, of: "any" }],
  branchesBy: "values",
  outputs: branchOutputs,
  decide: ({ property }, { branches, subject }) => {
    const value = subject.record.properties[property] ?? "";
    const fits = ({ values }: Branch) => values !== undefined && values.some((one) => comparable(one) === comparable(value));
    return ok(taken(branches, fits, { is: "value", property, value }));
  },
});

/** Without filters and values a branch is for all others. */
function taken(branches: readonly Branch[], fits: (branch: Branch) => boolean, because: Extract<FlowDecided, { code: "branch-taken" }>["because"]): FlowDecision {
  const fitting = branches.find(fits);
  if (fitting !== undefined) return { flow: "take-branch", branch: fitting, decided: { code: "branch-taken", branch: fitting.name, because } };
  const others = branches.find((one) => one.filterGroups === undefined && one.values === undefined) ?? null;
  return { flow: "take-branch", branch: others, decided: others === null ? { code: "no-branch-taken" } : { code: "branch-taken", branch: others.name, because: { is: "no-other" } } };
}
