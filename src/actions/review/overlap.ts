/** A second workflow that bills the same records: whether the triggers of two workflows can hold for one record. */
import type { DocumentKind } from "../../domain/document/kind.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Filter, FilterGroup } from "../../domain/trigger.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { actionOf } from "../index.ts";
import { sameValue } from "../same-value.ts";
import { ofWorkflow, type OtherWorkflow, type ReviewFacts } from "./facts.ts";

/** What counts as billing the same twice; an estimate beside an invoice does not. */
const sameMoney: Record<DocumentKind, string | null> = {
  invoice: "sale", "sales-receipt": "sale", payment: null, estimate: null, expense: "expense", "refund-receipt": "refund",
};

/** One finding for each workflow that is on and bills the same, unless their triggers exclude each other. */
export function secondWorkflows(definition: WorkflowDefinition, { others }: Pick<ReviewFacts, "others">): Finding[] {
  const own = booked(definition);
  return others.flatMap((other) => {
    if (other.definition.objectType !== definition.objectType || !booked(other.definition).some((one) => own.includes(one))) return [];
    const meeting = howTheyMeet(definition, other.definition);
    return meeting === "never" ? [] : [billsTheSame(other, meeting)];
  });
}

function billsTheSame({ id, name }: OtherWorkflow, meeting: "surely" | "perhaps"): Finding {
  const isCertain = meeting === "surely";
  return ofWorkflow(isCertain ? "money-risk" : "warning", `second-workflow:${id}`, "triggerGroups", { code: "second-workflow", name, isCertain });
}

/** What is booked in which books. */
function booked({ steps }: WorkflowDefinition): string[] {
  return allSteps(steps).flatMap(({ action, settings }) => (actionOf(action)?.documents ?? []).flatMap((kind) => (sameMoney[kind] === null ? [] : [`${sameMoney[kind]} in ${String(settings["books"])}`])));
}

/** Whether a record can meet both triggers. Events narrow what groups say; they are not compared. */
export function howTheyMeet(a: Pick<WorkflowDefinition, "triggerGroups" | "triggerEvents">, b: Pick<WorkflowDefinition, "triggerGroups" | "triggerEvents">): "surely" | "perhaps" | "never" {
  if (isShut(a) || isShut(b)) return "never";
  const pairs = groupsOf(a).flatMap((left) => groupsOf(b).map((right) => [left, right] as const));
  if (pairs.every(([left, right]) => excludeEachOther(left, right))) return "never";
  return pairs.some(([left, right]) => implies(left, right) || implies(right, left)) ? "surely" : "perhaps";
}

/** Nothing enters by itself. */
function isShut({ triggerGroups, triggerEvents }: Pick<WorkflowDefinition, "triggerGroups" | "triggerEvents">): boolean {
  return triggerGroups.length === 0 && triggerEvents.length === 0;
}

function groupsOf({ triggerGroups }: Pick<WorkflowDefinition, "triggerGroups">): readonly FilterGroup[] {
  return triggerGroups.length === 0 ? [{ filters: [] }] : triggerGroups;
}

/** Every record that meets `narrow` meets `wide`. */
function implies(narrow: FilterGroup, wide: FilterGroup): boolean {
  return wide.filters.every((filter) => narrow.filters.some((one) => sameValue(one, filter)));
}

function excludeEachOther(left: FilterGroup, right: FilterGroup): boolean {
  return left.filters.some((one) => right.filters.some((other) => exclude(one, other) || exclude(other, one)));
}

function exclude(one: Filter, other: Filter): boolean {
  if (one.operator === "associated" || other.operator === "associated" || one.property !== other.property) return false;
  if (one.operator === "is-unknown") return other.operator === "is-known" || (other.operator !== "is-unknown" && !("orUnknown" in other && other.orUnknown === true));
  if (one.operator !== "is-any-of") return false;
  const values = one.values.map(comparable);
  if (other.operator === "is-any-of") return !other.values.some((value) => values.includes(comparable(value)));
  return other.operator === "is-none-of" && values.every((value) => other.values.map(comparable).includes(value));
}
