/** What every part of the editor works on. */
import { createContext, use } from "react";
import type { CatalogAction, FindingReply, StepInWords } from "#api/workflow-life.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import type { WorkflowDefinition, WorkflowStep } from "#domain/workflow.ts";
import type { Place } from "../../drawing/edits.ts";
import type { Drawing } from "../../drawing/layout.ts";

/** What the right side shows. */
export type OpenPanel =
  | { panel: "trigger" }
  | { panel: "add"; place: Place }
  | { panel: "step"; stepId: string; branch?: number; field?: string }
  | { panel: "settings" }
  | { panel: "findings" }
  | { panel: "test" };

/** The way a tried record takes, and what each step came to. */
export interface TriedPath {
  recordName: string;
  /** What is on the way: steps, heads of branches, the trigger and the end. */
  on: ReadonlySet<string>;
  outcomes: ReadonlyMap<string, "done" | "stops">;
}

export interface Editor {
  workflow: WorkflowDetail;
  definition: WorkflowDefinition;
  drawing: Drawing;
  mayEdit: boolean;
  /** `of` names what is edited, so that typing is one edit; null = the edit stands alone. */
  edit: (change: (definition: WorkflowDefinition) => WorkflowDefinition, of?: string | null) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Grows with each undo, redo and foreign change: forms begin anew with it. */
  generation: number;
  open: OpenPanel | null;
  setOpen: (open: OpenPanel | null) => void;
  /** The step that looks for a new place; null = none. */
  moving: string | null;
  setMoving: (stepId: string | null) => void;
  copied: readonly WorkflowStep[];
  copy: (stepId: string) => void;
  paste: (place: Place) => void;
  moveTo: (place: Place) => void;
  /** A place in words, for those who do not see the drawing. */
  nameOfPlace: (place: Place) => string;
  /** Asks first. */
  remove: (stepId: string) => void;
  removeBranch: (stepId: string, branch: number) => void;
  actions: ReadonlyMap<string, CatalogAction>;
  words: ReadonlyMap<string, StepInWords>;
  triggerWords: readonly (readonly string[])[];
  eventWords: readonly string[];
  findings: readonly FindingReply[];
  path: TriedPath | null;
  setPath: (path: TriedPath | null) => void;
}

export const EditorContext = createContext<Editor | null>(null);

/** The editor around this part. */
export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error("this part belongs into the editor");
  return editor;
}

/** What is wrong with a step, its branches included; null = with the triggers or the whole workflow. */
export function findingsOf(findings: readonly FindingReply[], stepId: string | null): FindingReply[] {
  return findings.filter((finding) => finding.stepId === stepId);
}
