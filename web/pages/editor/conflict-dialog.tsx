import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { callerName } from "../../parts/caller-name.ts";
import { Moment } from "../../parts/moment.tsx";
import type { Theirs } from "./draft-state.ts";
import type { Draft } from "./use-draft.ts";

/** Two people edited the same workflow: one of both drafts stays. */
export function ConflictDialog({ draft, theirs }: { draft: Draft; theirs: Theirs<WorkflowDefinition> }): ReactNode {
  const { t } = useLingui();
  const who = theirs.savedBy === "" ? t`Somebody else` : callerName(theirs.savedBy);
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title={<Text fw={650}>{t`This workflow was changed meanwhile`}</Text>}>
      <Stack gap="md">
        <Text size="sm">
          {theirs.savedAt === "" ? (
            <Trans>It was published or its draft was discarded while you edited it. Your last edits are not saved yet.</Trans>
          ) : (
            <Trans>
              {who} saved a draft <Moment at={theirs.savedAt} /> while you edited it. Your last edits are not saved yet.
            </Trans>
          )}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={draft.takeTheirs}>
            <Trans>Take theirs</Trans>
          </Button>
          <Button onClick={draft.keepOurs}>
            <Trans>Keep mine, over theirs</Trans>
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          <Trans>Either way you can take it back with undo.</Trans>
        </Text>
      </Stack>
    </Modal>
  );
}
