/** Roles in words. */
import { useLingui } from "@lingui/react/macro";
import { type Role, roles } from "#domain/role.ts";

export interface RoleWords {
  value: Role;
  label: string;
  explained: string;
}

/** Every role with its name and what it may do, from least to most. */
export function useRoleWords(): RoleWords[] {
  const { t } = useLingui();
  const words: Record<Role, Omit<RoleWords, "value">> = {
    viewer: { label: t`Viewer`, explained: t`Sees everything, changes nothing` },
    editor: { label: t`Editor`, explained: t`Builds workflows, enrolls, retries and links` },
    approver: { label: t`Approver`, explained: t`Sees everything and approves planned documents` },
    admin: { label: t`Admin`, explained: t`All of that, and connections, members, keys and settings` },
  };
  return roles.map((value) => ({ value, ...words[value] }));
}

/** The name of one role. */
export function useRoleName(): (role: Role) => string {
  const words = useRoleWords();
  return (role) => words.find(({ value }) => value === role)?.label ?? role;
}
