/** States in words and tones. */
import type { z } from "zod";
import type { ConnectionRow } from "#api/connection.ts";
import type { DocumentRow } from "#api/document.ts";
import type { EnrollmentRow, enrollmentState, StepAttemptReply } from "#api/enrollment.ts";
import type { WorkflowRow } from "#api/workflow.ts";
import type { Tone } from "./badge.tsx";

export interface ShownState {
  label: string;
  tone: Tone;
  isBusy?: boolean;
}

export type EnrollmentStateName = z.infer<typeof enrollmentState>;

export const enrollmentStates: Record<EnrollmentStateName, ShownState> = {
  running: { label: "Running", tone: "info", isBusy: true },
  posting: { label: "Posting", tone: "info", isBusy: true },
  waiting: { label: "Waiting", tone: "warning" },
  "awaiting-approval": { label: "Awaiting approval", tone: "warning" },
  "needs-attention": { label: "Needs attention", tone: "danger" },
  completed: { label: "Completed", tone: "success" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

export const workflowStates: Record<WorkflowRow["state"], ShownState> = {
  off: { label: "Off", tone: "neutral" },
  on: { label: "On", tone: "success" },
  paused: { label: "Paused", tone: "warning" },
};

export const linkBackStates: Record<DocumentRow["linkBackState"], ShownState> = {
  pending: { label: "Linking", tone: "info", isBusy: true },
  linked: { label: "Linked", tone: "success" },
  failed: { label: "Not linked", tone: "danger" },
};

export const connectionStates: Record<ConnectionRow["connectionState"], ShownState> = {
  connected: { label: "Connected", tone: "success" },
  ended: { label: "Ended", tone: "danger" },
  disconnected: { label: "Disconnected", tone: "neutral" },
};

/** The environment after the vendor's name; live companies need no word. */
export function environmentWords(environment: string): string {
  return environment === "sandbox" ? " · Sandbox" : "";
}

export const startedByWords: Record<EnrollmentRow["startedBy"], string> = {
  trigger: "its triggers",
  person: "a person",
  "turn-on": "turning the workflow on",
  "crm-workflow": "a workflow of the CRM",
};

/** How one attempt of a step ended; still without an outcome it is at work. */
export function attemptState(attempt: Pick<StepAttemptReply, "outcome">): ShownState {
  switch (attempt.outcome?.outcome) {
    case "done":
      return attempt.outcome.warnings.length > 0 ? { label: "Done, with a warning", tone: "warning" } : { label: "Done", tone: "success" };
    case "waiting":
      return { label: "Waited", tone: "warning" };
    case "delayed":
      return { label: "Waits", tone: "info" };
    case "asked":
      return { label: "Asked", tone: "info" };
    case "failed":
      return { label: "Stopped", tone: "danger" };
    case undefined:
      return { label: "At work", tone: "info", isBusy: true };
  }
}

/** A record type as people say it: `line-item` is a line item. */
export function objectTypeWords(objectType: string): string {
  return objectType.replaceAll("-", " ");
}

/** The vendor's name as it writes it. */
export function vendorName(vendor: string): string {
  return { quickbooks: "QuickBooks", hubspot: "HubSpot", "own-records": "Own records" }[vendor] ?? vendor;
}
