import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import classes from "./connection-life.module.css";
import { DisconnectDialog } from "./disconnect-dialog.tsx";

interface ConnectionCommandsProps {
  connection: ConnectionRow;
  reconnect: { href: string; label: ReactNode };
  /** Tells what the vendor answered when it was asked. */
  onAnswer: (answer: ConnectionRow) => void;
}

/** What a person can do with a connection: ask the vendor, reconnect, disconnect. */
export function ConnectionCommands({ connection, reconnect, onAnswer }: ConnectionCommandsProps): ReactNode {
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const isDisconnected = connection.connectionState === "disconnected";
  const check = useMutation(orpc.connections.check.mutationOptions({ onSuccess: onAnswer, onSettled: () => refreshTopics(queryClient, new Set(["connections"])) }));
  return (
    <>
      <CallProblem error={check.error} />
      <div className={classes["commands"]}>
        {!isDisconnected && (
          <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate({ id: connection.id })}>
            <Trans>Check now</Trans>
          </Button>
        )}
        <Button size="xs" variant={connection.connectionState === "connected" ? "default" : "filled"} component="a" href={reconnect.href}>
          {reconnect.label}
        </Button>
        {!isDisconnected && (
          <Button size="xs" variant="subtle" color="red" c="var(--mantine-color-error)" onClick={() => setIsAsking(true)}>
            <Trans>Disconnect</Trans>
          </Button>
        )}
      </div>
      {isAsking && <DisconnectDialog connection={connection} onClose={() => setIsAsking(false)} />}
    </>
  );
}
