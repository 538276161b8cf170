/** A workspace may have several CRMs, and its own records beside them: which of them has a record is asked, never guessed. */
import type { CrmConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "../../domain/ids.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";

/** The workspace's CRMs, oldest first. */
export async function crmConnections({ store }: Pick<EngineContext, "store">, workspaceId: WorkspaceId): Promise<CrmConnection[]> {
  return (await store.connections(workspaceId)).filter((one) => one.role === "crm");
}

/** The zone in which a CRM tells days. */
export async function timeZoneOf({ store }: Pick<EngineContext, "store">, id: ConnectionId): Promise<string> {
  const connection = await store.connection(id);
  return connection?.role === "crm" ? connection.account.timeZone : "UTC";
}

/**
 * The records with these ids, with the CRM that has them. A CRM that cannot be asked is only in the way when some record was
 * found nowhere else.
 */
export async function findRecords(
  context: EngineContext,
  workspaceId: WorkspaceId,
  objectType: ObjectType,
  ids: readonly string[],
): Promise<Result<{ connection: CrmConnection; records: CrmRecord[] }[], Failure>> {
  const connections = await crmConnections(context, workspaceId);
  if (connections.length === 0) return err({ code: "crm-disconnected", crmName: "the CRM" });
  const found: { connection: CrmConnection; records: CrmRecord[] }[] = [];
  let missing = [...ids];
  let silent: Failure | null = null;
  for (const connection of connections) {
    if (missing.length === 0) break;
    const read = await (await context.crm(connection.id)).readRecords(objectType, missing);
    if (!read.ok) silent ??= read.error;
    else if (read.value.length > 0) {
      const here = new Set(read.value.map(({ id }) => id));
      found.push({ connection, records: read.value });
      missing = missing.filter((id) => !here.has(id));
    }
  }
  return silent !== null && missing.length > 0 ? err(silent) : ok(found);
}
