import { Trans } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { CallProblem } from "./call-problem.tsx";

/** How a dialog ends: what went wrong with it, the way back, and the button that does it (`children`). */
export function DialogActions({ error, onCancel, children }: { error: unknown; onCancel: () => void; children: ReactNode }): ReactNode {
  return (
    <>
      <CallProblem error={error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
        {children}
      </Group>
    </>
  );
}
