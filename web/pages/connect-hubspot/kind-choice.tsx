import { Trans, useLingui } from "@lingui/react/macro";
import { Card, Radio, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { CredentialKindName } from "#api/crm-life.ts";

interface KindChoiceProps {
  value: CredentialKindName;
  onChange: (value: CredentialKindName) => void;
}

/** What kind of credential HubSpot gave, with what each can do. */
export function KindChoice({ value, onChange }: KindChoiceProps): ReactNode {
  const { t } = useLingui();
  const kinds: { id: CredentialKindName; label: string; description: string }[] = [
    { id: "service-key", label: t`Service key`, description: t`The simplest: Settings, Development, Keys, Service keys. No webhooks; changes are found by asking every 15 seconds.` },
    { id: "project-app", label: t`Project app with a static token`, description: t`An app deployed in your own portal: webhooks, and our actions inside HubSpot's workflows.` },
    { id: "private-app", label: t`Private app (legacy)`, description: t`A token of an existing private app, beginning with "pat-". It works until September 2027.` },
    { id: "oauth", label: t`App with OAuth`, description: t`You allow the connection on HubSpot's page; its token is renewed by itself.` },
  ];
  return (
    <Card>
      <Stack gap="md">
        <Title order={2}>
          <Trans>What you have from HubSpot</Trans>
        </Title>
        <Radio.Group name="kind" aria-label={t`Kind of credential`} value={value} onChange={(chosen) => onChange(chosen as CredentialKindName)}>
          <Stack gap="sm">
            {kinds.map(({ id, label, description }) => (
              <Radio key={id} value={id} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Card>
  );
}
