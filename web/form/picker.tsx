import { t } from "@lingui/core/macro";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { FormFieldReply, PickerOption, PickerSearch } from "#api/form.ts";
import { orpc } from "../api.ts";
import { DetailedOption } from "../parts/detailed-option.tsx";
import { messageOf } from "../parts/problems.ts";
import { type FieldProps, fieldId } from "./field-props.ts";
import { optionsOf } from "./settings.ts";

const typingPauseMs = 180;

/** Picks one of many: small lists are here already, of large ones the server is asked for what is typed. */
export function Picker({ field, input, booksId }: FieldProps & { booksId: string | null }): ReactNode {
  const { value, onChange, onBlur, error } = input;
  const [picked, setPicked] = useState<PickerOption | null>(null);
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const search = searchNow(field, booksId);
  const chosen = optionsOf({ options: picked !== null && picked.value === value ? [picked, ...field.options] : field.options }, value).find((option) => option.value === value);
  const text = typed === chosen?.label ? "" : typed;
  const found = useFound(isOpen ? search : null, text);
  const options = search === null ? optionsOf(field, value) : withChosen(found.options, chosen);
  const details = new Map(options.map((option) => [option.value, option.detail]));
  return (
    <Select
      id={fieldId(field.name)}
      name={field.name}
      label={field.label}
      description={field.help}
      withAsterisk={field.isRequired}
      required={field.isRequired}
      error={error}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value === "" ? null : value}
      onChange={(wanted) => {
        setPicked(options.find((option) => option.value === wanted) ?? null);
        onChange(wanted ?? "");
      }}
      onBlur={onBlur}
      onDropdownOpen={() => setIsOpen(true)}
      onDropdownClose={() => setIsOpen(false)}
      searchable
      onSearchChange={setTyped}
      {...(search === null ? {} : { filter: ({ options: all }) => all })}
      clearable={!field.isRequired}
      clearButtonProps={{ "aria-label": t`Clear ${field.label}` }}
      placeholder={placeholderOf(field)}
      nothingFoundMessage={found.message}
      maxDropdownHeight={280}
      comboboxProps={{ keepMounted: false }}
      renderOption={({ option }) => <DetailedOption label={option.label} detail={details.get(option.value)} />}
    />
  );
}

function placeholderOf(field: FormFieldReply): string {
  if (field.isSearched) return t`Type to search`;
  return field.isRequired ? t`Choose` : t`Not set`;
}

/** Where to search; null = the options that came along are all. Another set of books has other rows. */
function searchNow(field: FormFieldReply, booksId: string | null): PickerSearch | null {
  const { search, isSearched } = field;
  if (search === null || search.in === "properties") return search;
  return isSearched || search.booksId !== booksId ? { ...search, booksId } : null;
}

function withChosen(options: readonly PickerOption[], chosen: PickerOption | undefined): PickerOption[] {
  return chosen === undefined || options.some(({ value }) => value === chosen.value) ? [...options] : [chosen, ...options];
}

/** What the server finds for the text, once the typing pauses. */
function useFound(search: PickerSearch | null, text: string): { options: PickerOption[]; message: string } {
  const [settled] = useDebouncedValue(text, typingPauseMs);
  const canSearch = search !== null && !(search.in === "books" && search.booksId === null);
  const found = useQuery(orpc.pickers.search.queryOptions({ input: canSearch ? { search, text: settled } : skipToken, placeholderData: keepPreviousData }));
  if (search !== null && !canSearch) return { options: [], message: t`Choose the QuickBooks account first` };
  if (found.error !== null) return { options: [], message: messageOf(found.error) };
  return { options: found.data?.options ?? [], message: canSearch && found.isPending ? t`Searching` : t`Nothing found` };
}
