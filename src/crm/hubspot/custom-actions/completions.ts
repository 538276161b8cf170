/** Completes what we blocked: HubSpot lets the record go on, with our output fields. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { EnrollmentId } from "#domain/ids.ts";
import type { ActionCompletion } from "#domain/ports/crm.ts";
import type { Result } from "#domain/result.ts";
import { batchesOf } from "../batches.ts";
import { isNotFound } from "../faults.ts";
import type { Portal } from "../portal.ts";
import { outputsOf } from "./replies.ts";

/** HubSpot does not say how many one call takes; its other batches take a hundred. */
const mostPerCall = 100;

/** Tells them together. A callback that HubSpot does not know spoils a whole batch, so such a batch is told one by one. */
export async function completeActions(portal: Portal, urlOf: ((id: EnrollmentId) => string) | undefined, completions: readonly ActionCompletion[]): Promise<ReadonlyMap<string, Failure>> {
  const failures = new Map<string, Failure>();
  for (const batch of batchesOf(completions, mostPerCall)) {
    const inputs = batch.map(({ callbackId, outcome, enrollmentId }) => ({ callbackId, outputFields: outputsOf(outcome, urlOf?.(enrollmentId) ?? null), typedOutputs: {} }));
    const told = await post(portal, portal.paths.completeCallbacks, { inputs });
    if (told.ok) continue;
    if (!isNotFound(told.error) || batch.length === 1) for (const { callbackId } of batch) failures.set(callbackId, told.error);
    else for (const one of inputs) await completeOne(portal, one, failures);
  }
  return failures;
}

async function completeOne(portal: Portal, { callbackId, ...body }: { callbackId: string }, failures: Map<string, Failure>): Promise<void> {
  const told = await post(portal, portal.paths.completeCallback(callbackId), body);
  if (!told.ok) failures.set(callbackId, told.error);
}

function post(portal: Portal, path: string, body: unknown): Promise<Result<unknown, Failure>> {
  return portal.client.call({ method: "POST", path, body }, z.unknown());
}
