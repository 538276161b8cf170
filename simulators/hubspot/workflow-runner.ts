/**
 * HubSpot's workflows as far as custom actions see them: a workflow holds one action with its field values, a run takes one
 * record through it. The app is called with signed requests, again and again while it is busy; what it blocks waits until
 * the app completes it or its time is over.
 */
import type { SimulatorClock } from "../parts/clock.ts";
import type { FieldType } from "./action-definition.ts";
import { type Actions, currentOf, type Revision } from "./actions.ts";
import { type ActionAnswer, type Sender, durationMs } from "./action-calls.ts";
import { objectTypes, type TypeName } from "./object-types.ts";
import type { Portal, StoredRecord } from "./portal.ts";

/** A value of an input field: typed in, or taken from the record. */
export type FieldValue = { type: "STATIC_VALUE"; value: string } | { type: "OBJECT_PROPERTY"; propertyName: string };

export interface RunnerWorkflow {
  id: number;
  name: string;
  objectType: TypeName;
  definitionId: string;
  /** The revision of the action that the workflow was set up with. */
  revision: number;
  actionId: number;
  fields: Record<string, FieldValue>;
}

export type RunState = "running" | "retrying" | "blocked" | "succeeded" | "failed" | "expired";

export interface Run {
  callbackId: string;
  workflowId: number;
  enrollmentId: number;
  objectId: string;
  state: RunState;
  startedAt: string;
  finishedAt: string | null;
  attempts: { at: string; outcome: number | string; ms: number }[];
  /** While blocked: when its time is over (epoch ms). */
  blockedUntil: number | null;
  outputFields: Record<string, string>;
  /** What the workflow's history says of it: by the app's execution rules, or HubSpot's own words. */
  said: string;
}

/** How HubSpot misbehaves, when it is asked to. */
export interface RunnerMode {
  /** Each request is sent twice at the same time. */
  duplicate: boolean;
  /** So many answers are lost: HubSpot does not see them and calls again. */
  loseAnswers: number;
  /** Before the second attempt; doubled before each further one. */
  retryMs: number;
}

export interface RunnerState {
  nextWorkflowId: number;
  nextEnrollmentId: number;
  workflows: RunnerWorkflow[];
  runs: Run[];
}

const longestRetryMs = 60_000;
/** HubSpot gives up after three days. */
const mostAttempts = 20;
const usualBlockMs = 7 * 24 * 3_600_000;
const mostKept = 2_000;
const watchMs = 100;

export class WorkflowRunner {
  mode: RunnerMode = { duplicate: false, loseAnswers: 0, retryMs: 250 };
  readonly #workflows: Map<number, RunnerWorkflow>;
  readonly #runs: Map<string, Run>;
  #nextWorkflowId: number;
  #nextEnrollmentId: number;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #watch: ReturnType<typeof setInterval> | undefined;
  #stopped = false;
  readonly #portal: () => Portal;
  readonly #actions: () => Actions;
  readonly #send: Sender;
  readonly #clock: SimulatorClock;
  readonly #changed: () => void;

  constructor(kept: RunnerState | undefined, around: { portal: () => Portal; actions: () => Actions; send: Sender; clock: SimulatorClock; changed: () => void }) {
    this.#workflows = new Map((kept?.workflows ?? []).map((one) => [one.id, one]));
    this.#runs = new Map((kept?.runs ?? []).map((one) => [one.callbackId, one]));
    this.#nextWorkflowId = kept?.nextWorkflowId ?? 192_814_114;
    this.#nextEnrollmentId = kept?.nextEnrollmentId ?? 99_120;
    this.#portal = around.portal;
    this.#actions = around.actions;
    this.#send = around.send;
    this.#clock = around.clock;
    this.#changed = around.changed;
    for (const run of this.#runs.values()) if (run.state === "running" || run.state === "retrying") this.#later(0, () => this.#call(run));
    if ([...this.#runs.values()].some((one) => one.state === "blocked")) this.#watchBlocks();
  }

  state(): RunnerState {
    return { nextWorkflowId: this.#nextWorkflowId, nextEnrollmentId: this.#nextEnrollmentId, workflows: [...this.#workflows.values()], runs: [...this.#runs.values()].slice(-mostKept) };
  }

  workflows(): RunnerWorkflow[] {
    return [...this.#workflows.values()];
  }

  workflow(id: number): RunnerWorkflow | undefined {
    return this.#workflows.get(id);
  }

  /** The newest first. */
  runs(workflowId?: number): Run[] {
    return [...this.#runs.values()].filter((one) => workflowId === undefined || one.workflowId === workflowId).toReversed();
  }

  run(callbackId: string): Run | undefined {
    return this.#runs.get(callbackId);
  }

  /** Adds a workflow with the action as it is now. */
  addWorkflow(given: Pick<RunnerWorkflow, "name" | "objectType" | "definitionId" | "fields">): RunnerWorkflow {
    const definition = this.#actions().find(given.definitionId);
    if (definition === undefined) throw new Error(`there is no action ${given.definitionId}`);
    const workflow = { ...given, id: this.#nextWorkflowId++, revision: currentOf(definition).number, actionId: 1 };
    this.#workflows.set(workflow.id, workflow);
    this.#changed();
    return workflow;
  }

  /** Sets the fields anew, with the action as it is now. */
  changeWorkflow(workflow: RunnerWorkflow, fields: RunnerWorkflow["fields"]): void {
    const definition = this.#actions().find(workflow.definitionId);
    Object.assign(workflow, { fields, ...(definition && { revision: currentOf(definition).number }) });
    this.#changed();
  }

  /** Enrolls a record; the app is called at once. */
  start(workflow: RunnerWorkflow, record: StoredRecord): Run {
    const enrollmentId = this.#nextEnrollmentId++;
    const run: Run = {
      callbackId: `ap-${this.#portal().portalId}-${enrollmentId}-${workflow.actionId}-0`, workflowId: workflow.id, enrollmentId, objectId: record.id, state: "running",
      startedAt: this.#now(), finishedAt: null, attempts: [], blockedUntil: null, outputFields: {}, said: "",
    };
    this.#runs.set(run.callbackId, run);
    this.#changed();
    this.#later(0, () => this.#call(run));
    return run;
  }

  /** Whether the app may complete it. */
  awaits(callbackId: string): boolean {
    this.#expire();
    return this.#runs.get(callbackId)?.state === "blocked";
  }

  /** The app says how a blocked execution ended. */
  complete(callbackId: string, outputFields: Record<string, string>): void {
    const run = this.#runs.get(callbackId);
    if (run?.state === "blocked") this.#take(run, outputFields, true);
  }

  /** What is under way is asked again after the next start. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    clearInterval(this.#watch);
  }

  forget(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#runs.clear();
    this.#workflows.clear();
    this.mode = { duplicate: false, loseAnswers: 0, retryMs: 250 };
  }

  async #call(run: Run): Promise<void> {
    const workflow = this.#workflows.get(run.workflowId);
    const revision = workflow && this.#revisionOf(workflow);
    if (workflow === undefined || revision === undefined) return this.#end(run, "failed", "The action is no longer there.");
    const body = JSON.stringify(this.#bodyOf(run, workflow, revision));
    const calls = Array.from({ length: this.mode.duplicate ? 2 : 1 }, () => this.#send(revision.content.actionUrl, body));
    const [answer] = await Promise.all(calls);
    if (this.#stopped || answer === undefined || !(run.state === "running" || run.state === "retrying")) return;
    const isLost = this.mode.loseAnswers > 0;
    if (isLost) this.mode.loseAnswers -= 1;
    const seen: ActionAnswer = isLost ? { outcome: "timed out", ms: answer.ms, retryAfterMs: null, outputFields: {} } : answer;
    run.attempts.push({ at: this.#now(), outcome: seen.outcome, ms: seen.ms });
    this.#decide(run, seen);
  }

  #decide(run: Run, { outcome, retryAfterMs, outputFields }: ActionAnswer): void {
    if (typeof outcome === "number" && outcome >= 200 && outcome < 300) return this.#take(run, outputFields, false);
    if (typeof outcome === "number" && outcome >= 400 && outcome < 500 && outcome !== 429) return this.#end(run, "failed", `The app answered ${outcome}.`);
    if (run.attempts.length >= mostAttempts) return this.#end(run, "failed", `The app could not be reached (${outcome}).`);
    run.state = "retrying";
    this.#changed();
    this.#later(retryAfterMs ?? Math.min(this.mode.retryMs * 2 ** (run.attempts.length - 1), longestRetryMs), () => this.#call(run));
  }

  #take(run: Run, outputFields: Record<string, string>, isCompletion: boolean): void {
    run.outputFields = outputFields;
    const state = outputFields["hs_execution_state"];
    if (state === "FAIL_CONTINUE") return this.#end(run, "failed", this.#wordsOf(run) ?? "The action failed.");
    if (isCompletion || (state !== "BLOCK" && state !== "ASYNC")) return this.#end(run, "succeeded", this.#wordsOf(run) ?? "Done.");
    run.state = "blocked";
    run.blockedUntil = this.#clock.now().getTime() + (durationMs(outputFields["hs_expiration_duration"]) ?? usualBlockMs);
    run.said = this.#wordsOf(run) ?? "Waits for the app.";
    this.#watchBlocks();
    this.#changed();
  }

  #end(run: Run, state: RunState, said: string): void {
    Object.assign(run, { state, said, finishedAt: this.#now(), blockedUntil: null });
    this.#changed();
  }

  /** The first rule whose conditions the outputs meet, with its tokens filled in. */
  #wordsOf(run: Run): string | undefined {
    const workflow = this.#workflows.get(run.workflowId);
    const content = workflow && this.#revisionOf(workflow)?.content;
    const rule = content?.executionRules.find(({ conditions }) => Object.entries(conditions).every(([name, wanted]) => [wanted].flat().map(String).includes(run.outputFields[name] ?? "")));
    const text = rule && content?.labels["en"]?.executionRules?.[rule.labelName];
    return text?.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => run.outputFields[name] ?? "");
  }

  #revisionOf({ definitionId, revision }: RunnerWorkflow): Revision | undefined {
    const definition = this.#actions().find(definitionId);
    return definition?.archivedAt === null ? definition.revisions.find((one) => one.number === revision) : undefined;
  }

  #bodyOf(run: Run, workflow: RunnerWorkflow, { content, number }: Revision): Record<string, unknown> {
    const record = this.#portal().find(workflow.objectType, run.objectId);
    const inputFields = Object.fromEntries(content.inputFields.flatMap(({ typeDefinition }) => valueOf(workflow.fields[typeDefinition.name], typeDefinition, record)));
    const properties = Object.fromEntries((content.objectRequestOptions?.properties ?? []).map((name) => [name, record?.values[name] ?? null]));
    return {
      callbackId: run.callbackId,
      origin: { portalId: this.#portal().portalId, actionDefinitionId: Number(workflow.definitionId), actionDefinitionVersion: number },
      context: { source: "WORKFLOWS", workflowId: workflow.id, actionId: workflow.actionId, actionExecutionIndexIdentifier: { enrollmentId: run.enrollmentId, actionExecutionIndex: 0 } },
      object: { objectId: Number(run.objectId), objectType: objectTypes[workflow.objectType].singular.toUpperCase(), properties },
      inputFields,
    };
  }

  #watchBlocks(): void {
    this.#watch ??= setInterval(() => this.#expire(), watchMs);
    this.#watch.unref();
  }

  #expire(): void {
    const now = this.#clock.now().getTime();
    const blocked = [...this.#runs.values()].filter(({ state }) => state === "blocked");
    for (const run of blocked) if ((run.blockedUntil ?? now) <= now) this.#end(run, "expired", "The app did not complete the action in time.");
    if (blocked.length > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #later(ms: number, work: () => Promise<void> | void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    this.#timers.add(timer);
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}

/** All values arrive as texts; an empty one does not arrive. */
function valueOf(field: FieldValue | undefined, { name }: FieldType, record: StoredRecord | undefined): [string, string][] {
  if (field === undefined) return [];
  const value = field.type === "STATIC_VALUE" ? field.value : (record?.values[field.propertyName] ?? "");
  return value === "" ? [] : [[name, value]];
}
