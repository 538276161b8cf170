import { Trans } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { FailurePanel } from "./failure-panel.tsx";
import { Notice } from "./notice.tsx";
import { failuresOf, isOfOtherVersion, messageOf } from "./problems.ts";

/** Why a call did not do what was asked: every failure it gave, or one sentence. Nothing while there is no error. */
export function CallProblem({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  if (error === null || error === undefined) return null;
  const failures = failuresOf(error);
  if (failures.length > 0) {
    return (
      <Stack gap="sm" role="alert">
        {failures.map((failure) => (
          <FailurePanel key={`${failure.code} ${failure.happened}`} failure={failure} />
        ))}
      </Stack>
    );
  }
  return (
    <Notice tone="danger" title={messageOf(error)}>
      {isOfOtherVersion(error) ? (
        <Button size="xs" variant="default" onClick={() => location.reload()}>
          <Trans>Load the page again</Trans>
        </Button>
      ) : (
        onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )
      )}
    </Notice>
  );
}
