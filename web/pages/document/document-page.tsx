import { Anchor, Button, Card, SimpleGrid, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { DocumentDetail } from "../../../src/api/document.ts";
import { api } from "../../api.ts";
import { DocumentPreview, Fact } from "../../parts/document-preview.tsx";
import { FailureList, FailurePanel } from "../../parts/failure-panel.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Money } from "../../parts/money.tsx";
import { Loaded, Page } from "../../parts/page.tsx";
import { BothSides, LinkBackBadge } from "../documents/document-links.tsx";

export function DocumentPage() {
  const { id } = useParams({ from: "/documents/$id" });
  const document = useQuery(api.documents.get.queryOptions({ input: { id } }));
  return <Loaded query={document}>{(detail) => <DocumentView document={detail} />}</Loaded>;
}

function DocumentView({ document }: { document: DocumentDetail }) {
  return (
    <Page title={`Invoice ${document.number ?? ""}`} subtitle={`${document.customerName} · from ${document.recordName}`} actions={<BothSides document={document} />}>
      {document.warnings.length > 0 ? <FailureList failures={document.warnings} /> : null}
      <DocumentPreview plan={document.plan} number={document.number} />
      <Card withBorder padding="lg">
        <Stack gap="md">
          <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
            <Fact label="Total in QuickBooks">
              <Money value={document.total} />
            </Fact>
            <Fact label="Balance">
              <Money value={document.balance} />
            </Fact>
            <Fact label="Posted">
              <Moment at={document.postedAt} />
            </Fact>
            <Fact label="CRM record">
              <LinkBackBadge state={document.linkBackState} />
            </Fact>
            <Fact label="Enrollment">
              <Anchor component={Link} to={`/enrollments/${document.enrollmentId}`} inherit>
                {document.recordName}
              </Anchor>
            </Fact>
            <Fact label="Workflow">
              <Anchor component={Link} to={`/workflows/${document.workflowId}`} inherit>
                {document.workflowName}
              </Anchor>
            </Fact>
            <Fact label="QuickBooks id">{document.booksId}</Fact>
            <Fact label="Request id">{document.requestId}</Fact>
          </SimpleGrid>
          <Fact label="Private note">{document.privateNote}</Fact>
          <LinkBackProblem document={document} />
        </Stack>
      </Card>
    </Page>
  );
}

function LinkBackProblem({ document }: { document: DocumentDetail }) {
  const queries = useQueryClient();
  const retry = useMutation(api.documents.retryLinkBack.mutationOptions({ onSuccess: () => void queries.invalidateQueries({ queryKey: api.documents.key() }) }));
  if (!document.linkBackFailure) return null;
  const again = (
    <Button size="xs" loading={retry.isPending} onClick={() => retry.mutate({ id: document.id })}>
      Update the record again
    </Button>
  );
  return <FailurePanel failure={document.linkBackFailure} action={again} />;
}
