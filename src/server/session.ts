/** Who is signed in, and the numbers of the first page. */
import { rightsOf } from "#domain/role.ts";
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import { connectionRows } from "./connections.ts";

export const me = api.me.handler(async ({ context: { parts, caller } }) => ({
  name: caller.name,
  email: caller.email,
  role: caller.role,
  rights: [...rightsOf(caller.role)],
  workspaceName: await workspaceName(parts, caller),
  version: parts.version,
}));

export const overview = api.overview.handler(async ({ context: { parts, caller } }) => {
  const [name, counts, connections] = await Promise.all([
    workspaceName(parts, caller),
    parts.store.overview(caller.workspaceId, parts.clock.now()),
    connectionRows(parts, caller.workspaceId),
  ]);
  return { workspaceName: name, ...counts, connections };
});

async function workspaceName(parts: ServerParts, caller: Caller): Promise<string> {
  const all = await parts.store.workspaces();
  return all.find((workspace) => workspace.id === caller.workspaceId)?.name ?? caller.workspaceId;
}
