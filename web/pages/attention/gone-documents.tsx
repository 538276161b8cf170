import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { GoneDocumentRow, GoneDocuments } from "#api/enrollment.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { Amount } from "../../parts/amount.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { documentName } from "../../parts/document-words.ts";
import { EnrollRecord } from "../../parts/enroll-record.tsx";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import classes from "./cause-group.module.css";

/** Documents that somebody voided or deleted in the books: made again, or settled by a person's word. */
export function GoneDocumentGroups({ groups }: { groups: readonly GoneDocuments[] }): ReactNode {
  // Held here, since the row is gone as soon as its document is made again.
  const [enrolled, setEnrolled] = useState<GoneDocumentRow | null>(null);
  return (
    <>
      {groups.map((group) => (
        <GoneGroup key={group.failure.cause} group={group} onMakeAgain={setEnrolled} />
      ))}
      {enrolled !== null && <EnrollRecord objectType={enrolled.objectType} recordId={enrolled.recordId} name={enrolled.recordName} onClose={() => setEnrolled(null)} />}
    </>
  );
}

interface OnMakeAgain {
  onMakeAgain: (document: GoneDocumentRow) => void;
}

function GoneGroup({ group: { failure, documents }, onMakeAgain }: OnMakeAgain & { group: GoneDocuments }): ReactNode {
  const { t } = useLingui();
  const settle = useSettle();
  const count = documents.length;
  return (
    <Card padding={0} component="article" aria-label={failure.happened}>
      <div className={classes["failure"]}>
        <FailurePanel failure={failure} isWarning>
          {count > 1 && (
            <Allowed right="edit">
              <Button size="xs" variant="default" loading={settle.isPending} onClick={() => settle.mutate({ ids: documents.map(({ id }) => id) })}>
                <Trans>All {count} are settled</Trans>
              </Button>
            </Allowed>
          )}
        </FailurePanel>
        <CallProblem error={settle.error} />
      </div>
      <ul className={classes["stopped"]} aria-label={t`Documents that are gone`}>
        {documents.map((document) => (
          <Gone key={document.id} document={document} onMakeAgain={onMakeAgain} />
        ))}
      </ul>
    </Card>
  );
}

function Gone({ document, onMakeAgain }: OnMakeAgain & { document: GoneDocumentRow }): ReactNode {
  const { t } = useLingui();
  const settle = useSettle();
  const name = documentName(document.kind, document.number);
  return (
    <li>
      <div className={`${classes["row"]} ${classes["wrapping"]}`}>
        <div className={classes["about"]}>
          <PageLink to="/documents/$id" params={{ id: document.id }} fw={550}>
            {name}
          </PageLink>{" "}
          <Amount money={document.had} />
          <div className={classes["quiet"]}>
            {[document.partyName, document.recordName, document.workflowName].filter(Boolean).join(" · ")} · <Moment at={document.goneAt} />
          </div>
        </div>
        <Allowed right="edit">
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => onMakeAgain(document)} aria-label={t`Make again… ${name}`}>
              <Trans>Make again…</Trans>
            </Button>
            <Button size="xs" variant="default" loading={settle.isPending} onClick={() => settle.mutate({ ids: [document.id] })} aria-label={t`Settled: ${name}`}>
              <Trans>Settled</Trans>
            </Button>
          </Group>
        </Allowed>
      </div>
      <CallProblem error={settle.error} />
    </li>
  );
}

function useSettle() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  return useMutation(
    orpc.attention.settleDocuments.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`Settled.` });
        await refreshTopics(queryClient, new Set(["documents"]));
      },
    }),
  );
}
