/** How many enrollments of each workflow are under way, stopped and completed. */
import type { WorkflowRow } from "#api/workflow.ts";
import type { EnrollmentState } from "#domain/enrollment.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";

type Counts = WorkflowRow["counts"];
const pageSize = 1_000;

const countedAs: Record<EnrollmentState, keyof Counts | null> = {
  running: "active",
  posting: "active",
  waiting: "active",
  "awaiting-approval": "active",
  "needs-attention": "needsAttention",
  completed: "completed",
  cancelled: null,
};

/** Counts one workflow's enrollments, page by page. */
export async function countEnrollments(store: Pick<Store, "enrollments">, workspaceId: WorkspaceId, workflowId: WorkflowId): Promise<Counts> {
  const counts: Counts = { active: 0, needsAttention: 0, completed: 0 };
  let after: string | undefined;
  for (;;) {
    const page = await store.enrollments(workspaceId, { workflowId }, { limit: pageSize, after });
    for (const enrollment of page) {
      const counted = countedAs[enrollment.enrollmentState];
      if (counted !== null) counts[counted] += 1;
    }
    after = page.at(-1)?.id;
    if (page.length < pageSize || after === undefined) return counts;
  }
}
