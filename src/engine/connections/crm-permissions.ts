/** What a credential may do is changed in the CRM: it is asked once a day, so that a scope that was taken away is seen before work stops at it. */
import { type Instant, later } from "../../domain/dates.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { EngineContext } from "../context.ts";

const everyMs = 24 * 3_600_000;
/** One that could not be asked is left alone for a while. */
const afterFailureMs = 3_600_000;

/** When a connection was last asked in vain, by the store that it is in. */
const failedAt = new WeakMap<EngineContext["store"], Map<ConnectionId, Instant>>();

/** Asks what the credential may do unless that was done within a day, and keeps it. */
export async function keepPermissions(context: EngineContext, id: ConnectionId): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const failed = failedAt.get(store) ?? new Map<ConnectionId, Instant>();
  failedAt.set(store, failed);
  const lastFailure = failed.get(id);
  const known = await store.permissions(id);
  if ((known !== null && now < later(known.checkedAt, everyMs)) || (lastFailure !== undefined && now < later(lastFailure, afterFailureMs))) return;
  const permissions = await (await context.crm(id)).permissions();
  if (permissions.ok) await store.savePermissions(id, permissions.value, now);
  else failed.set(id, now);
}
