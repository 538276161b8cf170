import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { orpc } from "../api.ts";
import { DetailedOption } from "../parts/detailed-option.tsx";
import { messageOf } from "../parts/problems.ts";

const typingPauseMs = 180;

interface MatchSearchProps {
  of: Pick<UnmatchedRow, "connectionId" | "kind" | "name">;
  /** Nothing else is offered beside it. */
  isOnly?: boolean;
  isDisabled: boolean;
  onChoose: (booksId: string) => void;
}

/** Any other customer or product of the books, found by what is typed. */
export function MatchSearch({ of: { connectionId, kind, name }, isOnly = false, isDisabled, onChoose }: MatchSearchProps): ReactNode {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed.trim(), typingPauseMs);
  const found = useQuery(orpc.links.search.queryOptions({ input: settled === "" ? skipToken : { connectionId, kind, text: settled, limit: 20 }, placeholderData: keepPreviousData }));
  const options = settled === "" ? [] : (found.data ?? []);
  const details = new Map(options.map(({ booksId, detail }) => [booksId, detail]));
  return (
    <Select
      size="xs"
      aria-label={t`Something else for ${name}`}
      placeholder={isOnly ? t`Search in QuickBooks` : t`Search another`}
      data={options.map(({ booksId, name: label }) => ({ value: booksId, label }))}
      filter={({ options: all }) => all}
      value={null}
      onChange={(booksId) => booksId !== null && onChoose(booksId)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      disabled={isDisabled}
      nothingFoundMessage={nothingFound()}
      comboboxProps={{ keepMounted: false, width: 320, position: "bottom-start" }}
      renderOption={({ option }) => <DetailedOption label={option.label} detail={details.get(option.value)} />}
    />
  );

  function nothingFound(): string {
    if (found.error !== null) return messageOf(found.error);
    if (settled === "") return t`Type to search`;
    return found.isFetching ? t`Searching` : t`Nothing in the books resembles this`;
  }
}
