import { Trans, useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { PageLink } from "../../parts/links.tsx";
import { OnlyFor } from "../../parts/only-for.tsx";
import { Page } from "../../parts/page.tsx";
import { HubSpotForm } from "./hubspot-form.tsx";

/** Connects a portal, or gives a connection (`?for=`) another token of the same portal. */
export function ConnectHubSpotPage(): ReactNode {
  const { t } = useLingui();
  const options = useQuery(orpc.connections.crmOptions.queryOptions());
  const id = new URLSearchParams(location.search).get("for");
  return (
    <Page
      title={id === null ? t`Connect HubSpot` : t`Reconnect HubSpot`}
      facts={id === null ? t`Once per portal. The scopes are shown before anything is kept.` : t`With a token or app of the same portal; another portal is refused.`}
      back={
        <PageLink to="/connections">
          <Trans>Connections</Trans>
        </PageLink>
      }
    >
      <Stack gap="lg" maw={760}>
        <OnlyFor right="administer">
          {options.isPending && <LoadingRows />}
          <CallProblem error={options.error} onRetry={() => void options.refetch()} />
          {options.data !== undefined && <HubSpotForm options={options.data} id={id} />}
        </OnlyFor>
      </Stack>
    </Page>
  );
}
