import { useLingui } from "@lingui/react/macro";
import { Group, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { FoundRecord } from "#api/record.ts";
import { orpc } from "../api.ts";
import { DecimalAmount } from "../parts/decimal-amount.tsx";
import { messageOf, sentence } from "../parts/problems.ts";
import { recordIdIn } from "../parts/record-id.ts";
import { StandingBadge } from "../parts/standings.tsx";
import { objectTypeWords } from "../parts/states.ts";

/** A record that was chosen; its name is not known of one whose id alone was given. */
export interface ChosenRecord {
  id: string;
  name: string;
}

interface RecordSelectProps {
  objectType: string;
  chosen: ChosenRecord | null;
  error: string | null;
  onChoose: (record: ChosenRecord) => void;
  /** An id or an address was typed, and the person went on without the list. */
  onGive: (record: ChosenRecord) => void;
  /** What is typed and not chosen yet. */
  onType: (text: string) => void;
}

const typingPauseMs = 220;

/** One record, found by its name, its id, or the address of its page. Without a text the last changed are offered. */
export function RecordSelect({ objectType, chosen, error, onChoose, onGive, onType }: RecordSelectProps): ReactNode {
  const { t } = useLingui();
  const [typed, setTyped] = useState(chosen?.name ?? "");
  const [settled] = useDebouncedValue(typed.trim(), typingPauseMs);
  const text = settled === chosen?.name ? "" : settled;
  const found = useQuery(orpc.records.find.queryOptions({ input: { objectType: objectType as "deal", text: isAddress(text) ? (recordIdIn(text) ?? text) : text }, placeholderData: keepPreviousData }));
  const records = new Map((found.data ?? []).map((record) => [record.id, record]));
  const isListed = chosen === null || records.has(chosen.id);
  const data = [...(isListed ? [] : [{ value: chosen.id, label: chosen.name }]), ...[...records.values()].map(({ id, name }) => ({ value: id, label: name }))];
  const isSettled = settled === typed.trim() && !found.isFetching;
  const type = objectTypeWords(objectType);
  return (
    <Select
      label={sentence(type)}
      description={t`By its name, its id, or the address of its page`}
      placeholder={sentence(t`Search ${type}`)}
      data={data}
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      onChange={(id) => id !== null && onChoose({ id, name: records.get(id)?.name ?? chosen?.name ?? id })}
      searchable
      searchValue={typed}
      onSearchChange={(next) => {
        setTyped(next);
        onType(next);
      }}
      onBlur={() => {
        const id = recordIdIn(typed);
        if (id !== null && (isAddress(typed) || /^\d+$/.test(id)) && id !== chosen?.id) onGive({ id, name: records.get(id)?.name ?? id });
      }}
      selectFirstOptionOnChange
      allowDeselect={false}
      error={error}
      inputWrapperOrder={["label", "description", "input", "error"]}
      nothingFoundMessage={found.error !== null ? messageOf(found.error) : isSettled ? t`No ${type} has this name or id` : t`Searching`}
      renderOption={({ option }) => <Offered record={records.get(option.value)} name={option.label} />}
      maxDropdownHeight={320}
      comboboxProps={{ keepMounted: false }}
      flex={1}
      miw={220}
    />
  );
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function Offered({ record, name }: { record: FoundRecord | undefined; name: string }): ReactNode {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" flex={1} miw={0}>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        {record !== undefined && (
          <Text size="xs" c="dimmed">
            {record.id}
            {record.amount !== null && (
              <>
                {" · "}
                <DecimalAmount amount={record.amount} currency={record.currency} />
              </>
            )}
          </Text>
        )}
      </div>
      {record?.standing != null && <StandingBadge standing={record.standing} />}
    </Group>
  );
}
