import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** An option of a list, with what tells it from others of the same name below. */
export function DetailedOption({ label, detail }: { label: string; detail: string | null | undefined }): ReactNode {
  return (
    <div>
      {label}
      {detail != null && (
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      )}
    </div>
  );
}
