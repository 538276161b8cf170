import { t } from "@lingui/core/macro";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Page } from "../../parts/page.tsx";
import { isNotFound } from "../../parts/problems.ts";

interface MissingProps {
  /** What the page would show, for example `Workflow`. */
  title: string;
  error: unknown;
  onRetry: () => void;
  back?: ReactNode;
}

/** A page whose subject is not there: still on its way, not existing, or not to be had now. */
export function Missing({ title, error, onRetry, back }: MissingProps): ReactNode {
  return (
    <Page title={title} back={back}>
      {error === null ? (
        <LoadingRows rows={6} />
      ) : isNotFound(error) ? (
        <Empty icon={SearchX} title={t`There is nothing with this id in this workspace.`}>
          {t`It may have been removed, or it is in another of your workspaces: choose that one in the header.`}
        </Empty>
      ) : (
        <CallProblem error={error} onRetry={onRetry} />
      )}
    </Page>
  );
}
