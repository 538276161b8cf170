import { useLingui } from "@lingui/react/macro";
import { ActionIcon, TextInput, Title, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { messageOf } from "../../parts/problems.ts";
import classes from "./editor.module.css";

/** The workflow's name, changed with the pencil: Enter keeps it, Escape leaves it. */
export function WorkflowName({ workflow, mayEdit }: { workflow: Pick<WorkflowDetail, "id" | "name">; mayEdit: boolean }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useMutation(
    orpc.workflows.rename.mutationOptions({
      onSuccess: async () => {
        setTyped(null);
        await refreshTopics(queryClient, new Set(["workflows"]));
      },
      onError: (error) => notifications.show({ color: "red", title: t`The name was not changed`, message: messageOf(error) }),
    }),
  );
  const keep = (): void => {
    const name = typed?.trim() ?? "";
    if (name === "" || name === workflow.name) return setTyped(null);
    rename.mutate({ id: workflow.id, name });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") keep();
    if (event.key === "Escape") setTyped(null);
  };
  if (typed !== null) {
    return <TextInput aria-label={t`Name of the workflow`} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={keep} onKeyDown={onKeyDown} autoFocus onFocus={(event) => event.currentTarget.select()} maxLength={100} size="xs" w={320} disabled={rename.isPending} />;
  }
  return (
    <div className={classes["name"]}>
      <Title order={1}>{workflow.name}</Title>
      {mayEdit && (
        <Tooltip label={t`Rename`}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t`Rename the workflow`} onClick={() => setTyped(workflow.name)}>
            <Pencil size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
