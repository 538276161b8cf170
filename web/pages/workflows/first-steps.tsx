import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Card, List, Text, ThemeIcon, Title } from "@mantine/core";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { OverviewReply } from "#api/connection.ts";
import type { WorkflowRow } from "#api/workflow.ts";
import { ExternalLink } from "../../parts/links.tsx";
import { firstSteps } from "./first-steps.ts";

interface FirstStepsProps {
  overview: OverviewReply;
  workflows: readonly WorkflowRow[];
}

/** Leads a newcomer from here to the first invoice. */
export function FirstSteps({ overview, workflows }: FirstStepsProps): ReactNode {
  const shown = firstSteps(overview, workflows);
  if (shown === null) return null;
  return (
    <Card component="section" aria-labelledby="first-steps" bg="var(--ledgerline-info-soft)">
      <Title order={2} id="first-steps">
        <Trans>Your first invoice in three steps</Trans>
      </Title>
      <List type="ordered" center={false} spacing="sm" mt="sm" size="sm" listStyleType="none" withPadding={false}>
        <List.Item icon={<StepMark number={1} isDone={shown.isTurnedOn} />}>
          {shown.isTurnedOn ? <Trans>"{shown.workflow.name}" is on.</Trans> : <Trans>Turn on "{shown.workflow.name}" with its switch below.</Trans>}
        </List.Item>
        <List.Item icon={<StepMark number={2} />}>
          <Trans>
            Open the <ExternalLink href={shown.crmUrl}>HubSpot simulator</ExternalLink> and move a deal to "Closed won".
          </Trans>
        </List.Item>
        <List.Item icon={<StepMark number={3} />}>
          {shown.booksUrl === null ? (
            <Trans>Come back: within two seconds the invoice is here.</Trans>
          ) : (
            <Trans>
              Come back: within two seconds the invoice is here and in the <ExternalLink href={shown.booksUrl}>QuickBooks simulator</ExternalLink>.
            </Trans>
          )}
        </List.Item>
      </List>
    </Card>
  );
}

function StepMark({ number, isDone = false }: { number: number; isDone?: boolean }): ReactNode {
  return (
    <ThemeIcon size={22} radius="xl" variant="filled">
      {isDone ? (
        <Check size={14} aria-label={t`Done`} />
      ) : (
        <Text size="xs" fw={650}>
          {number}
        </Text>
      )}
    </ThemeIcon>
  );
}
