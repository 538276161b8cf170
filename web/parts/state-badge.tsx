import { Badge } from "@mantine/core";
import type { EnrollmentRow } from "../../src/api/enrollment.ts";

const looks: Record<EnrollmentRow["enrollmentState"], { color: string; label: string }> = {
  running: { color: "blue", label: "Running" },
  posting: { color: "blue", label: "Posting" },
  waiting: { color: "yellow", label: "Waiting" },
  "needs-attention": { color: "red", label: "Needs attention" },
  completed: { color: "teal", label: "Completed" },
  cancelled: { color: "gray", label: "Cancelled" },
};

/** Where an enrollment is, in colour and in words. */
export function StateBadge({ state }: { state: EnrollmentRow["enrollmentState"] }) {
  const { color, label } = looks[state];
  return (
    <Badge color={color} variant="light" radius="sm" tt="none" style={{ flexShrink: 0 }}>
      {label}
    </Badge>
  );
}
