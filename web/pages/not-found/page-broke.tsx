import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Bug } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { messageOf } from "../../parts/problems.ts";

/** A page that broke: a bug, or its code could not be loaded because the server was upgraded meanwhile. */
export function PageBroke({ error }: ErrorComponentProps): ReactNode {
  return (
    <Page title={t`This page broke`}>
      <Empty icon={Bug} title={messageOf(error)}>
        <Button variant="default" mt="sm" onClick={() => location.reload()}>
          <Trans>Load it again</Trans>
        </Button>
      </Empty>
    </Page>
  );
}
