/** What the credential may do: apps and their tokens say so; of a service key it is found out by trying what changes nothing. */
import { z } from "zod";
import type { CrmPermission } from "#domain/crm-permission.ts";
import type { Failure } from "#domain/failure.ts";
import { ok, type Result } from "#domain/result.ts";
import type { HubSpotClient } from "./client.ts";
import { isNotFound, isNotPermitted, isRefused } from "./faults.ts";
import { introspect } from "./oauth.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Paths } from "./paths.ts";
import { grantedIn, permissionsWith, type Scope, scopes } from "./scopes.ts";
import { type HubSpotSecret, isOAuth } from "./secret.ts";

const tokenInfo = z.object({ scopes: z.array(z.string()) });

/** Every permission with what is known of it. */
export async function readPermissions(client: HubSpotClient, paths: Paths, secret: HubSpotSecret): Promise<Result<CrmPermission[], Failure>> {
  const told = await toldScopes(client, paths, secret);
  if (!told.ok) return told;
  if (told.value === null) return probed(client, paths);
  const granted = grantedIn(told.value);
  return ok(permissionsWith(({ name }) => (granted.has(name) ? "granted" : "missing")));
}

/** Null = this kind of token does not tell. */
async function toldScopes(client: HubSpotClient, paths: Paths, secret: HubSpotSecret): Promise<Result<string[] | null, Failure>> {
  if (isOAuth(secret)) {
    const known = await introspect(secret, paths.oauth);
    return known.ok ? ok(known.value?.scopes ?? null) : known;
  }
  const info = await client.call({ method: "POST", path: paths.oauth.tokenInfo, body: { tokenKey: secret.accessToken } }, tokenInfo);
  if (info.ok) return ok(info.value.scopes);
  // An endpoint that does not know this kind of token refuses in one way or another; only no answer at all is a failure.
  return isRefused(info.error) || isNotFound(info.error) || info.error.code === "crm-disconnected" ? ok(null) : info;
}

async function probed(client: HubSpotClient, paths: Paths): Promise<Result<CrmPermission[], Failure>> {
  const states = new Map<string, CrmPermission["state"]>();
  for (const scope of scopes) {
    const state = await probe(client, paths, scope);
    if (!state.ok) return state;
    states.set(scope.name, state.value);
  }
  return ok(permissionsWith(({ name }) => states.get(name) ?? "unknown"));
}

async function probe(client: HubSpotClient, paths: Paths, { probe: way, objectType }: Scope): Promise<Result<CrmPermission["state"], Failure>> {
  const path = probePath(paths, way, objectType);
  if (path === null) return ok("unknown");
  const answer = await client.call({ method: "GET", path }, z.unknown());
  if (answer.ok) return ok("granted");
  return isNotPermitted(answer.error) ? ok("missing") : isRefused(answer.error) ? ok("unknown") : answer;
}

function probePath(paths: Paths, way: Scope["probe"], objectType: Scope["objectType"]): string | null {
  if (way === "owners") return `${paths.owners}?limit=1`;
  if (way === null || objectType === null) return null;
  const { plural } = objectKinds[objectType];
  return way === "schema" ? paths.properties(plural) : `${paths.create(plural)}?limit=1`;
}
