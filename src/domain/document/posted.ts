/** A posted document as we keep it: what the books have, and the record it belongs to. */
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, DocumentId, EnrollmentId, PostingId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { ObjectType } from "../record.ts";
import type { DocumentPlan, PostedDocument } from "./plan.ts";

/** Whether the CRM record shows the document. `failed` says why; it is tried again only on request. */
export type LinkBackState = "pending" | "linked" | "failed";

export interface KeptDocument extends PostedDocument {
  id: DocumentId;
  workspaceId: WorkspaceId;
  connectionId: ConnectionId;
  enrollmentId: EnrollmentId;
  postingId: PostingId;
  workflowId: WorkflowId;
  plan: DocumentPlan;
  objectType: ObjectType;
  recordId: string;
  recordName: string;
  recordUrl: string;
  linkBackState: LinkBackState;
  linkBackFailure: Failure | null;
  linkBackTries: number;
  /** For example a total that differs from the plan. */
  warnings: Failure[];
  postedAt: Instant;
}

/** One that was just posted: how its record is opened is known where records are kept. */
export type NewDocument = Omit<KeptDocument, "recordUrl">;
