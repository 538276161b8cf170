import { useLingui } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";

/** Asks QuickBooks now what became of the document, instead of within minutes. */
export function CheckNow({ document }: { document: DocumentDetail }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const check = useMutation(
    orpc.documents.check.mutationOptions({
      onSuccess: (checked) => {
        queryClient.setQueryData(orpc.documents.get.queryKey({ input: { id: document.id } }), checked);
        const hasNews = checked.changes.length > document.changes.length;
        notifications.show({ message: hasNews ? t`QuickBooks has news of it: the page shows it.` : t`QuickBooks says the same: nothing changed.` });
      },
    }),
  );
  return (
    <Stack gap="sm" align="flex-start" mt={6}>
      <CallProblem error={check.error} />
      <Button size="xs" variant="default" leftSection={<RefreshCw size={14} aria-hidden />} loading={check.isPending} onClick={() => check.mutate({ id: document.id })}>
        {t`Check now`}
      </Button>
    </Stack>
  );
}
