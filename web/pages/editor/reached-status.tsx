import { useLingui } from "@lingui/react/macro";
import { MultiSelect, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { type DocumentKind, documentKinds, type DocumentStatus, documentStatuses } from "#domain/document/kind.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { documentKindName, documentStatusName } from "../../parts/document-words.ts";

type ReachedEvent = Extract<TriggerEvent, { event: "document-status" }>;

interface ReachedStatusProps {
  event: ReachedEvent;
  isReadOnly: boolean;
  onChange: (event: ReachedEvent) => void;
}

/** Which documents are meant, and what they come to. */
export function ReachedStatus({ event, isReadOnly, onChange }: ReachedStatusProps): ReactNode {
  const { t } = useLingui();
  const { kinds = [], statuses } = event;
  return (
    <Stack gap="xs" mt={4}>
      <MultiSelect
        label={t`Documents`}
        placeholder={kinds.length === 0 ? t`Any document` : ""}
        data={documentKinds.map((kind) => ({ value: kind, label: documentKindName(kind) }))}
        value={kinds}
        onChange={(chosen) => onChange({ event: "document-status", statuses, ...(chosen.length > 0 && { kinds: chosen as DocumentKind[] }) })}
        readOnly={isReadOnly}
        hidePickedOptions
        size="sm"
      />
      <MultiSelect
        label={t`Come to`}
        withAsterisk
        data={documentStatuses.map((status) => ({ value: status, label: documentStatusName(status) }))}
        value={statuses}
        onChange={(chosen) => onChange({ ...event, statuses: chosen as DocumentStatus[] })}
        error={statuses.length === 0 ? t`Choose at least one status` : undefined}
        readOnly={isReadOnly}
        searchable
        hidePickedOptions
        size="sm"
      />
    </Stack>
  );
}
