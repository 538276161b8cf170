/** A person gives permission on Intuit's page, gives it again, or takes it back. */
import { booksSettings } from "#domain/books-settings.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Introduction } from "#domain/ports/books.ts";
import type { BooksAppKeys, BooksConsent, BooksGrant } from "#domain/ports/books-consent.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Store } from "#domain/ports/store.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { type Environment, endpointsOf, environmentOf, environmentsWith } from "./environments.ts";
import { authorizeUrl, exchangeCode, revoke } from "./oauth.ts";
import { permissionOf } from "./permission.ts";
import { permissionIn, type QuickBooksApp, quickBooksApp } from "./secret.ts";

export interface ConsentOptions {
  store: Pick<Store, "connections" | "countCalls" | "readSecret" | "replaceSecret" | "saveConnection" | "setConnectionState">;
  clock: Clock;
  /** The demo's simulator; undefined = there is none. */
  simulatorUrl: string | undefined;
  /** Asks a company who it is, before there is a connection to it. */
  introduce(address: Pick<BooksConnection, "id" | "baseUrl" | "appUrl" | "externalId">, secret: unknown): Promise<Result<Introduction, Failure>>;
}

/** Opens it on a store. */
export function openConsent({ store, clock, simulatorUrl, introduce }: ConsentOptions): BooksConsent {
  const environments = environmentsWith(simulatorUrl);

  async function appOf({ id }: BooksConnection): Promise<QuickBooksApp> {
    return quickBooksApp.parse(await store.readSecret(id));
  }

  async function connect(keys: BooksAppKeys, workspaceId: WorkspaceId, given: BooksGrant): Promise<Result<BooksConnection, Failure>> {
    const environment = environments.find((one) => one.id === keys.environment);
    if (environment === undefined) return err({ code: "books-environment-differs", environment: keys.environment });
    const { externalId } = given;
    const known = (await booksIn(workspaceId)).find((one) => one.externalId === externalId);
    const refusal = known && whyNotAgain(known, environment);
    if (refusal) return err(refusal);
    const secret = await exchangeCode(newApp(keys, environment), given.code, given.redirectUri, clock.now());
    if (!secret.ok) return secret;
    const address = { id: known?.id ?? (clock.newId() as ConnectionId), baseUrl: environment.baseUrl, appUrl: environment.appUrl, externalId };
    const introduced = await introduce(address, secret.value);
    if (!introduced.ok) return err(introduced.error.code === "books-disconnected" ? { code: "books-environment-differs", environment: environment.id } : introduced.error);
    const { company, calls } = introduced.value;
    const connection = { ...(known ?? freshConnection(workspaceId)), ...address, name: company.name, company, connectionState: "connected" as const };
    if (!(await store.saveConnection(connection, secret.value))) return err(connectedAlready(connection));
    await store.countCalls(connection.id, calls);
    return ok(connection);
  }

  async function booksIn(workspaceId: WorkspaceId): Promise<BooksConnection[]> {
    return (await store.connections(workspaceId)).filter((one) => one.role === "books" && one.vendor === "quickbooks");
  }

  function freshConnection(workspaceId: WorkspaceId): Pick<BooksConnection, "workspaceId" | "role" | "vendor" | "createdAt" | "settings" | "isReadOnly"> {
    return { workspaceId, role: "books", vendor: "quickbooks", createdAt: clock.now(), settings: booksSettings.parse({}), isReadOnly: false };
  }

  async function accept(connection: BooksConnection, { code, externalId, redirectUri }: BooksGrant): Promise<Result<null, Failure>> {
    const { name: booksName, externalId: pinned } = connection;
    if (externalId !== pinned) return err({ code: "books-other-company", booksName, externalId: pinned, given: externalId });
    const secret = await exchangeCode(await appOf(connection), code, redirectUri, clock.now());
    if (!secret.ok) return secret;
    const isKept = await store.saveConnection({ ...connection, connectionState: "connected" }, secret.value);
    return isKept ? ok(null) : err({ code: "books-other-company", booksName, externalId: pinned, given: externalId });
  }

  /** The gate closes before the tokens go; a refresh under way is waited for, so that its tokens go, too. */
  async function disconnect({ id }: BooksConnection): Promise<boolean> {
    await store.setConnectionState(id, "disconnected");
    let isRevoked = true;
    await store.replaceSecret(id, async (stored) => {
      const secret = permissionIn(stored);
      if (secret !== null) isRevoked = (await revoke(secret, secret.refreshToken)).ok;
      return quickBooksApp.parse(stored);
    });
    return isRevoked;
  }

  async function sampleKeys(workspaceId: WorkspaceId): Promise<Pick<BooksAppKeys, "clientId" | "clientSecret"> | null> {
    const simulated = (await booksIn(workspaceId)).find((one) => one.baseUrl === simulatorUrl);
    if (simulated === undefined) return null;
    const { clientId, clientSecret } = await appOf(simulated);
    return { clientId, clientSecret };
  }

  return {
    environments,
    environmentOf: ({ baseUrl }) => environmentOf(baseUrl),
    newPageOf: (keys, redirectUri, state) => {
      const environment = environments.find((one) => one.id === keys.environment);
      return environment === undefined ? null : authorizeUrl(newApp(keys, environment), redirectUri, state);
    },
    connect,
    pageOf: async (connection, redirectUri, state) => authorizeUrl(await appOf(connection), redirectUri, state),
    accept,
    disconnect,
    permissionOf: async ({ id, createdAt }) => permissionOf(await store.readSecret(id), createdAt),
    sampleKeys,
  };
}

function newApp({ clientId, clientSecret, webhookVerifierToken }: BooksAppKeys, environment: Environment): QuickBooksApp {
  return { clientId, clientSecret, ...(webhookVerifierToken === null ? {} : { webhookVerifierToken }), ...endpointsOf(environment) };
}

/** A company whose permission is gone is connected again; one that works is not connected twice. */
function whyNotAgain(known: BooksConnection, environment: Environment): Failure | null {
  if (known.connectionState === "connected") return connectedAlready(known);
  return known.baseUrl === environment.baseUrl ? null : { code: "books-environment-differs", environment: environment.id };
}

function connectedAlready({ name: booksName, externalId }: BooksConnection): Failure {
  return { code: "books-connected-already", booksName, externalId };
}

