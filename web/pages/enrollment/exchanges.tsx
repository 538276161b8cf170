import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { StepAttemptReply } from "#api/enrollment.ts";
import { Badge } from "../../parts/badge.tsx";
import { JsonBlock } from "../../parts/json-block.tsx";
import { durationText } from "../../parts/moments.ts";
import classes from "./timeline.module.css";

type Exchange = StepAttemptReply["exchanges"][number];

/** What was sent to the books, and what they answered. */
export function Exchanges({ exchanges }: { exchanges: readonly Exchange[] }): ReactNode {
  if (exchanges.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        <Trans>Requests and answers</Trans>
      </Title>
      {exchanges.map((exchange, index) => (
        <details key={index} className={classes["exchange"]}>
          <summary>
            <code>
              {exchange.method} {exchange.path}
            </code>
            <Badge tone={exchange.status !== null && exchange.status < 400 ? "success" : "danger"}>{exchange.status ?? t`No answer`}</Badge>
            <Text size="xs" c="dimmed" component="span">
              {durationText(exchange.durationMs)}
              {exchange.traceId !== null && t` · trace id ${exchange.traceId}`}
            </Text>
          </summary>
          <div className={classes["sides"]}>
            <Side name={t`Request`} value={exchange.request} />
            <Side name={t`Answer`} value={exchange.answer} />
          </div>
        </details>
      ))}
    </Stack>
  );
}

function Side({ name, value }: { name: string; value: unknown }): ReactNode {
  return (
    <div>
      <div className={classes["sideName"]}>{name}</div>
      {value === null || value === undefined ? <Text size="sm"><Trans>Nothing</Trans></Text> : <JsonBlock label={name.toLowerCase()} value={value} />}
    </div>
  );
}
