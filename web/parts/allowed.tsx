import type { ReactNode } from "react";
import type { Right } from "#domain/role.ts";
import { useMay } from "./may.ts";

/** What only some roles may do: the others are not offered it. */
export function Allowed({ right, children }: { right: Right; children: ReactNode }): ReactNode {
  return useMay(right) ? children : null;
}
