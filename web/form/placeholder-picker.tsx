import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Combobox, ScrollArea, Text, Tooltip, useCombobox } from "@mantine/core";
import { Braces } from "lucide-react";
import { type ReactNode, use, useState } from "react";
import { foundPlaceholders, PlaceholdersContext, withPlaceholder } from "./placeholders.ts";

interface PlaceholderPickerProps {
  /** Of the text's input. */
  inputId: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** Puts what is known of the record, or what an earlier step came to, into a text. Nothing where the form offers none. */
export function PlaceholderPicker({ inputId, label, value, onChange }: PlaceholderPickerProps): ReactNode {
  const { t } = useLingui();
  const groups = use(PlaceholdersContext);
  const [text, setText] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setText("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  if (groups.length === 0) return null;
  const insert = (placeholder: string): void => {
    const input = document.getElementById(inputId);
    const isText = input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement;
    const changed = withPlaceholder(value, placeholder, isText ? (input.selectionStart ?? value.length) : value.length, isText ? (input.selectionEnd ?? value.length) : value.length);
    onChange(changed.text);
    combobox.closeDropdown();
    setTimeout(() => {
      if (!isText) return;
      input.focus();
      input.setSelectionRange(changed.cursor, changed.cursor);
    });
  };
  return (
    <Combobox store={combobox} width={300} position="bottom-end" onOptionSubmit={insert}>
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t`Insert a placeholder`}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t`Insert a placeholder into ${label}`} aria-haspopup="listbox" aria-expanded={combobox.dropdownOpened} onClick={() => combobox.toggleDropdown()}>
            <Braces size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t`Search placeholders`} aria-label={t`Search placeholders`} />
        <Combobox.Options aria-label={t`Placeholders`}>
          <ScrollArea.Autosize mah={260} type="scroll">
            {foundPlaceholders(groups, text).map((group) => (
              <Combobox.Group key={group.label} label={group.label}>
                {group.placeholders.map((one) => (
                  <Combobox.Option key={one.text} value={one.text}>
                    {one.label}
                    <Text size="xs" c="dimmed">
                      {one.text}
                    </Text>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
