/** How many enrollments of each workflow are under way, stopped and completed. */
import type { WorkflowRow } from "#api/workflow.ts";
import type { EnrollmentState } from "#domain/enrollment.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";

type Counts = WorkflowRow["counts"];

const countedAs: Record<EnrollmentState, keyof Counts | null> = {
  running: "active",
  posting: "active",
  waiting: "active",
  "awaiting-approval": "active",
  "needs-attention": "needsAttention",
  completed: "completed",
  cancelled: null,
};

/** The counts of all of a workspace's workflows, or of one; a workflow without enrollments is absent. */
export async function countEnrollments(store: Pick<Store, "enrollmentCounts">, workspaceId: WorkspaceId, workflowId?: WorkflowId): Promise<Map<WorkflowId, Counts>> {
  const counts = new Map<WorkflowId, Counts>();
  for (const { workflowId: id, state, count } of await store.enrollmentCounts(workspaceId, workflowId)) {
    const of = counts.get(id) ?? { ...noEnrollments };
    const counted = countedAs[state];
    if (counted !== null) of[counted] += count;
    counts.set(id, of);
  }
  return counts;
}

export const noEnrollments: Counts = { active: 0, needsAttention: 0, completed: 0 };
