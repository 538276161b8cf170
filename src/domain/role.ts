/** What people, API keys and the command line may do in a workspace. */
import type { Language } from "./language.ts";

/** From least to most, though an editor and an approver each may do what the other may not. */
export const roles = ["viewer", "editor", "approver", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * read: see everything but secrets. edit: build workflows, enroll, retry, link. approve: say that a planned document is
 * posted. administer: connections, members, keys and settings.
 */
export const rights = ["read", "edit", "approve", "administer"] as const;
export type Right = (typeof rights)[number];

const rightsOfRole: Record<Role, readonly Right[]> = {
  viewer: ["read"],
  editor: ["read", "edit"],
  approver: ["read", "approve"],
  admin: ["read", "edit", "approve", "administer"],
};

/** Everything a role may do. */
export function rightsOf(role: Role): readonly Right[] {
  return rightsOfRole[role];
}

/** Whether a role may do that. */
export function may(role: Role, right: Right): boolean {
  return rightsOfRole[role].includes(right);
}

/** The roles that may do it. */
export function rolesThatMay(right: Right): Role[] {
  return roles.filter((role) => may(role, right));
}

const needed: Record<Language, Record<Right, string>> = {
  en: { read: "a member", edit: "an editor or an admin", approve: "an approver or an admin", administer: "an admin" },
  nl: { read: "een lid", edit: "een editor of een beheerder", approve: "een goedkeurder of een beheerder", administer: "een beheerder" },
};
const dutchRoles: Record<Role, string> = { viewer: "lezer", editor: "editor", approver: "goedkeurder", admin: "beheerder" };

/** Why a role may not do it, and who may. */
export function refusalOf(role: Role, right: Right, language: Language = "en"): string {
  if (language === "nl") return `Alleen ${needed.nl[right]} van deze werkruimte mag dit, en de rol is hier ${dutchRoles[role]}. Vraag een beheerder om het te doen of om de rol te wijzigen.`;
  return `Only ${needed.en[right]} of this workspace may do this, and the role here is ${role}. Ask an admin of the workspace to do it or to change the role.`;
}
