/** What the adapter needs of the store for one connection: its permission, whether it may be asked, and where its health is kept. */
import { holdOf } from "#domain/connection.ts";
import { type CredentialVault, vaultOf as connectionVaultOf, vaultOfOne } from "#domain/credential-vault.ts";
import type { HealthLedger } from "#domain/health.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { BooksGate } from "#domain/ports/books.ts";
import type { Store } from "#domain/ports/store.ts";
import { permissionIn, type QuickBooksSecret } from "./secret.ts";

/** The permission for one company. */
export function vaultOf(store: Pick<Store, "readSecret" | "replaceSecret">, id: ConnectionId): CredentialVault<QuickBooksSecret> {
  return connectionVaultOf(store, id, permissionIn);
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
  return {
    credentials: vaultOfOne(permissionIn(secret), { code: "books-disconnected", booksName: "QuickBooks" }),
    gate: async () => null,
    health: { note: async () => undefined },
  };
}
