import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { ApprovalRow } from "#api/approval.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { Amount } from "../../parts/amount.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { DocumentPreview } from "../../parts/document-preview.tsx";
import { ExternalLink, PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import { sentence } from "../../parts/problems.ts";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import classes from "./approvals.module.css";
import { RejectDialog } from "./reject-dialog.tsx";
import { totalsOf } from "./totals.ts";

interface ApprovalCardProps {
  row: ApprovalRow;
  /** Why the person may not answer at all; null = they may. */
  refusal: string | null;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  /** Shown from the start. */
  isOpen: boolean;
}

/** One question: the documents as they would be posted, and yes or no. */
export function ApprovalCard({ row, refusal, isChosen, onChoose, isOpen: opensAtOnce }: ApprovalCardProps): ReactNode {
  const { t } = useLingui();
  const heading = useId();
  const [isOpen, setIsOpen] = useState(opensAtOnce);
  const whyNot = refusal ?? (row.beyondLimit === null ? null : `${row.beyondLimit.happened} ${row.beyondLimit.why}`);
  return (
    <article className={classes["card"]} aria-labelledby={heading}>
      <div className={classes["head"]}>
        {whyNot === null && <Checkbox aria-label={t`Choose ${row.recordName}`} checked={isChosen} onChange={(event) => onChoose(event.currentTarget.checked)} />}
        <div className={classes["who"]}>
          <h2 id={heading}>
            <PageLink to="/enrollments/$id" params={{ id: row.enrollmentId }}>
              {row.recordName}
            </PageLink>
          </h2>
          <Text size="sm" c="dimmed">
            {row.workflowName} · {sentence(row.reason)} · <Moment at={row.askedAt} />
            {row.recordUrl !== null && (
              <>
                {" · "}
                <ExternalLink href={row.recordUrl}>{t`Open the record`}</ExternalLink>
              </>
            )}
          </Text>
        </div>
        <Group gap={8} className={classes["total"] ?? ""}>
          {totalsOf(row).map((money) => (
            <Amount key={money.currency} money={money} />
          ))}
        </Group>
        <Answers row={row} whyNot={whyNot} />
      </div>
      <div className={classes["documents"]}>
        <Button
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          aria-expanded={isOpen}
          leftSection={isOpen ? <ChevronUp size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <Trans>Hide the document</Trans> : <Trans>Show the document</Trans>}
        </Button>
        {isOpen && row.plans.map((plan, index) => <DocumentPreview key={index} plan={plan} />)}
        {isOpen && row.plans.length === 0 && (
          <Text size="sm">
            <Trans>What will be posted is not certain yet: it depends on a branch that follows.</Trans>
          </Text>
        )}
      </div>
    </article>
  );
}

function Answers({ row, whyNot }: { row: ApprovalRow; whyNot: string | null }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [isRejecting, setIsRejecting] = useState(false);
  const { enrollmentId, attemptId, recordName } = row;
  const refresh = (): Promise<void> => refreshTopics(queryClient, new Set(["enrollments"]));
  const approve = useMutation(orpc.approvals.approve.mutationOptions({ onSuccess: refresh }));
  const isForbidden = whyNot !== null && row.beyondLimit === null;
  return (
    <>
      <Group gap="sm">
        <ReasonedButton variant="default" whyNot={isForbidden ? whyNot : null} onClick={() => setIsRejecting(true)} aria-label={t`Reject ${recordName}`}>
          <Trans>Reject</Trans>
        </ReasonedButton>
        <ReasonedButton whyNot={whyNot} loading={approve.isPending} onClick={() => approve.mutate({ enrollmentId, attemptId })} aria-label={t`Approve ${recordName}`}>
          <Trans>Approve</Trans>
        </ReasonedButton>
      </Group>
      {approve.error !== null && (
        <div style={{ flexBasis: "100%" }}>
          <CallProblem error={approve.error} onRetry={() => void refresh()} />
        </div>
      )}
      {isRejecting && <RejectDialog row={row} onClose={() => setIsRejecting(false)} />}
    </>
  );
}
