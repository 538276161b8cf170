import { Trans, useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";

interface NotesSwitchProps {
  connection: Pick<ConnectionRow, "id" | "name">;
  isOn: boolean;
}

/** Whether each posted document leaves a note on its record. */
export function NotesSwitch({ connection, isOn }: NotesSwitchProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const save = useMutation(orpc.connections.saveCrmSettings.mutationOptions({ onSettled: () => refreshTopics(queryClient, new Set(["connections"])) }));
  return (
    <div>
      <Switch
        checked={save.isPending ? save.variables.notesOnRecords === true : isOn}
        disabled={save.isPending}
        onChange={({ currentTarget }) => save.mutate({ id: connection.id, notesOnRecords: currentTarget.checked })}
        label={t`A note on the record for each document`}
        description={<Trans>Beside the properties with number, status and link. Each document leaves one note.</Trans>}
      />
      <CallProblem error={save.error} />
    </div>
  );
}
