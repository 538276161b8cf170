/** A person gives permission on Intuit's page, gives it again, or takes it back. */
import { booksSettings } from "#domain/books-settings.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Permission } from "#domain/permission.ts";
import type { Introduction } from "#domain/ports/books.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Store } from "#domain/ports/store.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { type Environment, endpointsOf, environmentOf, environmentsWith } from "./environments.ts";
import { authorizeUrl, exchangeCode, revoke } from "./oauth.ts";
import { permissionOf } from "./permission.ts";
import { permissionIn, type QuickBooksApp, quickBooksApp } from "./secret.ts";

/** The keys of an app as a person copies them from Intuit's developer pages. */
export interface AppKeys {
  environment: Environment["id"];
  clientId: string;
  clientSecret: string;
  /** Null = webhooks are not used. */
  webhookVerifierToken: string | null;
}

/** What comes back from the consent page. */
export interface Given {
  code: string;
  /** The realm id. */
  externalId: string;
  /** Exactly the address the person was sent with. */
  redirectUri: string;
}

export interface ConsentOptions {
  store: Pick<Store, "connections" | "countCalls" | "readSecret" | "replaceSecret" | "saveConnection" | "setConnectionState">;
  clock: Clock;
  /** The demo's simulator; undefined = there is none. */
  simulatorUrl: string | undefined;
  /** Asks a company who it is, before there is a connection to it. */
  introduce(address: Pick<BooksConnection, "id" | "baseUrl" | "appUrl" | "externalId">, secret: unknown): Promise<Result<Introduction, Failure>>;
}

/** QuickBooks' part of connecting, reconnecting and disconnecting. */
export interface Consent {
  environments: Environment[];
  environmentOf(connection: BooksConnection): Environment["id"];
  /** The consent page for a first connection; null = there is no such environment here. */
  newPageOf(keys: AppKeys, redirectUri: string, state: string): string | null;
  /** Exchanges the code, reads the company and keeps the connection. A company that is connected already is refused. */
  connect(keys: AppKeys, workspaceId: WorkspaceId, given: Given): Promise<Result<BooksConnection, Failure>>;
  /** The consent page for the company of a connection, with the app's keys it has. */
  pageOf(connection: BooksConnection, redirectUri: string, state: string): Promise<string>;
  /** Exchanges the code and keeps the permission. Another company than the pinned one is refused. */
  accept(connection: BooksConnection, given: Given): Promise<Result<null, Failure>>;
  /** Stops everything, tells Intuit (best effort: false = it could not be told) and erases the tokens. The app's keys stay. */
  disconnect(connection: BooksConnection): Promise<boolean>;
  /** How long Intuit lets us in; null = it does not. */
  permissionOf(connection: BooksConnection): Promise<Permission | null>;
  /** The keys of the simulator's only app, for whoever tries the form; null = there is no simulator. */
  sampleKeys(workspaceId: WorkspaceId): Promise<Pick<AppKeys, "clientId" | "clientSecret"> | null>;
}

/** Opens it on a store. */
export function openConsent({ store, clock, simulatorUrl, introduce }: ConsentOptions): Consent {
  const environments = environmentsWith(simulatorUrl);

  async function appOf({ id }: BooksConnection): Promise<QuickBooksApp> {
    return quickBooksApp.parse(await store.readSecret(id));
  }

  async function connect(keys: AppKeys, workspaceId: WorkspaceId, given: Given): Promise<Result<BooksConnection, Failure>> {
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

  async function accept(connection: BooksConnection, { code, externalId, redirectUri }: Given): Promise<Result<null, Failure>> {
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

  async function sampleKeys(workspaceId: WorkspaceId): Promise<Pick<AppKeys, "clientId" | "clientSecret"> | null> {
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

function newApp({ clientId, clientSecret, webhookVerifierToken }: AppKeys, environment: Environment): QuickBooksApp {
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

