/** The life of a connection to a CRM: work waits while it cannot be asked, and goes on when it can. */
import type { ConnectionId, WorkspaceId } from "../../domain/ids.ts";
import type { EngineContext } from "../context.ts";
import { forgetRefusals } from "../receive/refused-types.ts";

/** Asks for a look at what changed instead of a connection's work. */
export const pollEnding = "/poll";

/** The CRM may be asked again, for the first time, or for more than before: what waited for it is due now. */
export async function resumeCrm(context: EngineContext, id: ConnectionId): Promise<void> {
  forgetRefusals(context, id);
  await context.store.releaseCrmWork(id, context.clock.now());
  const connection = await context.store.connection(id);
  await context.queue.signal("receive", id);
  await context.queue.signal("receive", id + pollEnding);
  await context.queue.signal("link-back", id);
  if (connection !== undefined) await context.queue.signal("run", connection.workspaceId as WorkspaceId);
}
