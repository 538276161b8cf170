/** What the signed-in person may do in the current workspace. */
import { useQuery } from "@tanstack/react-query";
import type { Right } from "#domain/role.ts";
import { orpc } from "../api.ts";

/**
 * Whether the person may do that here. While it is not known yet the answer is yes, so that nothing blinks: the server
 * refuses whatever is tried too early.
 */
export function useMay(right: Right): boolean {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  return me.data === undefined || me.data.rights.includes(right);
}
