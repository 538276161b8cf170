import { Trans } from "@lingui/react/macro";
import { Card, Group, Text } from "@mantine/core";
import { FileCheck2 } from "lucide-react";
import type { ReactNode } from "react";
import type { DocumentRow } from "#api/document.ts";
import { Amount } from "../../parts/amount.tsx";
import { documentName } from "../../parts/document-words.ts";
import { ExternalLink, PageLink } from "../../parts/links.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { linkBackStates } from "../../parts/states.ts";

/** The documents an enrollment made, with the way to both sides. */
export function MadeDocuments({ documents }: { documents: readonly DocumentRow[] }): ReactNode {
  return documents.map((document) => (
    <Card key={document.id} component="section" aria-label={documentName(document.kind, document.number)} padding="md">
      <Group gap="md" justify="space-between">
        <Group gap="sm" wrap="nowrap">
          <FileCheck2 size={22} color="var(--ledgerline-success)" aria-hidden />
          <div>
            <PageLink to="/documents/$id" params={{ id: document.id }} fw={600}>
              {documentName(document.kind, document.number)}
            </PageLink>
            <Text size="sm" c="dimmed">
              {document.partyName}
            </Text>
          </div>
        </Group>
        <Group gap="md">
          <Text fw={650} component="span">
            <Amount money={document.total} />
          </Text>
          <StateBadge state={linkBackStates[document.linkBackState]} />
          <Text size="sm" component="span">
            <ExternalLink href={document.url}><Trans>Open in QuickBooks</Trans></ExternalLink>
          </Text>
          <Text size="sm" component="span">
            <ExternalLink href={document.recordUrl}><Trans>Open the record in HubSpot</Trans></ExternalLink>
          </Text>
        </Group>
      </Group>
    </Card>
  ));
}
