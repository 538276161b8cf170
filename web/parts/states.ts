/** States in words and tones. */
import { msg, t } from "@lingui/core/macro";
import { i18n, type MessageDescriptor } from "@lingui/core";
import type { z } from "zod";
import type { ConnectionRow } from "#api/connection.ts";
import type { DocumentRow } from "#api/document.ts";
import type { EnrollmentRow, enrollmentState, StepAttemptReply } from "#api/enrollment.ts";
import type { WorkflowRow } from "#api/workflow.ts";
import type { Tone } from "./badge.tsx";

export interface ShownState {
  label: MessageDescriptor;
  tone: Tone;
  isBusy?: boolean;
}

export type EnrollmentStateName = z.infer<typeof enrollmentState>;

export const enrollmentStates: Record<EnrollmentStateName, ShownState> = {
  running: { label: msg`Running`, tone: "info", isBusy: true },
  posting: { label: msg`Posting`, tone: "info", isBusy: true },
  waiting: { label: msg`Waiting`, tone: "warning" },
  "awaiting-approval": { label: msg`Awaiting approval`, tone: "warning" },
  "needs-attention": { label: msg`Needs attention`, tone: "danger" },
  completed: { label: msg`Completed`, tone: "success" },
  cancelled: { label: msg`Cancelled`, tone: "neutral" },
};

export const workflowStates: Record<WorkflowRow["state"], ShownState> = {
  off: { label: msg`Off`, tone: "neutral" },
  on: { label: msg`On`, tone: "success" },
  paused: { label: msg`Paused`, tone: "warning" },
};

export const linkBackStates: Record<DocumentRow["linkBackState"], ShownState> = {
  pending: { label: msg`Linking`, tone: "info", isBusy: true },
  linked: { label: msg`Linked`, tone: "success" },
  failed: { label: msg`Not linked`, tone: "danger" },
};

export const connectionStates: Record<ConnectionRow["connectionState"], ShownState> = {
  connected: { label: msg`Connected`, tone: "success" },
  ended: { label: msg`Ended`, tone: "danger" },
  disconnected: { label: msg`Disconnected`, tone: "neutral" },
};

/** The environment after the vendor's name; live companies need no word. */
export function environmentWords(environment: string): string {
  return environment === "sandbox" ? " · Sandbox" : "";
}

const startedBy: Record<EnrollmentRow["startedBy"], MessageDescriptor> = {
  trigger: msg`its triggers`,
  person: msg`a person`,
  "turn-on": msg`turning the workflow on`,
  "crm-workflow": msg`a workflow of the CRM`,
};

/** What enrolled a record, inside a sentence. */
export function startedByText(by: EnrollmentRow["startedBy"]): string {
  return i18n._(startedBy[by]);
}

/** How one attempt of a step ended; still without an outcome it is at work. */
export function attemptState(attempt: Pick<StepAttemptReply, "outcome">): ShownState {
  switch (attempt.outcome?.outcome) {
    case "done":
      return attempt.outcome.warnings.length > 0 ? { label: msg`Done, with a warning`, tone: "warning" } : { label: msg`Done`, tone: "success" };
    case "waiting":
      return { label: msg`Waited`, tone: "warning" };
    case "delayed":
      return { label: msg`Waits`, tone: "info" };
    case "asked":
      return { label: msg`Asked`, tone: "info" };
    case "failed":
      return { label: msg`Stopped`, tone: "danger" };
    case undefined:
      return { label: msg`At work`, tone: "info", isBusy: true };
  }
}

const objectTypes: Readonly<Record<string, { one: MessageDescriptor; several: MessageDescriptor }>> = {
  deal: { one: msg`deal`, several: msg`deals` },
  quote: { one: msg`quote`, several: msg`quotes` },
  payment: { one: msg`payment`, several: msg`payments` },
  contact: { one: msg`contact`, several: msg`contacts` },
  company: { one: msg`company`, several: msg`companies` },
  product: { one: msg`product`, several: msg`products` },
  "line-item": { one: msg`line item`, several: msg`line items` },
  invoice: { one: msg`invoice`, several: msg`invoices` },
  subscription: { one: msg`subscription`, several: msg`subscriptions` },
};

/** A record type as people say it: `line-item` is a line item. */
export function objectTypeWords(objectType: string): string {
  const words = objectTypes[objectType];
  return words === undefined ? objectType.replaceAll("-", " ") : i18n._(words.one);
}

/** Several records of a type, for example `line items`. */
export function objectTypePlural(objectType: string): string {
  const words = objectTypes[objectType];
  return words === undefined ? `${objectType.replaceAll("-", " ")}s` : i18n._(words.several);
}

/** The vendor's name as it writes it. */
export function vendorName(vendor: string): string {
  return { quickbooks: "QuickBooks", hubspot: "HubSpot", "own-records": t`Own records` }[vendor] ?? vendor;
}
