import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf } from "../../api.ts";

/** Only a person can say whether a look-alike is the document we sent. */
export function SettleOutcome({ enrollmentId }: { enrollmentId: string }) {
  const queries = useQueryClient();
  const [id, setId] = useState("");
  const settle = useMutation(api.enrollments.resolve.mutationOptions({ onSuccess: () => void queries.invalidateQueries({ queryKey: api.enrollments.key() }) }));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        Settle it
      </Text>
      {settle.isError ? <Alert color="red" variant="light">{messageOf(settle.error)}</Alert> : null}
      <Group align="flex-end">
        <TextInput label="Number or id of the document in QuickBooks that is ours" value={id} onChange={(event) => setId(event.currentTarget.value)} />
        <Button variant="default" disabled={id.trim() === ""} loading={settle.isPending} onClick={() => settle.mutate({ id: enrollmentId, booksDocumentId: id.trim() })}>
          This one is ours
        </Button>
        <Button color="red" variant="light" loading={settle.isPending} onClick={() => settle.mutate({ id: enrollmentId, booksDocumentId: null })}>
          None is ours: post again
        </Button>
      </Group>
    </Stack>
  );
}
