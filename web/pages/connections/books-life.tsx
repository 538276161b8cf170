import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import type { ConnectionLife } from "#api/connection-life.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { countedText } from "../../parts/amounts.ts";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { CalendarDate, Moment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import classes from "./books-life.module.css";
import { BooksCommands } from "./books-commands.tsx";
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
        <Title order={3}>Health</Title>
        <Facts facts={healthFacts(life)} />
        <LastFailure health={life.health} />
      </section>
      <section className={classes["part"]}>
        <Title order={3}>Permission</Title>
        <Facts facts={permissionFacts(life)} />
      </section>
      <Allowed right="administer">
        <ReadOnlySwitch connection={connection} isReadOnly={life.isReadOnly} waiting={life.pending.count} />
        <BooksCommands connection={connection} />
      </Allowed>
    </div>
  );
}

function StateNotice({ connection, life }: BooksLifeProps): ReactNode {
  const waiting = life.pending.count > 0 ? ` ${countedText(life.pending.count, "document")} ${life.pending.count === 1 ? "waits" : "wait"} and will go on by ${life.pending.count === 1 ? "itself" : "themselves"} then.` : "";
  switch (connection.connectionState) {
    case "ended":
      return (
        <Notice tone="danger" title="QuickBooks no longer accepts our permission">
          It was revoked, or it expired. Reconnect the same company.{waiting}
        </Notice>
      );
    case "disconnected":
      return (
        <Notice tone="warning" title="Disconnected by a person">
          Nothing is read or written. Reconnect the same company to go on.{waiting}
        </Notice>
      );
    case "connected":
      return null;
  }
}

function healthFacts({ health, pending }: ConnectionLife): Fact[] {
  return [
    { label: "Last answered", value: health.lastSuccessAt === null ? "Not yet" : <Moment at={health.lastSuccessAt} /> },
    { label: "Waits to be written", value: pending.oldestAt === null ? "Nothing" : <Waiting count={pending.count} since={pending.oldestAt} /> },
  ];
}

function permissionFacts({ permission }: ConnectionLife): Fact[] {
  if (permission === null) return [{ label: "Tokens", value: "Erased" }];
  const { renewedAt, unusedUntil, endsAt, isEndAssumed } = permission;
  return [
    { label: "Renewed", value: renewedAt === null ? "Every day; not due yet" : <Moment at={renewedAt} /> },
    { label: "Unused, it ends", value: <CalendarDate date={unusedUntil.slice(0, 10)} /> },
    {
      label: "Ends in any case",
      value: (
        <>
          <CalendarDate date={endsAt.slice(0, 10)} />
          {isEndAssumed && ", five years after it was given"}
        </>
      ),
    },
  ];
}

function Waiting({ count, since }: { count: number; since: string }): ReactNode {
  return (
    <>
      {countedText(count, "document")}, the oldest since <Moment at={since} />
    </>
  );
}

function LastFailure({ health: { lastFailure } }: { health: ConnectionLife["health"] }): ReactNode {
  if (lastFailure === null) return null;
  const { at, isOver, failure, traceId } = lastFailure;
  return (
    <details className={classes["failure"]} data-is-over={isOver} open={!isOver}>
      <summary>
        Last trouble, <Moment at={at} />
        {isOver && ", over now"}
      </summary>
      <Text size="sm">{failure.happened}</Text>
      <Text size="sm" c="dimmed">
        {failure.why} {!isOver && failure.doThis}
      </Text>
      {traceId !== null && (
        <Text size="sm" c="dimmed">
          Trace id for QuickBooks' support: <code>{traceId}</code>
        </Text>
      )}
    </details>
  );
}
