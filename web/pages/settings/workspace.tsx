import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";

/** What the workspace is called. */
export function WorkspaceTab(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  return me.data === undefined ? <LoadingRows rows={2} /> : <NameForm key={me.data.workspaceName} current={me.data.workspaceName} />;
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
      <Stack gap="md" maw={440}>
        <TextInput label={t`Name`} description={t`Shown in the header and in mails.`} required maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <CallProblem error={rename.error} />
        <Button type="submit" w="fit-content" loading={rename.isPending} disabled={name.trim() === current}>
          <Trans>Save</Trans>
        </Button>
      </Stack>
    </form>
  );
}
