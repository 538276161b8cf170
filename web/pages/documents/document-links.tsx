import { Anchor, Badge, Card, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import type { DocumentRow } from "../../../src/api/document.ts";
import { Money } from "../../parts/money.tsx";

const linkBack = {
  pending: { color: "yellow", label: "record not updated yet" },
  linked: { color: "teal", label: "shown on the record" },
  failed: { color: "red", label: "record could not be updated" },
} as const;

/** Whether the CRM record shows the document. */
export function LinkBackBadge({ state }: { state: DocumentRow["linkBackState"] }) {
  return (
    <Badge color={linkBack[state].color} variant="light" radius="sm" tt="none">
      {linkBack[state].label}
    </Badge>
  );
}

/** A document in one line, with the links to both sides. */
export function DocumentLinks({ document }: { document: DocumentRow }) {
  return (
    <Card withBorder padding="md">
      <Group justify="space-between">
        <Group gap="sm">
          <Anchor component={Link} to={`/documents/${document.id}`} fw={600}>
            Invoice {document.number ?? document.id}
          </Anchor>
          <Text>{document.customerName}</Text>
          <Money value={document.total} strong />
          <LinkBackBadge state={document.linkBackState} />
        </Group>
        <BothSides document={document} />
      </Group>
    </Card>
  );
}

/** The document in the books, and the record in the CRM. */
export function BothSides({ document }: { document: Pick<DocumentRow, "url" | "recordUrl"> }) {
  return (
    <Group gap="md">
      <Outside href={document.url} label="Open in QuickBooks" />
      <Outside href={document.recordUrl} label="Open in HubSpot" />
    </Group>
  );
}

function Outside({ href, label }: { href: string; label: string }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" size="sm">
      <Group gap={4} component="span" display="inline-flex">
        {label} <ExternalLink size={14} aria-hidden />
      </Group>
    </Anchor>
  );
}
