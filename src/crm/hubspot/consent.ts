/** A portal is connected: by a token that a person copies, or by permission on HubSpot's page; given again, or taken back. */
import { request } from "undici";
import { z } from "zod";
import type { CrmConnection } from "#domain/connection.ts";
import { crmSettings } from "#domain/crm-settings.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { CrmAccess, CrmAppKeys, CrmConsent, CredentialKind, CrmGrant, GivenToken } from "#domain/ports/crm-consent.ts";
import type { Store } from "#domain/ports/store.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { type Environment, environmentOf, environmentsWith } from "./environments.ts";
import { openHubSpot } from "./hubspot.ts";
import { authorizeUrl, exchangeCode, revoke } from "./oauth.ts";
import { apiVersions, pathsOf, versionNamed } from "./paths.ts";
import { permissionsWith, startingScopes, wantedScopes } from "./scopes.ts";
import { hubSpotSecret, isOAuth, kindOf, type OAuthApp, oauthApp, permissionIn, withoutPermission } from "./secret.ts";
import { withoutConnection } from "./surroundings.ts";

export interface ConsentOptions {
  store: Pick<Store, "connections" | "readSecret" | "replaceSecret" | "saveConnection" | "savePermissions" | "setConnectionState">;
  clock: Clock;
  /** The demo's simulator; undefined = there is none. */
  simulatorUrl: string | undefined;
}

const samples = z.object({ serviceKey: z.string(), accessToken: z.string(), clientId: z.string(), clientSecret: z.string() });

/** The simulator shows its credentials to whoever is on this machine. */
async function readSamples(simulatorUrl: string): Promise<z.infer<typeof samples> | null> {
  try {
    const answer = await request(new URL("/simulator/token", simulatorUrl), { signal: AbortSignal.timeout(5_000) });
    return samples.safeParse(await answer.body.json()).data ?? null;
  } catch {
    // It is away: then nothing can be tried either.
    return null;
  }
}

/** Opens it on a store. */
export function openConsent({ store, clock, simulatorUrl }: ConsentOptions): CrmConsent {
  const environments = environmentsWith(simulatorUrl);

  function environmentNamed(id: Environment["id"]): Result<Environment, Failure> {
    const environment = environments.find((one) => one.id === id);
    return environment === undefined ? err({ code: "crm-not-offered", environment: id }) : ok(environment);
  }

  /** Asks the portal who it is and what the credential may do; nothing is kept. */
  async function look(baseUrl: string, secret: unknown, apiVersion: string | null): Promise<Result<CrmAccess, Failure>> {
    const crm = openHubSpot({ connectionId: "" as ConnectionId, baseUrl, appUrl: baseUrl, portalId: "", now: () => clock.now(), apiVersion: versionNamed(apiVersion), ...withoutConnection(secret) });
    const account = await crm.account();
    if (!account.ok) return account.error.code === "crm-disconnected" ? err({ code: "crm-token-refused" }) : account;
    const permissions = await crm.permissions();
    if (!permissions.ok) return permissions;
    const granted = new Set(permissions.value.filter(({ state }) => state !== "missing").map(({ name }) => name));
    if (!startingScopes.some((name) => granted.has(name))) return err({ code: "crm-nothing-readable", permissions: startingScopes });
    return ok({ account: account.value, permissions: permissions.value });
  }

  async function tryToken({ environment: id, ...given }: GivenToken): Promise<Result<CrmAccess, Failure>> {
    const environment = environmentNamed(id);
    return environment.ok ? look(environment.value.baseUrl, given, null) : environment;
  }

  /** Connects the portal behind the token. `known` = give this connection another token; another portal is refused. */
  async function connectToken({ environment: id, ...secret }: GivenToken, workspaceId: WorkspaceId, known?: CrmConnection): Promise<Result<CrmConnection, Failure>> {
    const environment = environmentNamed(id);
    return environment.ok ? keep(environment.value, secret, workspaceId, known) : environment;
  }

  async function keep(environment: Environment, secret: unknown, workspaceId: WorkspaceId, known: CrmConnection | undefined): Promise<Result<CrmConnection, Failure>> {
    const looked = await look(environment.baseUrl, secret, known?.settings.apiVersion ?? null);
    if (!looked.ok) return looked;
    const { account, permissions } = looked.value;
    if (known !== undefined && known.externalId !== account.portalId) return err({ code: "crm-other-account", crmName: known.name, externalId: known.externalId, given: account.portalId });
    const same = known ?? (await portalsOf(workspaceId)).find((one) => one.externalId === account.portalId);
    if (known === undefined && same?.connectionState === "connected") return err({ code: "crm-connected-already", crmName: same.name, externalId: same.externalId });
    const connection: CrmConnection = {
      ...(same ?? { id: clock.newId() as ConnectionId, workspaceId, role: "crm", vendor: "hubspot", createdAt: clock.now(), settings: crmSettings.parse({}) }),
      name: same?.name ?? account.name,
      baseUrl: environment.baseUrl,
      appUrl: environment.appUrl,
      externalId: account.portalId,
      account,
      connectionState: "connected",
    };
    if (!(await store.saveConnection(connection, hubSpotSecret.parse(secret)))) return err({ code: "crm-connected-already", crmName: connection.name, externalId: connection.externalId });
    await store.savePermissions(connection.id, permissions, clock.now());
    return ok(connection);
  }

  async function portalsOf(workspaceId: WorkspaceId): Promise<CrmConnection[]> {
    return (await store.connections(workspaceId)).filter((one) => one.role === "crm").filter(({ vendor }) => vendor === "hubspot");
  }

  function newApp({ environment, clientId, clientSecret }: CrmAppKeys): Result<OAuthApp, Failure> {
    const found = environmentNamed(environment);
    if (!found.ok) return found;
    return ok({ kind: "oauth", clientId, clientSecret, ...(environment === "simulator" ? { oauthUrl: found.value.baseUrl } : {}) });
  }

  async function exchanged(app: OAuthApp, { code, redirectUri }: CrmGrant, apiVersion: string | null): Promise<Result<unknown, Failure>> {
    const granted = await exchangeCode(app, pathsOf(versionNamed(apiVersion)).oauth, code, redirectUri, clock.now());
    return granted.ok ? ok(granted.value.secret) : granted;
  }

  async function connectApp(keys: CrmAppKeys, workspaceId: WorkspaceId, given: CrmGrant): Promise<Result<CrmConnection, Failure>> {
    const app = newApp(keys);
    const environment = environmentNamed(keys.environment);
    if (!app.ok || !environment.ok) return app.ok ? (environment as Result<never, Failure>) : app;
    const secret = await exchanged(app.value, given, null);
    return secret.ok ? keep(environment.value, secret.value, workspaceId, undefined) : secret;
  }

  /** The permission for the portal of a connection, given again with the app's keys it has or with others. */
  async function accept(connection: CrmConnection, given: CrmGrant, keys?: CrmAppKeys): Promise<Result<CrmConnection, Failure>> {
    const app = keys === undefined ? await appOf(connection) : newApp(keys);
    if (!app.ok) return app;
    const secret = await exchanged(app.value, given, connection.settings.apiVersion);
    if (!secret.ok) return secret;
    const { baseUrl, appUrl, workspaceId } = connection;
    return keep({ id: environmentOf(baseUrl), baseUrl, appUrl }, secret.value, workspaceId, connection);
  }

  async function appOf({ id }: CrmConnection): Promise<Result<OAuthApp, Failure>> {
    const app = oauthApp.safeParse(await store.readSecret(id));
    return app.success ? ok(app.data) : err({ code: "crm-keys-refused" });
  }

  /** The gate closes before the token goes; a refresh under way is waited for, so that its token goes, too. */
  async function disconnect({ id, settings }: CrmConnection): Promise<"told" | "not-told" | "cannot-be-told"> {
    await store.setConnectionState(id, "disconnected");
    let told: "told" | "not-told" | "cannot-be-told" = "cannot-be-told";
    await store.replaceSecret(id, async (stored) => {
      const secret = permissionIn(stored);
      if (secret !== null && isOAuth(secret)) told = (await revoke(secret, pathsOf(versionNamed(settings.apiVersion)).oauth)).ok ? "told" : "not-told";
      return withoutPermission(stored);
    });
    return told;
  }

  async function credentialOf({ id }: CrmConnection): Promise<{ kind: CredentialKind; hearsWebhooks: boolean; isThere: boolean }> {
    const stored = await store.readSecret(id);
    const secret = permissionIn(stored);
    return { kind: kindOf(stored), hearsWebhooks: secret !== null && secret.clientSecret !== "", isThere: secret !== null };
  }

  return {
    environments,
    environmentOf: ({ baseUrl }: CrmConnection) => environmentOf(baseUrl),
    /** Every permission that is asked for, as if none were known. */
    wanted: permissionsWith(() => "unknown"),
    tryToken,
    connectToken,
    newPageOf: (keys: CrmAppKeys, redirectUri: string, state: string): Result<string, Failure> => {
      const app = newApp(keys);
      return app.ok ? ok(authorizeUrl(app.value, wantedScopes(), redirectUri, state)) : app;
    },
    connectApp,
    pageOf: async (connection: CrmConnection, redirectUri: string, state: string): Promise<Result<string, Failure>> => {
      const app = await appOf(connection);
      return app.ok ? ok(authorizeUrl(app.value, wantedScopes(), redirectUri, state)) : app;
    },
    accept,
    disconnect,
    credentialOf,
    apiVersions,
    samples: async () => (simulatorUrl === undefined ? null : readSamples(simulatorUrl)),
  };
}
