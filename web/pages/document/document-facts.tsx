import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Card, Code, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { Amount } from "../../parts/amount.tsx";
import { DocumentStatusBadge } from "../../parts/document-status-badge.tsx";
import { Facts } from "../../parts/facts.tsx";
import { PageLink } from "../../parts/links.tsx";
import { CalendarDate, Moment } from "../../parts/moment.tsx";
import { CheckNow } from "./check-now.tsx";

/** Where a document came from, and by what it is recognised. */
export function DocumentFacts({ document }: { document: DocumentDetail }): ReactNode {
  return (
    <Card component="section" aria-labelledby="facts">
      <Title order={2} id="facts" mb="sm">
        <Trans>Details</Trans>
      </Title>
      <Facts
        facts={[
          { label: t`Posted`, value: <Moment at={document.postedAt} /> },
          { label: t`Status`, value: <DocumentStatusBadge status={document.status} /> },
          { label: t`Balance`, value: <Amount money={document.balance} /> },
          ...(document.dueDate === null ? [] : [{ label: t`Due`, value: <CalendarDate date={document.dueDate} /> }]),
          { label: t`Last checked in QuickBooks`, value: <Checked document={document} /> },
          { label: t`Workflow`, value: <PageLink to="/workflows/$id" params={{ id: document.workflowId }}>{document.workflowName}</PageLink> },
          { label: t`Enrollment`, value: <PageLink to="/enrollments/$id" params={{ id: document.enrollmentId }}><Trans>How it came about</Trans></PageLink> },
          { label: t`QuickBooks id`, value: document.booksId },
          { label: t`Request id`, value: <Code>{document.requestId}</Code> },
          { label: t`Private note`, value: document.privateNote },
        ]}
      />
    </Card>
  );
}

function Checked({ document }: { document: DocumentDetail }): ReactNode {
  return (
    <>
      {document.checkedAt === null ? <Trans>Not since it was posted</Trans> : <Moment at={document.checkedAt} />}
      <Allowed right="edit">
        <CheckNow document={document} />
      </Allowed>
    </>
  );
}
