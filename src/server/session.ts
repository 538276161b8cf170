/** Who is signed in, and the numbers of the first page. */
import { rightsOf } from "#domain/role.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { connectionRows } from "./connections.ts";
import { canCreateWorkspaces } from "./workspaces.ts";

export const me = api.me.handler(async ({ context: { parts, caller } }) => {
  const memberships = caller.personId === null ? [] : await parts.store.membershipsOf(caller.personId);
  return {
    name: caller.name,
    email: caller.email,
    personId: caller.personId,
    via: caller.via,
    role: caller.role,
    rights: [...rightsOf(caller.role)],
    approvalLimit: caller.approvalLimit,
    hasPassword: caller.personId !== null && (await parts.auth.hasPassword(caller.personId)),
    workspaceId: caller.workspaceId,
    workspaceName: await workspaceName(parts, caller),
    workspaces: memberships.map((member) => ({ id: member.workspaceId, name: member.workspaceName, role: member.role })),
    canCreateWorkspaces: await canCreateWorkspaces(parts, caller),
    version: parts.version,
  };
});

export const account = {
  setPassword: api.account.setPassword.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (caller.personId === null || caller.session === null) throw errors.PEOPLE_ONLY();
    if (!(await parts.auth.setPassword(caller.personId, input.current, input.password))) throw errors.WRONG_PASSWORD();
    await parts.auth.endSessions(caller.personId, caller.session);
    await noteDown(parts, caller, deed("set a new password"), caller.personId);
    return { done: true as const };
  }),
};

export const overview = api.overview.handler(async ({ context: { parts, caller } }) => {
  const [name, counts, goneDocuments, connections] = await Promise.all([
    workspaceName(parts, caller),
    parts.store.overview(caller.workspaceId, parts.clock.now()),
    parts.store.countGoneDocuments(caller.workspaceId),
    connectionRows(parts, caller.workspaceId),
  ]);
  return { workspaceName: name, ...counts, goneDocuments, connections };
});

async function workspaceName(parts: ServerParts, caller: Caller): Promise<string> {
  const all = await parts.store.workspaces();
  return all.find((workspace) => workspace.id === caller.workspaceId)?.name ?? caller.workspaceId;
}
