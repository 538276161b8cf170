import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { Calls } from "../connections/calls.tsx";
import { Figure } from "./figure.tsx";

/** The calls to each QuickBooks company: of its allowance and its budget. */
export function CallsUsed(): ReactNode {
  const { t } = useLingui();
  const connections = useQuery(orpc.connections.list.queryOptions());
  const books = (connections.data ?? []).flatMap((connection) => (connection.calls === null ? [] : [{ connection, calls: connection.calls }]));
  if (books.length === 0) return null;
  return (
    <Figure
      title={t`Calls to QuickBooks`}
      table={books.map(({ connection, calls }) => (
        <div key={connection.id}>
          <Text fw={550}>{connection.name}</Text>
          <Calls connection={connection} calls={calls} />
        </div>
      ))}
    />
  );
}
