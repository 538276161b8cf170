/**
 * What an action is: data and pure functions, in five sections, always in this order. Acting is the engine's: an action
 * never executes anything, it plans.
 */
import { z } from "zod";
import type { BooksConnection } from "../domain/connection.ts";
import type { Instant, LocalDate } from "../domain/dates.ts";
import type { Decision } from "../domain/decision.ts";
import type { DocumentKind } from "../domain/document/kind.ts";
import type { DocumentPlan } from "../domain/document/plan.ts";
import type { KeptDocument } from "../domain/document/posted.ts";
import type { Failure } from "../domain/failure.ts";
import type { ReferenceAnswer, ReferenceQuery } from "../domain/ports/mirror-store.ts";
import type { ObjectType, Subject } from "../domain/record.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { StepOutputs } from "../domain/step.ts";
import type { FormField } from "./form.ts";
import { reasonOf } from "./setting-reason.ts";

/** What a plan is decided on, besides settings and subject. */
export interface Found {
  books: BooksConnection;
  references: ReferenceAnswer;
  /** Today in the company's time zone. */
  today: LocalDate;
  now: Instant;
  /**
   * The documents made from the same record in these books, by any workflow, oldest first; voided ones are left out. What is
   * planned and not answered yet counts as made, so that two workflows at once do not bill or refund the same twice. [] for an
   * action that does not look back.
   */
  earlier: EarlierDocument[];
  /** What earlier steps of the enrollment came to; absent = nothing. */
  outputs?: StepOutputs;
}

/** A document made from the same record before; `booksId` null = it is on its way. */
export type EarlierDocument = Pick<KeptDocument, "kind" | "total" | "party" | "plan" | "enrollmentId"> & { booksId: string | null };

/**
 * The documents a step makes, in the order they are posted: one unit of work, done when the last one is in the books. With
 * the reasons for each choice, and what a person should look at although it stops nothing; both are there when planning
 * fails, too.
 */
export interface Planned {
  plan: Result<DocumentPlan[], Failure[]>;
  decisions: Decision[];
  warnings: Failure[];
}

/** What planning writes down on its way: the reasons for each choice, and what stops nothing but should be looked at. */
export interface Notes {
  decisions: Decision[];
  warnings: Failure[];
}

/** An action as its author writes it, with its settings typed. */
export interface ActionDefinition<Settings> {
  // 1. What it is
  kind: string;
  title: string;
  /** One sentence of what it makes. */
  description: string;
  /** The kinds of documents it makes, in the order they are posted. */
  documents: readonly DocumentKind[];
  /** The workflows that may use it. */
  objectTypes: readonly ObjectType[];
  // 2. Settings: the schema; its problems name the field
  settings: z.ZodObject & z.ZodType<Settings>;
  // 3. Form: fields as data
  form: readonly FormField[];
  // 4. Needs: which set of books, and what must be looked up there before deciding
  booksConnection: (settings: Settings) => string;
  needs: (settings: Settings, subject: Subject, books: BooksConnection) => ReferenceQuery;
  /** Whether the plan hangs on the documents made from the record before; absent = never. */
  looksBack?: (settings: Settings) => boolean;
  /** What the settings alone ask for, to check them without a record. */
  settingsNeeds: (settings: Settings, books: BooksConnection) => ReferenceQuery["ids"];
  checkSettings: (settings: Settings, found: Pick<Found, "books" | "references">) => Failure[];
  // 5. Plan: pure; a finished wish, or every reason why not
  plan: (settings: Settings, subject: Subject, found: Found) => Planned;
}

/** Settings that were parsed and can now be asked about; the type of the settings stays inside. */
export interface ReadyAction {
  booksConnection: string;
  needs: (subject: Subject, books: BooksConnection) => ReferenceQuery;
  looksBack: boolean;
  settingsNeeds: (books: BooksConnection) => ReferenceQuery["ids"];
  checkSettings: (found: Pick<Found, "books" | "references">) => Failure[];
  plan: (subject: Subject, found: Found) => Planned;
}

/** An action as everybody else sees it: its settings are opaque until `ready` has parsed them. */
export interface Action extends Pick<ActionDefinition<unknown>, "kind" | "title" | "description" | "documents" | "objectTypes" | "form"> {
  /** The names of its settings. */
  settingNames: readonly string[];
  /** What each setting is while nobody chose anything; without a usual value it is absent. */
  usual: Readonly<Record<string, unknown>>;
  /** Parses settings: ready, or one failure per field that is missing or wrong. */
  ready: (settings: unknown) => Result<ReadyAction, Failure[]>;
}

/** Seals an action definition. */
export function defineAction<Settings>(definition: ActionDefinition<Settings>): Action {
  const { kind, title, description, documents, objectTypes, form } = definition;
  return {
    kind,
    title,
    description,
    documents,
    objectTypes,
    form,
    settingNames: Object.keys(definition.settings.shape),
    usual: usualOf(definition.settings.shape),
    ready: (input) => {
      const parsed = definition.settings.safeParse(input);
      if (!parsed.success) return err(parsed.error.issues.map((issue) => settingFailure(definition.form, String(issue.path[0] ?? ""), issue.message)));
      const settings = parsed.data;
      return ok({
        booksConnection: definition.booksConnection(settings),
        needs: (subject, books) => definition.needs(settings, subject, books),
        looksBack: definition.looksBack?.(settings) ?? false,
        settingsNeeds: (books) => definition.settingsNeeds(settings, books),
        checkSettings: (found) => definition.checkSettings(settings, found),
        plan: (subject, found) => definition.plan(settings, subject, found),
      });
    },
  };
}

/** What each setting is while nobody chose anything. */
export function usualOf(shape: z.ZodObject["shape"]): Record<string, unknown> {
  const parsed = Object.entries(shape).map(([name, schema]) => [name, z.safeParse(schema, undefined)] as const);
  return Object.fromEntries(parsed.flatMap(([name, usual]) => (usual.success && usual.data !== undefined ? [[name, usual.data]] : [])));
}

/** A setting that its schema refused. */
export function settingFailure(form: readonly FormField[], field: string, reason: string): Failure {
  const label = form.find((one) => one.name === field)?.label ?? field;
  return { code: "setting-invalid", field, label, reason: reasonOf(reason) };
}
