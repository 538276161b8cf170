/** What the adapter needs of the store for one connection: its permission, whether it may be asked, and where its health is kept. */
import { crmHoldOf } from "#domain/connection.ts";
import { vaultOf as connectionVaultOf, vaultOfOne } from "#domain/credential-vault.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import type { HubSpotOptions } from "./hubspot.ts";
import { permissionIn } from "./secret.ts";

type Surroundings = Pick<HubSpotOptions, "credentials" | "gate" | "health">;

/** Everything is asked of the store before every call: another process may have switched a moment ago. */
export function surroundingsOf(store: Pick<Store, "connection" | "readSecret" | "replaceSecret" | "noteHealth">, id: ConnectionId): Surroundings {
  return {
    credentials: connectionVaultOf(store, id, permissionIn),
    gate: async () => {
      const connection = await store.connection(id);
      return connection?.role === "crm" ? crmHoldOf(connection) : { code: "crm-not-connected", crmName: "HubSpot" };
    },
    health: { note: (note) => store.noteHealth(id, note) },
  };
}

/** For a portal that is no connection yet: one secret, no gate, nobody told. */
export function withoutConnection(secret: unknown): Surroundings {
  return { credentials: vaultOfOne(permissionIn(secret), { code: "crm-disconnected", crmName: "HubSpot" }) };
}
