import { Card, Code, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { documentStatusWords } from "#domain/document/kind.ts";
import { Amount } from "../../parts/amount.tsx";
import { Facts } from "../../parts/facts.tsx";
import { PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";

/** Where a document came from, and by what it is recognised. */
export function DocumentFacts({ document }: { document: DocumentDetail }): ReactNode {
  return (
    <Card component="section" aria-labelledby="facts">
      <Title order={2} id="facts" mb="sm">
        Details
      </Title>
      <Facts
        facts={[
          { label: "Posted", value: <Moment at={document.postedAt} /> },
          { label: "Status", value: documentStatusWords[document.status] },
          { label: "Balance", value: <Amount money={document.balance} /> },
          { label: "Workflow", value: <PageLink to="/workflows/$id" params={{ id: document.workflowId }}>{document.workflowName}</PageLink> },
          { label: "Enrollment", value: <PageLink to="/enrollments/$id" params={{ id: document.enrollmentId }}>How it came about</PageLink> },
          { label: "QuickBooks id", value: document.booksId },
          { label: "Request id", value: <Code>{document.requestId}</Code> },
          { label: "Private note", value: document.privateNote },
        ]}
      />
    </Card>
  );
}
