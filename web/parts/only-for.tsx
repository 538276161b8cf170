import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useMay } from "./may.ts";
import { Notice } from "./notice.tsx";

type Refusable = "edit" | "administer";

/** What only some roles may do; the others read who may, instead of what the server would refuse. */
export function OnlyFor({ right, children }: { right: Refusable; children: ReactNode }): ReactNode {
  return useMay(right) ? children : <WhoMay right={right} />;
}

/** Who may do it, and what to do about it. */
export function WhoMay({ right }: { right: Refusable }): ReactNode {
  const { t } = useLingui();
  const titles: Record<Refusable, string> = {
    edit: t`Only an editor or an admin may change this`,
    administer: t`Only an admin may change this`,
  };
  return (
    <Notice tone="warning" title={titles[right]}>
      {t`You see everything. Ask an admin of the workspace to do it, or to change your role.`}
    </Notice>
  );
}
