/** Change data capture (reference: 3.2 and 5.21): what changed of some entities since a moment, in one metered call. */
import { z } from "zod";
import { parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";

/** What is over it in one answer is cut off silently, and nobody says of which entity. */
export const mostCapturedObjects = 1_000;
/** It goes back 30 days; a day less leaves room for clocks that differ. */
export const longestCaptureMs = 29 * 86_400_000;
/** It may show a change a little later than its time says. */
export const captureOverlapMs = 5_000;

const captureReply = z.object({ CDCResponse: z.array(z.object({ QueryResponse: z.array(z.record(z.string(), z.unknown())) })), time: z.string() });
const deletedEntity = z.object({ Id: z.string(), status: z.literal("Deleted") });
const timedEntity = z.object({ MetaData: z.object({ LastUpdatedTime: z.string() }) });

/** The parts of an answer, and the server's time: ours may be wrong. */
export interface Captured {
  parts: Record<string, unknown>[];
  time: Instant;
}

/** Asks for the changes of these entities. */
export async function capture(client: QuickBooksClient, entities: readonly string[], since: Instant): Promise<Result<Captured, Failure>> {
  const answer = await client.get(`/cdc?entities=${entities.join(",")}&changedSince=${encodeURIComponent(since)}`);
  if (!answer.ok) return answer;
  const reply = captureReply.safeParse(answer.value);
  const time = reply.success ? parseInstant(reply.data.time) : undefined;
  const parts = reply.success ? reply.data.CDCResponse.flatMap((one) => one.QueryResponse) : [];
  // A part that failed must not be skipped: its changes would never be asked for again.
  if (time === undefined || parts.length === 0 || parts.some((part) => "Fault" in part)) {
    return err({ code: "books-unreachable", detail: "the changes could not be read" });
  }
  return ok({ parts, time });
}

/** What was told of one entity. */
export function capturedOf({ parts }: Captured, entity: string): unknown[] {
  return parts.flatMap((part) => (Array.isArray(part[entity]) ? (part[entity] as unknown[]) : []));
}

/** The id of an object that was deleted; undefined = it is there. */
export function deletedId(wire: unknown): string | undefined {
  return deletedEntity.safeParse(wire).data?.Id;
}

/** When QuickBooks says that the object last changed; null = it does not. */
export function changedAt(wire: unknown): Instant | null {
  const time = timedEntity.safeParse(wire).data?.MetaData.LastUpdatedTime;
  return (time === undefined ? undefined : parseInstant(time)) ?? null;
}
