import { Trans, useLingui } from "@lingui/react/macro";
import { Card, FileInput, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { type CsvFile, openCsv, UnreadableCsv } from "../../csv/csv-file.ts";
import { Notice } from "../../parts/notice.tsx";
import { messageOf } from "../../parts/problems.ts";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import type { BrowsedType } from "../records/records-address.ts";

interface FileStepProps {
  objectType: BrowsedType;
  onType: (objectType: BrowsedType) => void;
  onOpened: (csv: CsvFile) => void;
}

/** What the rows are, and the file, chosen or dropped. */
export function FileStep({ objectType, onType, onOpened }: FileStepProps): ReactNode {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const open = useMutation({ mutationFn: openCsv, onSuccess: onOpened });
  const types: { value: BrowsedType; label: string }[] = [
    { value: "deal", label: t`Deals` },
    { value: "quote", label: t`Quotes` },
    { value: "payment", label: t`Payments` },
    { value: "contact", label: t`Contacts` },
    { value: "company", label: t`Companies` },
    { value: "product", label: t`Products` },
  ];
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined) setFile(dropped);
  };
  const isSold = objectType === "deal" || objectType === "quote" || objectType === "payment";
  return (
    <Card maw={720} onDrop={onDrop} onDragOver={(event: DragEvent) => event.preventDefault()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) open.mutate(file);
        }}
      >
        <Stack gap="md">
          <Select label={t`What the rows are`} data={types} value={objectType} allowDeselect={false} onChange={(value) => value !== null && onType(value)} maw={320} />
          <FileInput
            label={t`CSV file`}
            description={t`Choose it, or drop it here. The first row names the columns; encoding and delimiter are found out.`}
            placeholder={t`Choose a file`}
            accept=".csv,.tsv,.txt,text/csv"
            leftSection={<FileSpreadsheet size={16} aria-hidden />}
            clearable
            clearButtonProps={{ "aria-label": t`Take the file away` }}
            value={file}
            onChange={setFile}
          />
          <Text size="sm" c="dimmed">
            <Trans>Each record needs an id of its own, so that importing the file again changes only what changed.</Trans>{" "}
            {isSold && <Trans>Rows with the same id, one after the other, are one record with as many line items.</Trans>}
          </Text>
          {open.error !== null && <Unread error={open.error} />}
          <Group justify="flex-end">
            <ReasonedButton type="submit" whyNot={file === null ? t`Choose a file first.` : null} loading={open.isPending}>
              <Trans>Next: columns</Trans>
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function Unread({ error }: { error: unknown }): ReactNode {
  const { t } = useLingui();
  if (!(error instanceof UnreadableCsv)) return <Notice tone="danger" title={messageOf(error)} />;
  const { row } = error;
  if (row === null) return <Notice tone="danger" title={t`The file is empty.`}>{t`Give a file whose first row names its columns.`}</Notice>;
  return <Notice tone="danger" title={t`Row ${row} cannot be read: its quotation marks do not match.`}>{t`Save the file as CSV again, then choose it anew.`}</Notice>;
}
