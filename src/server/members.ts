/** Members of the workspace: who they are, inviting, changing and removing. */
import { later } from "#domain/dates.ts";
import type { PersonId } from "#domain/ids.ts";
import { emailKey, type Invitation, invitationDays, keptStanding, type Member, type Standing } from "#domain/member.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { languageNow } from "./language.ts";
import { invitationMail } from "./mails.ts";
import { digestOf, newToken } from "./tokens.ts";

const dayMs = 86_400_000;

export const members = {
  list: api.members.list.handler(async ({ context: { parts, caller } }) => {
    const [all, invitations] = await Promise.all([parts.store.members(caller.workspaceId), parts.store.invitations(caller.workspaceId)]);
    return { members: all.map((member) => memberRow(member, caller)), invitations: invitations.map((one) => invitationRow(one, parts)), isMailSetUp: parts.isMailSetUp };
  }),

  invite: api.members.invite.handler(async ({ input, context: { parts, caller }, errors }) => {
    const email = emailKey(input.email);
    if ((await parts.store.members(caller.workspaceId)).some((member) => member.email === email)) throw errors.MEMBER_ALREADY();
    const token = newToken();
    const invitation = invitationNow(parts, caller, email, keptStanding(input));
    await parts.store.saveInvitation(invitation, digestOf(token));
    await noteDown(parts, caller, deed("invited {email}", { email }), invitation.id, { after: keptStanding(input) });
    // After the hash, which browsers send to nobody.
    const link = `${parts.publicUrl}/invitation#${token}`;
    return { invitation: invitationRow(invitation, parts), link, isMailed: await isMailed(parts, caller, invitation, link) };
  }),

  withdraw: api.members.withdraw.handler(async ({ input, context: { parts, caller }, errors }) => {
    const invitation = (await parts.store.invitations(caller.workspaceId)).find(({ id }) => id === input.id);
    if (invitation === undefined || !(await parts.store.removeInvitation(caller.workspaceId, input.id))) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("took back the invitation of {email}", { email: invitation.email }), invitation.id);
    return { id: invitation.id };
  }),

  change: api.members.change.handler(async ({ input, context: { parts, caller }, errors }) => {
    const before = await parts.store.member(caller.workspaceId, input.personId as PersonId);
    if (before === undefined) throw errors.NOT_FOUND();
    const standing = keptStanding(input);
    const changed = await parts.store.changeMember(caller.workspaceId, before.personId, standing);
    if (changed === "not-found") throw errors.NOT_FOUND();
    if (changed === "last-admin") throw errors.LAST_ADMIN();
    await noteDown(parts, caller, deed("changed what {email} may do", { email: before.email }), before.personId, { before: { role: before.role, approvalLimit: before.approvalLimit }, after: standing });
    return memberRow({ ...before, ...standing }, caller);
  }),

  remove: api.members.remove.handler(async ({ input, context: { parts, caller }, errors }) => {
    const member = await parts.store.member(caller.workspaceId, input.personId as PersonId);
    const removed = member === undefined ? "not-found" : await parts.store.removeMember(caller.workspaceId, member.personId);
    if (member === undefined || removed === "not-found") throw errors.NOT_FOUND();
    if (removed === "last-admin") throw errors.LAST_ADMIN();
    await parts.auth.endSessions(member.personId);
    await noteDown(parts, caller, deed("removed {email}", { email: member.email }), member.personId, { before: { role: member.role } });
    return { personId: member.personId };
  }),
};

function invitationNow({ clock }: ServerParts, { workspaceId, who }: Caller, email: string, standing: Standing): Invitation {
  const now = clock.now();
  return { id: clock.newId(), workspaceId, email, ...standing, invitedBy: who, invitedAt: now, expiresAt: later(now, invitationDays * dayMs) };
}

/** False = there is no mail server, or it did not take the mail: the link must be handed over another way. */
async function isMailed(parts: ServerParts, caller: Caller, invitation: Invitation, link: string): Promise<boolean> {
  if (!parts.isMailSetUp) return false;
  const workspaces = await parts.store.workspaces();
  const workspaceName = workspaces.find(({ id }) => id === caller.workspaceId)?.name ?? "";
  const { result: sent } = await parts.messages.sendMail({ to: [invitation.email], key: `invitation-${invitation.id}`, ...invitationMail(caller.name, workspaceName, link, languageNow()) });
  if (!sent.ok) parts.log.warn({ failure: sent.error }, "an invitation could not be mailed");
  return sent.ok;
}

function memberRow({ personId, name, email, role, approvalLimit, joinedAt }: Member, caller: Caller) {
  return { personId, name, email, role, approvalLimit, joinedAt, isYou: personId === caller.personId };
}

function invitationRow({ id, email, role, approvalLimit, invitedBy, invitedAt, expiresAt }: Invitation, { clock }: ServerParts) {
  return { id, email, role, approvalLimit, invitedBy, invitedAt, expiresAt, hasExpired: expiresAt <= clock.now() };
}
