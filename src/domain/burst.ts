/**
 * Burst mode: when the backlog of a set of books would wait longer than its owner wants, documents also go out in batches.
 * A batch carries many documents for one request, but the vendor charges for it, so single calls stay the rule.
 */

/** What the decision needs. */
export interface BurstQuestion {
  /** Documents that are due now. */
  backlog: number;
  /** Single calls that may go out a minute. */
  perMinute: number;
  /** A longer wait than this asks for batches; null = never. */
  burstAfterSeconds: number | null;
  /** Whether the books are in burst mode already. */
  isBursting: boolean;
}

/** Once begun, a burst goes on until the wait is this part of the limit: it must not flicker around it. */
const endsAt = 0.5;

/** How long the last document of the backlog would wait for single calls, in seconds. */
export function waitSeconds({ backlog, perMinute }: Pick<BurstQuestion, "backlog" | "perMinute">): number {
  return (backlog / perMinute) * 60;
}

/** Whether batches go out beside single calls. */
export function shallBurst(question: BurstQuestion): boolean {
  const { burstAfterSeconds, isBursting } = question;
  if (burstAfterSeconds === null) return false;
  return waitSeconds(question) > burstAfterSeconds * (isBursting ? endsAt : 1);
}
