import { plural, t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import type { ConnectionLife } from "#api/connection-life.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { CalendarDate, Moment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import classes from "./connection-life.module.css";
import { ConnectionCommands } from "./connection-commands.tsx";
import { ReadOnlySwitch } from "./read-only-switch.tsx";

interface BooksLifeProps {
  connection: ConnectionRow;
  life: ConnectionLife;
}

/** How a set of books does: what is wrong first, then the facts, the switch, and what can be done. */
export function BooksLife({ connection, life }: BooksLifeProps): ReactNode {
  return (
    <div className={classes["life"]}>
      <StateNotice connection={connection} life={life} />
      {life.warnings.map((warning) => (
        <Notice key={warning.happened} tone="warning" title={warning.happened}>
          {warning.why} {warning.doThis}
        </Notice>
      ))}
      <section className={classes["part"]}>
        <Title order={3}><Trans>Health</Trans></Title>
        <Facts facts={healthFacts(life)} />
        <LastFailure health={life.health} />
      </section>
      <section className={classes["part"]}>
        <Title order={3}><Trans>Permission</Trans></Title>
        <Facts facts={permissionFacts(life)} />
      </section>
      <Allowed right="administer">
        <ReadOnlySwitch connection={connection} isReadOnly={life.isReadOnly} waiting={life.pending.count} />
        <ConnectionCommands
          connection={connection}
          reconnect={{ href: `/connect/quickbooks/${connection.id}`, label: <Trans>Reconnect the company</Trans> }}
          onAnswer={() => notifications.show({ title: t`It answers`, message: t`${connection.name} answered and lets us in.` })}
        />
      </Allowed>
    </div>
  );
}

function StateNotice({ connection, life }: BooksLifeProps): ReactNode {
  const waiting = life.pending.count > 0 ? ` ${plural(life.pending.count, { one: "# document waits and will go on by itself then.", other: "# documents wait and will go on by themselves then." })}` : "";
  switch (connection.connectionState) {
    case "ended":
      return (
        <Notice tone="danger" title={t`QuickBooks no longer accepts our permission`}>
          <Trans>It was revoked, or it expired. Reconnect the same company.</Trans>
          {waiting}
        </Notice>
      );
    case "disconnected":
      return (
        <Notice tone="warning" title={t`Disconnected by a person`}>
          <Trans>Nothing is read or written. Reconnect the same company to go on.</Trans>
          {waiting}
        </Notice>
      );
    case "connected":
      return null;
  }
}

function healthFacts({ health, pending }: ConnectionLife): Fact[] {
  return [
    { label: t`Last answered`, value: health.lastSuccessAt === null ? t`Not yet` : <Moment at={health.lastSuccessAt} /> },
    { label: t`Waits to be written`, value: pending.oldestAt === null ? t`Nothing` : <Waiting count={pending.count} since={pending.oldestAt} /> },
  ];
}

function permissionFacts({ permission }: ConnectionLife): Fact[] {
  if (permission === null) return [{ label: t`Tokens`, value: t`Erased` }];
  const { renewedAt, unusedUntil, endsAt, isEndAssumed } = permission;
  return [
    { label: t`Renewed`, value: renewedAt === null ? t`Every day; not due yet` : <Moment at={renewedAt} /> },
    { label: t`Unused, it ends`, value: <CalendarDate date={unusedUntil.slice(0, 10)} /> },
    {
      label: t`Ends in any case`,
      value: (
        <>
          <CalendarDate date={endsAt.slice(0, 10)} />
          {isEndAssumed && t`, five years after it was given`}
        </>
      ),
    },
  ];
}

function Waiting({ count, since }: { count: number; since: string }): ReactNode {
  return (
    <Trans>
      <Plural value={count} one="# document" other="# documents" />, the oldest since <Moment at={since} />
    </Trans>
  );
}

function LastFailure({ health: { lastFailure } }: { health: ConnectionLife["health"] }): ReactNode {
  if (lastFailure === null) return null;
  const { at, isOver, failure, traceId } = lastFailure;
  return (
    <details className={classes["failure"]} data-is-over={isOver} open={!isOver}>
      <summary>
        <Trans>
          Last trouble, <Moment at={at} />
        </Trans>
        {isOver && t`, over now`}
      </summary>
      <Text size="sm">{failure.happened}</Text>
      <Text size="sm" c="dimmed">
        {failure.why} {!isOver && failure.doThis}
      </Text>
      {traceId !== null && (
        <Text size="sm" c="dimmed">
          <Trans>
            Trace id for QuickBooks' support: <code>{traceId}</code>
          </Trans>
        </Text>
      )}
    </details>
  );
}
