/** The allowance of calls that all processes share, and the meter. */
import type { Instant } from "../dates.ts";
import type { ConnectionId } from "../ids.ts";
import type { AllowanceState, CallCount, CallLease, Pace, Purpose, Turn } from "./books.ts";

export interface AllowanceStore {
  /** The ledger of one set of books. The budget and the ceiling of batches are those of the connection's settings. */
  takeTurn(connectionId: ConnectionId, pace: Pace, purpose: Purpose, lease: CallLease, ended: readonly CallLease[], now: Instant): Promise<Turn>;
  endCalls(connectionId: ConnectionId, leases: readonly CallLease[]): Promise<void>;
  renewCalls(connectionId: ConnectionId, pace: Pace, leases: readonly CallLease[], now: Instant): Promise<void>;
  pauseAllowance(connectionId: ConnectionId, pace: Pace, until: Instant, now: Instant): Promise<void>;
  countCalls(connectionId: ConnectionId, calls: CallCount): Promise<void>;
  allowanceState(connectionId: ConnectionId, now: Instant): Promise<AllowanceState>;
}
