/** What a credential may do is changed in the CRM: it is asked once a day, so that a scope that was taken away is seen before work stops at it. */
import { later } from "../../domain/dates.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { EngineContext } from "../context.ts";
import { createPauses } from "../pauses.ts";

const everyMs = 24 * 3_600_000;
const afterFailureMs = 3_600_000;

/** Connections that could not be asked. */
const pauses = createPauses();

/** Asks what the credential may do unless that was done within a day, and keeps it. */
export async function keepPermissions(context: EngineContext, id: ConnectionId): Promise<void> {
  if (pauses.isResting(context, id)) return;
  const { store, clock, log } = context;
  const now = clock.now();
  const known = await store.permissions(id);
  if (known !== null && now < later(known.checkedAt, everyMs)) return;
  const permissions = await (await context.crm(id)).permissions();
  if (permissions.ok) return store.savePermissions(id, permissions.value, now);
  log.warn({ connection: id, failure: permissions.error }, "the CRM could not be asked what it permits");
  pauses.rest(context, id, afterFailureMs);
}
