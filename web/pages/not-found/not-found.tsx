import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Center } from "@mantine/core";
import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";

/** An address the app does not know. */
export function NotFound(): ReactNode {
  return (
    <Center component="main" p="xl">
      <Page title={t`There is no such page`}>
        <Empty icon={Compass} title={t`Perhaps it was moved, or the address is incomplete.`}>
          <PageLink to="/"><Trans>Go to the workflows</Trans></PageLink>
        </Empty>
      </Page>
    </Center>
  );
}
