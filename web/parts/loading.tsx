import { t } from "@lingui/core/macro";
import { Card, Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";

/** Stands in for rows that are on their way. */
export function LoadingRows({ rows = 4 }: { rows?: number }): ReactNode {
  return (
    <Card role="status" aria-label={t`Loading`}>
      <Stack gap="md">
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} height={18} width={`${94 - ((index * 17) % 38)}%`} radius="sm" />
        ))}
      </Stack>
    </Card>
  );
}
