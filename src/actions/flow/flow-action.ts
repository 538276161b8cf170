/**
 * Actions that make no document: they wait, choose a way, ask a person, or tell somebody something. They decide as purely as the
 * others: what they come to is a value, and acting is the engine's.
 */
import type { z } from "zod";
import type { Instant } from "../../domain/dates.ts";
import type { FlowDecided } from "../../domain/decision.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ObjectType, PropertyDefinition, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Outputs, StepOutput, StepOutputs } from "../../domain/step.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import type { Branch } from "../../domain/workflow.ts";
import { settingFailure, usualOf } from "../action.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import type { FormField } from "../form.ts";

/** What a flow step decides on. */
export interface FlowFacts {
  subject: Subject;
  /** What the filters of branches are asked about. */
  facts: TriggerFacts;
  outputs: StepOutputs;
  branches: readonly Branch[];
  /** The workspace's zone, IANA. */
  timeZone: string;
  now: Instant;
  /** When the enrollment first came to this step. */
  since: Instant;
  /** What the next document step plans; null = the step does not ask for it, or there is none. */
  planned: readonly DocumentPlan[] | null;
  /** As the books have it now; null = the step does not ask for one, or there is none. */
  document: KeptDocument | null;
}

/** Something to be done outside, once. */
export type Effect =
  | { effect: "write-property"; objectType: ObjectType; recordId: string; property: string; value: string }
  | { effect: "create-note"; text: string }
  | { effect: "send-email"; to: string[]; subject: string; text: string }
  | { effect: "call-webhook"; url: string; body: string };

/** What a flow step comes to, and why. */
export type FlowDecision = { decided: FlowDecided } & (
  | { flow: "go-on"; outputs?: Outputs }
  /** A property, or documents: what the moment hangs on. When it changes the wait is looked at again. */
  | { flow: "wait"; until: Instant; property?: string; documents?: readonly KeptDocument[] }
  /** Null = no branch fits and there is none for the others. */
  | { flow: "take-branch"; branch: Branch | null }
  | { flow: "act"; effect: Effect }
  | { flow: "ask-approval" }
  | { flow: "end" }
);

/** A flow action as its author writes it. */
export interface FlowDefinition<Settings> {
  kind: string;
  title: string;
  /** What it has to do with, for lists. */
  group: "Flow" | "CRM" | "Messages";
  /** One sentence of what it does. */
  description: string;
  /** Absent = in every workflow. */
  objectTypes?: readonly ObjectType[];
  settings: z.ZodObject & z.ZodType<Settings>;
  form: readonly FormField[];
  /** How its ways out are chosen; absent = it does not branch. */
  branchesBy?: "filters" | "values";
  /** What it leaves for later steps; absent = nothing that is known beforehand. */
  outputs?: readonly StepOutput[];
  /** Whether it decides on what the next document step plans. */
  looksAhead?: boolean;
  /** The step whose document it decides on; null = the last one before it that made one. Absent = it asks for none. */
  waitsForDocument?: (settings: Settings) => { stepId: string | null };
  /** What the properties that it reads and writes must be. */
  check?: (settings: Settings, properties: readonly PropertyDefinition[]) => Failure[];
  decide: (settings: Settings, facts: FlowFacts) => Result<FlowDecision, Failure[]>;
}

/** Settings that were parsed. */
export interface ReadyFlowAction {
  /** Null = it asks for no document. */
  waitsForDocument: { stepId: string | null } | null;
  decide: (facts: FlowFacts) => Result<FlowDecision, Failure[]>;
  check: (properties: readonly PropertyDefinition[]) => Failure[];
}

/** A flow action as everybody else sees it. */
export interface FlowAction extends Pick<FlowDefinition<unknown>, "kind" | "title" | "group" | "description" | "form" | "branchesBy"> {
  objectTypes: readonly ObjectType[];
  outputs: readonly StepOutput[];
  looksAhead: boolean;
  waitsForPayment: boolean;
  settingNames: readonly string[];
  usual: Readonly<Record<string, unknown>>;
  ready: (settings: unknown) => Result<ReadyFlowAction, Failure[]>;
}

const everywhere: readonly ObjectType[] = ["deal", "quote", "payment"];

/** Seals a flow action's definition. */
export function defineFlowAction<Settings>(definition: FlowDefinition<Settings>): FlowAction {
  const { kind, title, group, description, form, branchesBy, objectTypes = everywhere, looksAhead = false, outputs = [] } = definition;
  return {
    kind,
    title,
    group,
    description,
    form,
    ...(branchesBy === undefined ? {} : { branchesBy }),
    objectTypes,
    outputs,
    looksAhead,
    waitsForPayment: definition.waitsForDocument !== undefined,
    settingNames: Object.keys(definition.settings.shape),
    usual: usualOf(definition.settings.shape),
    ready: (input) => {
      const parsed = definition.settings.safeParse(input);
      if (!parsed.success) return err(parsed.error.issues.map((issue) => settingFailure(form, String(issue.path[0] ?? ""), issue.message)));
      const settings = parsed.data;
      return ok({
        waitsForDocument: definition.waitsForDocument?.(settings) ?? null,
        decide: (facts) => definition.decide(settings, facts),
        check: (properties) => definition.check?.(settings, properties) ?? [],
      });
    },
  };
}
