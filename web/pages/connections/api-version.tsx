import { Trans, useLingui } from "@lingui/react/macro";
import { Select, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import type { CrmLife } from "#api/crm-life.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Notice } from "../../parts/notice.tsx";

interface ApiVersionProps {
  connection: Pick<ConnectionRow, "id" | "name">;
  crm: Pick<CrmLife, "settings" | "apiVersions">;
}

const followsUs = "usual";

/** Which generation of HubSpot's API the portal is asked in. Another one is tried as soon as it is chosen. */
export function ApiVersionChoice({ connection, crm: { settings, apiVersions } }: ApiVersionProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const check = useMutation(
    orpc.connections.check.mutationOptions({
      onSuccess: () => notifications.show({ title: t`HubSpot answers`, message: t`The API version was changed, and HubSpot answers in it.` }),
      onSettled: () => refreshTopics(queryClient, new Set(["connections"])),
    }),
  );
  const save = useMutation(orpc.connections.saveCrmSettings.mutationOptions({ onSuccess: () => check.mutate({ id: connection.id }) }));
  const usual = apiVersions[0] ?? "";
  const chosen = settings.apiVersion ?? followsUs;

  const ask = (value: string): void => {
    const version = value === followsUs ? usual : value;
    modals.openConfirmModal({
      title: <Text fw={650}>{t`Ask ${connection.name} in version ${version}?`}</Text>,
      children: (
        <Text size="sm">
          {value === followsUs ? (
            <Trans>It is used from the next call on, and newer versions with newer releases of Ledgerline. HubSpot is asked once to see that it answers.</Trans>
          ) : (
            <Trans>It is used from the next call on and stays until you choose another, also when HubSpot ends it. HubSpot is asked once to see that it answers.</Trans>
          )}
        </Text>
      ),
      labels: { confirm: t`Change the version`, cancel: t`Cancel` },
      onConfirm: () => save.mutate({ id: connection.id, apiVersion: value === followsUs ? null : value }),
    });
  };

  return (
    <Stack gap="xs">
      <Select
        label={t`API version`}
        description={t`Leave the usual one unless HubSpot's support or an app of yours needs another.`}
        data={[{ value: followsUs, label: t`Usual: ${usual}` }, ...apiVersions.map((version) => ({ value: version, label: version === "v3" ? t`v3, until September 2027` : version }))]}
        value={chosen}
        onChange={(value) => value !== null && value !== chosen && ask(value)}
        allowDeselect={false}
        readOnly={save.isPending || check.isPending}
        maw={320}
      />
      {settings.apiVersion !== null && settings.apiVersion !== usual && (
        <Notice tone="warning" title={t`The portal is asked in an older version`}>
          <Trans>HubSpot supports a version for about 18 months. When it ends, nothing is read or written until another is chosen.</Trans>
        </Notice>
      )}
      <CallProblem error={save.error ?? check.error} />
    </Stack>
  );
}
