import type { ReactNode } from "react";
import type { DocumentStatus } from "#domain/document/kind.ts";
import { Badge, type Tone } from "./badge.tsx";
import { documentStatusName } from "./document-words.ts";

const tones: Partial<Record<DocumentStatus, Tone>> = {
  overdue: "warning",
  paid: "success",
  applied: "success",
  accepted: "success",
  voided: "danger",
  deleted: "danger",
  rejected: "danger",
};

/** Where a document stands in the books. */
export function DocumentStatusBadge({ status }: { status: DocumentStatus }): ReactNode {
  return <Badge tone={tones[status] ?? "neutral"}>{documentStatusName(status)}</Badge>;
}
