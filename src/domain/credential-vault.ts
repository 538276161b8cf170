/** A stored credential that may be refreshed by one process at a time. */
import type { Failure } from "./failure.ts";
import type { ConnectionId } from "./ids.ts";
import type { Store } from "./ports/store.ts";
import type { Result } from "./result.ts";

/** `Secret` is adapter-owned JSON, encrypted at rest by the store. */
export interface CredentialVault<Secret> {
  /** Null = there is no permission (any more): a person disconnected. */
  read(): Promise<Secret | null>;
  /** Runs `refresh` on the current secret with nobody else refreshing, stores what it returns before anyone uses it. */
  refreshExclusively(refresh: (current: Secret | null) => Promise<Result<Secret, Failure>>): Promise<Result<Secret, Failure>>;
}

/** The vault of a connection. A refresh holds the connection's row, so that of all processes only one refreshes and the others see what it got. */
export function vaultOf<Secret>(store: Pick<Store, "readSecret" | "replaceSecret">, id: ConnectionId, permissionIn: (stored: unknown) => Secret | null): CredentialVault<Secret> {
  return {
    read: async () => permissionIn(await store.readSecret(id)),
    refreshExclusively: async (refresh) => {
      let refreshed: Result<Secret, Failure> | undefined;
      await store.replaceSecret(id, async (stored) => {
        refreshed = await refresh(permissionIn(stored));
        return refreshed.ok ? refreshed.value : stored;
      });
      if (refreshed === undefined) throw new Error(`the secret of connection ${id} was not offered for refreshing`);
      return refreshed;
    },
  };
}

/** For an account that is no connection yet: one secret, which is not refreshed. */
export function vaultOfOne<Secret>(permission: Secret | null, ended: Failure): CredentialVault<Secret> {
  return { read: async () => permission, refreshExclusively: async () => (permission === null ? { ok: false, error: ended } : { ok: true, value: permission }) };
}
