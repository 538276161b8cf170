import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { PageLink } from "../../parts/links.tsx";
import { OnlyFor } from "../../parts/only-for.tsx";
import { Page } from "../../parts/page.tsx";
import { ConnectForm } from "./connect-form.tsx";

/** A company's first connection: what Intuit needs, the app's keys, then Intuit's own page. */
export function ConnectPage(): ReactNode {
  const options = useQuery(orpc.connections.options.queryOptions());
  return (
    <Page title={t`Connect a QuickBooks company`} facts={t`Once per company; you need an app at Intuit, which is free and takes five minutes.`} back={<PageLink to="/connections"><Trans>Connections</Trans></PageLink>}>
      <Stack gap="lg" maw={760}>
        <OnlyFor right="administer">
          {options.isPending && <LoadingRows />}
          <CallProblem error={options.error} onRetry={() => void options.refetch()} />
          {options.data !== undefined && <ConnectForm options={options.data} />}
        </OnlyFor>
      </Stack>
    </Page>
  );
}
