/** What the adapter needs of the store for one connection: its permission, whether it may be asked, and where its health is kept. */
import { holdOf } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { BooksGate, CredentialVault, HealthLedger } from "#domain/ports/books.ts";
import type { Store } from "#domain/ports/store.ts";
import { err, type Result } from "#domain/result.ts";
import { permissionIn, type QuickBooksSecret } from "./secret.ts";

/** A refresh holds the connection's row, so that of all processes only one refreshes and the others see what it got. */
export function vaultOf(store: Pick<Store, "readSecret" | "replaceSecret">, id: ConnectionId): CredentialVault<QuickBooksSecret> {
  return {
    read: async () => permissionIn(await store.readSecret(id)),
    refreshExclusively: async (refresh) => {
      let refreshed: Result<QuickBooksSecret, Failure> | undefined;
      await store.replaceSecret(id, async (stored) => {
        refreshed = await refresh(permissionIn(stored));
        return refreshed.ok ? refreshed.value : stored;
      });
      if (refreshed === undefined) throw new Error(`the secret of connection ${id} was not offered for refreshing`);
      return refreshed;
    },
  };
}

/** Asks the store before every call: another process may have switched a moment ago. */
export function gateOf(store: Pick<Store, "connection">, id: ConnectionId): BooksGate {
  return async (wish) => {
    const connection = await store.connection(id);
    return connection?.role === "books" ? holdOf(connection, wish) : { code: "books-not-connected", booksName: "QuickBooks" };
  };
}

/** Keeps what the adapter tells. */
export function healthOf(store: Pick<Store, "noteHealth">, id: ConnectionId): HealthLedger {
  return { note: (note) => store.noteHealth(id, note) };
}

/** For an account that is no connection yet: one secret, no gate, nobody told. */
export function withoutConnection(secret: unknown): { credentials: CredentialVault<QuickBooksSecret>; gate: BooksGate; health: HealthLedger } {
  const permission = permissionIn(secret);
  const ended: Result<QuickBooksSecret, Failure> = err({ code: "books-disconnected", booksName: "QuickBooks" });
  return {
    credentials: { read: async () => permission, refreshExclusively: async () => (permission === null ? ended : { ok: true, value: permission }) },
    gate: async () => null,
    health: { note: async () => undefined },
  };
}
