import { Trans } from "@lingui/react/macro";
import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Allowed } from "../../parts/allowed.tsx";
import { MailChoices } from "./mail-choices.tsx";
import { Webhooks } from "./webhooks.tsx";

/** What the person is mailed about and, for admins, which other systems are told what happens. */
export function NotificationsTab(): ReactNode {
  return (
    <Stack gap={40}>
      <Stack gap="md">
        <Title order={2} size="h4">
          <Trans>E-mail to you</Trans>
        </Title>
        <MailChoices />
      </Stack>
      <Allowed right="administer">
        <Webhooks />
      </Allowed>
    </Stack>
  );
}
