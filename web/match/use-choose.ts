/** Keeping a person's choice of a customer or product: it is saved, and what waited for it goes on. */
import { useLingui } from "@lingui/react/macro";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { orpc } from "../api.ts";
import { refreshTopics } from "../live.ts";

/** What is chosen for: the place of the link, and what the CRM calls it. */
export type Chosen = Pick<UnmatchedRow, "connectionId" | "crmKey" | "name">;

/** Saves a choice. */
export function useChoose() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const save = useMutation(
    orpc.links.save.mutationOptions({
      onSuccess: async ({ link, retried }) => {
        const booksName = link.booksName ?? link.booksId;
        notifications.show({ title: t`${link.crmName ?? link.crmKey} is ${booksName}`, message: retried === 0 ? t`Kept for the next documents.` : t`Tried again: ${retried}. Kept for the next documents, too.` });
        await Promise.all([queryClient.invalidateQueries({ queryKey: orpc.links.key() }), refreshTopics(queryClient, new Set(["enrollments"]))]);
      },
    }),
  );
  const choose = ({ connectionId, crmKey, name }: Chosen, booksId: string): void => save.mutate({ connectionId, crmKey, crmName: name, booksId });
  return { choose, isPending: save.isPending, error: save.error };
}
