import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { webhookDelivery } from "#api/notification.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Moment } from "../../parts/moment.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { useKindWords } from "./notice-kinds.ts";

type Delivery = z.infer<typeof webhookDelivery>;

const shown = 10;
const lookAgainMs = 2_000;

/** The last calls to one receiver; looked at again while one is on its way. */
export function WebhookDeliveries({ receiverId }: { receiverId: string }): ReactNode {
  const { t } = useLingui();
  const words = useKindWords();
  const deliveries = useQuery(
    orpc.webhooks.deliveries.queryOptions({
      input: { id: receiverId, limit: shown },
      refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "pending") === true ? lookAgainMs : false),
    }),
  );
  const columns: Column<Delivery>[] = [
    { header: t`What`, cell: ({ kind }) => (kind === "test" ? t`Test` : words[kind].label) },
    { header: t`State`, cell: (delivery) => <State delivery={delivery} /> },
    { header: t`Last answer`, cell: (delivery) => <Answer delivery={delivery} /> },
    { header: t`Tries`, align: "end", cell: ({ tries }) => tries },
    { header: t`When`, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
  if (deliveries.error !== null) return <CallProblem error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  if (deliveries.data === undefined) return null;
  if (deliveries.data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Nothing was sent yet. Send a test to see whether it arrives.</Trans>
      </Text>
    );
  }
  return <RowTable label={t`Last deliveries`} columns={columns} rows={deliveries.data} />;
}

function State({ delivery: { state, tries, dueAt } }: { delivery: Delivery }): ReactNode {
  const { t } = useLingui();
  if (state === "delivered") return <Badge tone="success">{t`Delivered`}</Badge>;
  if (state === "given-up") return <Badge tone="danger">{t`Given up`}</Badge>;
  if (tries === 0 || dueAt === null) return <Badge tone="info" isBusy>{t`Sending`}</Badge>;
  return (
    <>
      <Badge tone="warning">{t`Tried again`}</Badge>{" "}
      <Text span size="xs" c="dimmed">
        <Moment at={dueAt} />
      </Text>
    </>
  );
}

function Answer({ delivery: { status, answer } }: { delivery: Delivery }): ReactNode {
  const text = [status === null ? "" : String(status), answer ?? ""].filter((part) => part !== "").join(" ");
  return (
    <Text span size="sm" lineClamp={2}>
      {text === "" ? "–" : text}
    </Text>
  );
}
