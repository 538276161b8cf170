import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import classes from "./books-life.module.css";
import { DisconnectDialog } from "./disconnect-dialog.tsx";

/** What a person can do with a set of books. */
export function BooksCommands({ connection }: { connection: ConnectionRow }): ReactNode {
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const isDisconnected = connection.connectionState === "disconnected";
  const check = useMutation(
    orpc.connections.check.mutationOptions({
      onSuccess: () => notifications.show({ title: t`It answers`, message: t`${connection.name} answered and lets us in.` }),
      onSettled: () => refreshTopics(queryClient, new Set(["connections"])),
    }),
  );
  return (
    <>
      <CallProblem error={check.error} />
      <div className={classes["commands"]}>
        {!isDisconnected && (
          <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate({ id: connection.id })}>
            <Trans>Check now</Trans>
          </Button>
        )}
        <Button size="xs" variant={connection.connectionState === "connected" ? "default" : "filled"} component="a" href={`/connect/quickbooks/${connection.id}`}>
          <Trans>Reconnect the company</Trans>
        </Button>
        {!isDisconnected && (
          <Button size="xs" variant="subtle" color="red" onClick={() => setIsAsking(true)}>
            <Trans>Disconnect</Trans>
          </Button>
        )}
      </div>
      {isAsking && <DisconnectDialog connection={connection} onClose={() => setIsAsking(false)} />}
    </>
  );
}
