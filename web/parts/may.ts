/** What the signed-in person may do in the current workspace. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Right } from "#domain/role.ts";
import { orpc } from "../api.ts";

/** Whether the person may do that here. Pages are shown only once it is known. */
export function useMay(right: Right): boolean {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  return me.data?.rights.includes(right) ?? false;
}

/** Why the person may not do that, and who may; null = they may. */
export function useWhyNot(right: Right): string | null {
  const { t } = useLingui();
  const reasons: Record<Right, string> = {
    read: t`Only members of this workspace may see this.`,
    edit: t`Only an editor or an admin of this workspace may do this. Ask an admin to do it or to change your role.`,
    approve: t`Only an approver or an admin of this workspace may do this. Ask an admin to do it or to change your role.`,
    administer: t`Only an admin of this workspace may do this.`,
  };
  return useMay(right) ? null : reasons[right];
}
