/**
 * What an action is: data and pure functions, in five sections, always in this order. Acting is the engine's: an action
 * never executes anything, it plans.
 */
import type { z } from "zod";
import type { BooksConnection } from "../domain/connection.ts";
import type { LocalDate } from "../domain/dates.ts";
import type { DocumentKind, DocumentPlan } from "../domain/document/plan.ts";
import type { Failure } from "../domain/failure.ts";
import type { ReferenceAnswer, ReferenceQuery } from "../domain/ports/store.ts";
import type { ObjectType, Subject } from "../domain/record.ts";
import type { Result } from "../domain/result.ts";
import type { Decision } from "../domain/step.ts";
import type { FormField } from "./form.ts";

/** What a plan is decided on, besides settings and subject. */
export interface Found {
  books: BooksConnection;
  references: ReferenceAnswer;
  /** Today in the company's time zone. */
  today: LocalDate;
}

/** A plan with the reasons for each choice; the decisions are there when planning fails, too. */
export interface Planned {
  plan: Result<DocumentPlan, Failure[]>;
  decisions: Decision[];
}

/** One action. `Settings` is what the user chose, in the stored shape. */
export interface Action<Settings = unknown> {
  // 1. What it is
  kind: string;
  title: string;
  document: DocumentKind;
  /** The workflows that may use it. */
  objectTypes: readonly ObjectType[];
  // 2. Settings: the schema; its problems name the field
  settings: z.ZodType<Settings>;
  // 3. Form: fields as data
  form: readonly FormField[];
  // 4. Needs: which set of books, and what must be looked up there before deciding
  booksConnection: (settings: Settings) => string;
  needs: (settings: Settings, subject: Subject) => ReferenceQuery;
  // 5. Plan: pure; a finished wish, or every reason why not
  plan: (settings: Settings, subject: Subject, found: Found) => Planned;
}
