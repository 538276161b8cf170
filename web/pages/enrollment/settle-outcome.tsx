import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Card, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";

/** A person settles an unknown outcome: this document is ours, or none is and it may be posted again. */
export function SettleOutcome({ enrollmentId }: { enrollmentId: string }): ReactNode {
  const queryClient = useQueryClient();
  const [documentId, setDocumentId] = useState("");
  const [hasLooked, setHasLooked] = useState(false);
  const resolve = useMutation(
    orpc.enrollments.resolve.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`Settled: the enrollment goes on.` });
        await refreshTopics(queryClient, new Set(["enrollments", "documents"]));
      },
    }),
  );
  const onChoose = (event: FormEvent): void => {
    event.preventDefault();
    if (documentId.trim() !== "") resolve.mutate({ id: enrollmentId, booksDocumentId: documentId.trim() });
  };
  return (
    <Card component="section" aria-labelledby="settle">
      <Stack gap="md">
        <Title order={2} id="settle">
          <Trans>Does the document exist?</Trans>
        </Title>
        <form onSubmit={onChoose}>
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t`It does: its id in QuickBooks`}
              description={t`The number at the end of the document's address in QuickBooks.`}
              value={documentId}
              onChange={(event) => setDocumentId(event.currentTarget.value)}
              autoComplete="off"
              flex={1}
              miw={220}
            />
            <ReasonedButton type="submit" variant="default" whyNot={documentId.trim() === "" ? t`Give the document's id first.` : null} loading={resolve.isPending && resolve.variables.booksDocumentId !== null}>
              <Trans>This document is ours</Trans>
            </ReasonedButton>
          </Group>
        </form>
        <Stack gap="xs">
          <Text size="sm" fw={500}>
            <Trans>It does not</Trans>
          </Text>
          <Checkbox checked={hasLooked} onChange={(event) => setHasLooked(event.currentTarget.checked)} label={t`I looked in QuickBooks, and no document there is this one`} />
          <div>
            <ReasonedButton
              variant="default"
              whyNot={hasLooked ? null : t`Look in QuickBooks first, and say that you did: otherwise the document could exist twice.`}
              loading={resolve.isPending && resolve.variables.booksDocumentId === null}
              onClick={() => resolve.mutate({ id: enrollmentId, booksDocumentId: null })}
            >
              <Trans>Post again</Trans>
            </ReasonedButton>
          </div>
        </Stack>
        <CallProblem error={resolve.error} />
      </Stack>
    </Card>
  );
}
