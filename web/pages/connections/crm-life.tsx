import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import type { CrmLife } from "#api/crm-life.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { SaidMoment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import { sentence } from "../../parts/problems.ts";
import { objectTypePlural } from "../../parts/states.ts";
import { CopyLine } from "../connect/copy-line.tsx";
import { Permissions } from "../connect-hubspot/permissions.tsx";
import { ApiVersionChoice } from "./api-version.tsx";
import classes from "./connection-life.module.css";
import { ConnectionCommands } from "./connection-commands.tsx";
import { NotesSwitch } from "./notes-switch.tsx";

interface CrmLifeProps {
  connection: ConnectionRow;
  crm: CrmLife;
}

/** How a CRM does: what is wrong first, then how changes are heard of, its scopes, and what can be done. */
export function CrmLifeView({ connection, crm }: CrmLifeProps): ReactNode {
  const { t } = useLingui();
  return (
    <div className={classes["life"]}>
      {connection.connectionState === "ended" && (
        <Notice tone="danger" title={t`HubSpot no longer accepts our token`}>
          <Trans>It was revoked, replaced or deleted. Work waits; reconnect the same portal and it goes on by itself.</Trans>
        </Notice>
      )}
      {connection.connectionState === "disconnected" && (
        <Notice tone="warning" title={t`Disconnected by a person`}>
          <Trans>Nothing is read or written. Reconnect the same portal to go on.</Trans>
        </Notice>
      )}
      <section className={classes["part"]}>
        <Title order={3}>
          <Trans>Changes</Trans>
        </Title>
        <Facts facts={crm.watched.map((watched) => watchedFact(watched))} />
      </section>
      <section className={classes["part"]}>
        <Title order={3}>
          <Trans>Webhook address</Trans>
        </Title>
        <CopyLine label={crm.hearsWebhooks ? t`In the app's webhooks` : t`Not used: no client secret`} value={crm.webhookUrl} />
      </section>
      <section className={classes["part"]}>
        <Title order={3}>
          <Trans>Scopes</Trans>
        </Title>
        <Permissions permissions={crm.permissions} />
        <Text size="sm" c="dimmed" mt={6}>
          {crm.permissionsCheckedAt === null ? (
            <Trans>Not checked yet</Trans>
          ) : (
            <Trans>
              Permissions last checked <SaidMoment at={crm.permissionsCheckedAt} />
            </Trans>
          )}
        </Text>
      </section>
      <Allowed right="administer">
        <section className={classes["part"]}>
          <Title order={3}>
            <Trans>On the records</Trans>
          </Title>
          <NotesSwitch connection={connection} isOn={crm.settings.notesOnRecords} />
        </section>
        <section className={classes["part"]}>
          <Title order={3}>
            <Trans>HubSpot's API</Trans>
          </Title>
          <ApiVersionChoice connection={connection} crm={crm} />
        </section>
        <Commands connection={connection} />
      </Allowed>
    </div>
  );
}

function watchedFact({ objectType, askedAt, heardAt, heardBy, failure }: CrmLife["watched"][number]): Fact {
  const label = sentence(objectTypePlural(objectType));
  if (failure !== null) return { label, value: failure.happened };
  return {
    label,
    value: (
      <>
        {heardAt === null ? (
          <Trans>no change yet</Trans>
        ) : heardBy === "webhook" ? (
          <Trans>
            last change <SaidMoment at={heardAt} /> by webhook
          </Trans>
        ) : (
          <Trans>
            last change <SaidMoment at={heardAt} />
          </Trans>
        )}
        {askedAt !== null && (
          <Trans>
            {" "}
            · checked for changes <SaidMoment at={askedAt} />
          </Trans>
        )}
      </>
    ),
  };
}

function Commands({ connection }: { connection: ConnectionRow }): ReactNode {
  const { t } = useLingui();
  const tell = ({ crm }: ConnectionRow): void => {
    const missing = crm?.permissions.filter(({ state }) => state === "missing").length ?? 0;
    notifications.show({ title: t`HubSpot answers`, message: <Plural value={missing} _0="No scope is missing." one="# scope is missing." other="# scopes are missing." /> });
  };
  return <ConnectionCommands connection={connection} reconnect={{ href: `/connections/new-hubspot?for=${connection.id}`, label: <Trans>Reconnect the portal</Trans> }} onAnswer={tell} />;
}
