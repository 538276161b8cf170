import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { Notice } from "../../parts/notice.tsx";

/** Says what came of the way over the vendor's page, which leads back here with `?connected=`. */
export function ConnectedNotice({ connections }: { connections: readonly ConnectionRow[] }): ReactNode {
  const id = new URLSearchParams(location.search).get("connected");
  const connection = connections.find((one) => one.id === id);
  if (connection?.connectionState !== "connected") return null;
  return (
    <Notice tone="success" title={t`${connection.name} is connected`}>
      {connection.role === "crm" ? (
        <Trans>Its records are being read; from then on changes start workflows.</Trans>
      ) : connection.mirrorRefreshedAt === null
        ? <Trans>Its customers, products and accounts are being read; workflows can use it in a moment.</Trans>
        : <Trans>Its customers, products and accounts are known.</Trans>}{" "}
      {connection.life?.isReadOnly === true ? <Trans>Read-only mode is still on: nothing is written until you switch it off.</Trans> : <Trans>Work that waited goes on by itself.</Trans>}
    </Notice>
  );
}
