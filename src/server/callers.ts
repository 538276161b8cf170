/** Who is asking: a session's person, an API key, or this installation's command line, each in one workspace. */
import type { WorkspaceId } from "#domain/ids.ts";
import type { Member } from "#domain/member.ts";
import type { Caller, ServerParts } from "./context.ts";
import { languageChosenIn, saidWith } from "./language.ts";
import type { IsMachineToken } from "./machine-token.ts";
import { apiKeyPrefix, digestOf } from "./tokens.ts";

/** What names the workspace to the command line's requests: an id or a name. */
export const workspaceHeader = "x-ledgerline-workspace";

/** The answer to "who is asking?": a caller, somebody who may not come in, or nobody we know. */
export type Asking = { caller: Caller; setCookies: string[] } | { refused: { status: 404 | 429; code: string; message: string } } | undefined;

export interface CallerOptions {
  parts: Pick<ServerParts, "store" | "clock" | "auth">;
  isMachineToken: IsMachineToken;
  /** Where the command line works when it does not say. */
  workspaceId: WorkspaceId;
}

/** How many requests a key may make a minute. */
export const keyRequestsPerMinute = 600;

/** A bearer token comes before the cookie. What a caller may do is read anew for each request, so that a change counts at once. */
export async function callerOf(headers: Headers, options: CallerOptions): Promise<Asking> {
  const bearer = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined) return personOf(headers, options);
  if (bearer.startsWith(apiKeyPrefix)) return keyOf(bearer, options);
  return options.isMachineToken(bearer) ? commandLineIn(headers.get(workspaceHeader), options) : undefined;
}

async function personOf(headers: Headers, { parts: { auth, store } }: CallerOptions): Promise<Asking> {
  const signedIn = await auth.signedIn(headers);
  if (signedIn === undefined) return undefined;
  const { person, session, workspaceId, setCookies } = signedIn;
  const memberships = await store.membershipsOf(person.id);
  const member = memberships.find((one) => one.workspaceId === workspaceId) ?? memberships[0];
  const language = languageChosenIn(headers);
  if (language !== null && memberships.some((one) => one.language !== language)) await store.keepLanguage(person.id, language);
  return member && { caller: memberCaller(member, session), setCookies };
}

function memberCaller({ name, email, personId, workspaceId, role, approvalLimit }: Member, session: string): Caller {
  return { name, email, personId, keyId: null, workspaceId, role, approvalLimit, who: email, via: "web", session };
}

async function keyOf(token: string, { parts: { store, clock } }: CallerOptions): Promise<Asking> {
  const key = await store.useApiKey(digestOf(token), clock.now());
  if (key === undefined) return undefined;
  if ((await store.countTry(`api-key ${key.id}`, 60_000, clock.now())) > keyRequestsPerMinute) {
    return { refused: { status: 429, code: "TOO_MANY_REQUESTS", message: saidWith("This key made more than {count} requests in a minute. Try again after the minute.", { count: keyRequestsPerMinute }) } };
  }
  const { id: keyId, name, role, approvalLimit, workspaceId } = key;
  return { caller: { name, email: "", personId: null, keyId, workspaceId, role, approvalLimit, who: `API key "${name}"`, via: "api-key", session: null }, setCookies: [] };
}

async function commandLineIn(named: string | null, { parts: { store }, workspaceId: usual }: CallerOptions): Promise<Asking> {
  const wanted = named === null ? null : decodeURIComponent(named);
  const all = wanted === null ? [] : await store.workspaces();
  const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name.toLowerCase() === wanted?.toLowerCase());
  if (wanted !== null && found === undefined) {
    return { refused: { status: 404, code: "NO_SUCH_WORKSPACE", message: `There is no workspace "${wanted}". There is: ${all.map(({ name }) => name).join(", ")}.` } };
  }
  const workspaceId = found?.id ?? usual;
  return { caller: { name: "Command line", email: "", personId: null, keyId: null, workspaceId, role: "admin", approvalLimit: null, who: "command line", via: "command-line", session: null }, setCookies: [] };
}
