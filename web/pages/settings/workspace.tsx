import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";

/** What the workspace is called, and its first set-up. */
export function WorkspaceTab(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  if (me.data === undefined) return <LoadingRows rows={2} />;
  return (
    <Stack gap="xl" maw={440}>
      <NameForm key={me.data.workspaceName} current={me.data.workspaceName} />
      <Stack component="section" gap={4} aria-labelledby="first-set-up">
        <Title order={2} size="h4" id="first-set-up">
          <Trans>First set-up</Trans>
        </Title>
        <Text size="sm" c="dimmed">
          <Trans>Connect your accounts, answer the bookkeeper's eight questions, and create the first workflow.</Trans>
        </Text>
        <PageLink to="/setup">
          <Trans>Go to the set-up</Trans>
        </PageLink>
      </Stack>
    </Stack>
  );
}

function NameForm({ current }: { current: string }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [name, setName] = useState(current);
  const rename = useMutation(
    orpc.workspaces.rename.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`Saved.` });
        await Promise.all([queryClient.invalidateQueries({ queryKey: orpc.me.key() }), queryClient.invalidateQueries({ queryKey: orpc.overview.key() })]);
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ name });
      }}
    >
      <Stack gap="md">
        <TextInput label={t`Name`} description={t`Shown in the header and in mails.`} required maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <CallProblem error={rename.error} />
        <ReasonedButton type="submit" w="fit-content" loading={rename.isPending} whyNot={name.trim() === current ? t`Nothing was changed.` : null}>
          <Trans>Save</Trans>
        </ReasonedButton>
      </Stack>
    </form>
  );
}
