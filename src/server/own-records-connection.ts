/** Each workspace has one connection for its own records, made when it is first needed. */
import type { CrmConnection } from "#domain/connection.ts";
import { crmSettings } from "#domain/crm-settings.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { ServerParts } from "./context.ts";

type Parts = Pick<ServerParts, "store" | "clock" | "publicUrl">;

/** The connection; its links follow our address when that changes. */
export async function ownRecordsConnection(parts: Parts, workspaceId: WorkspaceId): Promise<CrmConnection> {
  const known = await find(parts, workspaceId);
  if (known !== undefined && known.appUrl === parts.publicUrl) return known;
  const wanted = known === undefined ? await newConnection(parts, workspaceId) : { ...known, baseUrl: parts.publicUrl, appUrl: parts.publicUrl };
  // Refused when another request made it at the same moment.
  await parts.store.saveConnection(wanted, {});
  const saved = await find(parts, workspaceId);
  if (saved === undefined) throw new Error("the connection of own records was not kept");
  return saved;
}

async function find({ store }: Parts, workspaceId: WorkspaceId): Promise<CrmConnection | undefined> {
  return (await store.connections(workspaceId)).filter((one) => one.role === "crm").find(({ vendor }) => vendor === "own-records");
}

/** Money without a currency and days without a zone are those of the books. */
async function newConnection({ store, clock, publicUrl }: Parts, workspaceId: WorkspaceId): Promise<CrmConnection> {
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books");
  const company = books?.role === "books" ? books.company : undefined;
  const name = "Own records";
  return {
    id: clock.newId() as ConnectionId,
    workspaceId,
    role: "crm",
    vendor: "own-records",
    externalId: workspaceId,
    name,
    connectionState: "connected",
    baseUrl: publicUrl,
    appUrl: publicUrl,
    createdAt: clock.now(),
    account: { portalId: workspaceId, name, timeZone: company?.timeZone ?? "UTC", currency: company?.homeCurrency ?? "USD" },
    settings: crmSettings.parse({}),
  };
}
