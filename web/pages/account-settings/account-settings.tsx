import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { AccountSettings } from "#api/account-settings.ts";
import { orpc } from "../../api.ts";
import { Fields } from "../../form/fields.tsx";
import { type FormValues, shownSettingsOf } from "../../form/settings.ts";
import { type FieldProblems, useSettingsForm } from "../../form/use-settings-form.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageLink } from "../../parts/links.tsx";
import { useMay } from "../../parts/may.ts";
import { Notice } from "../../parts/notice.tsx";
import { WhoMay } from "../../parts/only-for.tsx";
import { Page } from "../../parts/page.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { fieldProblemsOf, sentence } from "../../parts/problems.ts";
import { Missing } from "../not-found/missing.tsx";
import classes from "./account-settings.module.css";

const route = getRouteApi("/app/connections/$id/settings");
const noProblems: FieldProblems = [];

/** How one set of books is worked with: customers, products, sales tax, money. */
export function AccountSettingsPage(): ReactNode {
  const { id } = route.useParams();
  const settings = useQuery(orpc.connections.settings.queryOptions({ input: { id } }));
  const back = <PageLink to="/connections"><Trans>Connections</Trans></PageLink>;
  if (settings.data === undefined) return <Missing title={t`Settings`} error={settings.error} onRetry={() => void settings.refetch()} back={back} />;
  return (
    <Page title={t`Settings`} back={back} facts={t`How documents for ${settings.data.name} are made. A step of a workflow may override some of this.`}>
      <SettingsShown key={id} account={settings.data} />
    </Page>
  );
}

function SettingsShown({ account }: { account: AccountSettings }): ReactNode {
  const queryClient = useQueryClient();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const save = useMutation(
    orpc.connections.saveSettings.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(orpc.connections.settings.queryKey({ input: { id: saved.connectionId } }), saved);
        form.resetDirty();
        notifications.show({ title: t`Saved`, message: t`New documents are made by these settings. What is posted stays as it is.` });
        await refreshTopics(queryClient, new Set(["connections", "workflows"]));
      },
    }),
  );
  const problems = fieldProblemsOf(save.error);
  const fields = account.groups.flatMap((group) => group.fields);
  const { form, elsewhere, submit } = useSettingsForm(fields, account.settings, problems ?? noProblems, setWrong);
  const onSubmit = (values: FormValues): void => save.mutate({ id: account.connectionId, settings: shownSettingsOf(fields, values) });
  const mayChange = useMay("administer");
  return (
    <form noValidate onSubmit={submit(onSubmit)} className={classes["form"]}>
      <fieldset disabled={!mayChange} className={classes["fields"]}>
        <Stack gap="lg">
          {!mayChange && <WhoMay right="administer" />}
          {account.groups.map(({ id, title, help, fields: own }) => (
            <Card key={id} component="section" aria-labelledby={`group-${id}`}>
              <Title order={2} id={`group-${id}`}>
                {title}
              </Title>
              <Text size="sm" c="dimmed" mb="lg">
                {help}
              </Text>
              <Stack gap="lg">
                <Fields all={fields} fields={own} form={form} wrong={wrong} />
              </Stack>
            </Card>
          ))}
          {problems === undefined && <CallProblem error={save.error} />}
          {elsewhere.map((problem) => (
            <Notice key={problem} tone="danger" title={sentence(problem)} />
          ))}
        </Stack>
      </fieldset>
      {mayChange && (
        <div className={classes["actions"]}>
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="dimmed" aria-live="polite">
              {form.isDirty() ? t`Not saved yet` : t`All saved`}
            </Text>
            <ReasonedButton type="submit" loading={save.isPending} whyNot={form.isDirty() ? null : t`Nothing was changed.`}>
              <Trans>Save</Trans>
            </ReasonedButton>
          </Group>
        </div>
      )}
    </form>
  );
}
