/** Workspaces of the installation: making one, going to one, calling it something else. */
import type { WorkspaceId } from "#domain/ids.ts";
import { ORPCError } from "@orpc/server";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";

export const workspaces = {
  create: api.workspaces.create.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (!(await canCreateWorkspaces(parts, caller))) {
      throw new ORPCError("FORBIDDEN", { message: "Only an admin of this installation's first workspace may create workspaces." });
    }
    if (caller.via === "api-key") throw errors.PEOPLE_ONLY();
    const now = parts.clock.now();
    const id = parts.clock.newId() as WorkspaceId;
    await parts.store.createWorkspace({ id, name: input.name, now });
    for (const admin of await adminsOf(parts, caller)) await parts.store.addMember({ ...admin, workspaceId: id, role: "admin", approvalLimit: null, joinedAt: now });
    await noteDown(parts, caller, deed('created the workspace "{name}"', { name: input.name }), id);
    return { id, name: input.name };
  }),

  choose: api.workspaces.choose.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (caller.personId === null || caller.session === null) throw errors.PEOPLE_ONLY();
    const member = await parts.store.member(input.id as WorkspaceId, caller.personId);
    if (member === undefined) throw errors.NOT_FOUND();
    await parts.auth.chooseWorkspace(caller.personId, caller.session, member.workspaceId);
    return { id: member.workspaceId };
  }),

  rename: api.workspaces.rename.handler(async ({ input, context: { parts, caller } }) => {
    const before = (await parts.store.workspaces()).find(({ id }) => id === caller.workspaceId)?.name;
    await parts.store.renameWorkspace(caller.workspaceId, input.name);
    await noteDown(parts, caller, deed("renamed the workspace"), caller.workspaceId, { before, after: input.name });
    return { name: input.name };
  }),
};

/** Whoever may administer the first workspace looks after the installation. */
export async function canCreateWorkspaces({ store }: Pick<ServerParts, "store">, { personId, via, role, workspaceId }: Caller): Promise<boolean> {
  const [first] = await store.workspaces();
  if (first === undefined || via === "api-key") return false;
  if (personId === null) return true;
  const standing = first.id === workspaceId ? { role } : await store.member(first.id, personId);
  return standing?.role === "admin";
}

/** Who makes it is its admin; made by the command line, the admins of the workspace it works in are. */
async function adminsOf({ store }: ServerParts, caller: Caller) {
  const members = await store.members(caller.workspaceId);
  return members.filter(({ personId, role }) => (caller.personId === null ? role === "admin" : personId === caller.personId));
}
