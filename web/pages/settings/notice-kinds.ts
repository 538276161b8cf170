/** What people and other systems are told, in words. */
import { useLingui } from "@lingui/react/macro";
import type { NoticeKind } from "#domain/notification/notice.ts";

export type KindWords = Record<NoticeKind, { label: string; explained: string }>;

/** Each kind with when it is told. */
export function useKindWords(): KindWords {
  const { t } = useLingui();
  return {
    "needs-attention": { label: t`Needs attention`, explained: t`An enrollment stopped and a person must fix something.` },
    "approval-waiting": { label: t`Approval waits`, explained: t`A planned document waits for a person's yes.` },
    "document-gone": { label: t`Document voided or deleted`, explained: t`Somebody voided or deleted a document in QuickBooks; perhaps it is to be made again.` },
    "workflow-paused": { label: t`Workflow stopped`, explained: t`A limit stopped a whole workflow, or its filters ask for what the CRM no longer has.` },
    "connection-ends": { label: t`Connection ends`, explained: t`A connection ended, or its permission ends in 30, 7 or 1 days.` },
    "budget-used": { label: t`Call budget`, explained: t`80 % of the month's metered calls are used, or all of them.` },
    "document-posted": { label: t`Document posted`, explained: t`A document is in the books.` },
  };
}
