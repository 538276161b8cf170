import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { DocumentPreview } from "../../parts/document-preview.tsx";
import { documentName } from "../../parts/document-words.ts";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { ExternalLink, PageLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Missing } from "../not-found/missing.tsx";
import { DocumentChanges } from "./document-changes.tsx";
import { DocumentFacts } from "./document-facts.tsx";
import classes from "./document.module.css";
import { LinkBack } from "./link-back.tsx";

const route = getRouteApi("/app/documents/$id");

/** One document: as it looks, where it is, and what it came from. */
export function DocumentPage(): ReactNode {
  const { id } = route.useParams();
  const document = useQuery(orpc.documents.get.queryOptions({ input: { id } }));
  const back = <PageLink to="/documents"><Trans>Documents</Trans></PageLink>;
  if (document.data === undefined) return <Missing title={t`Document`} error={document.error} onRetry={() => void document.refetch()} back={back} />;
  return <DocumentShown document={document.data} back={back} />;
}

function DocumentShown({ document, back }: { document: DocumentDetail; back: ReactNode }): ReactNode {
  return (
    <Page
      title={documentName(document.kind, document.number ?? document.booksId)}
      back={back}
      beside={document.hasWarnings ? <Badge tone="warning"><Trans>Has a warning</Trans></Badge> : undefined}
      facts={document.partyName}
      actions={
        <Group gap="lg">
          <ExternalLink href={document.url}><Trans>Open in QuickBooks</Trans></ExternalLink>
          <ExternalLink href={document.recordUrl}><Trans>Open the record in HubSpot</Trans></ExternalLink>
        </Group>
      }
    >
      {document.gone !== null && <FailurePanel failure={document.gone} isWarning />}
      {document.warnings.map((warning) => (
        <FailurePanel key={`${warning.code} ${warning.happened}`} failure={warning} />
      ))}
      <div className={classes["columns"]}>
        <DocumentPreview plan={document.plan} number={document.number} isPosted />
        <Stack gap="lg">
          <DocumentChanges changes={document.changes} />
          <LinkBack document={document} />
          <DocumentFacts document={document} />
        </Stack>
      </div>
    </Page>
  );
}
