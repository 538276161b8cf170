import { msg, t } from "@lingui/core/macro";
import { i18n, type MessageDescriptor } from "@lingui/core";
import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";

const schemes: { value: "auto" | "light" | "dark"; label: MessageDescriptor; icon: LucideIcon }[] = [
  { value: "auto", label: msg`As the system`, icon: Monitor },
  { value: "light", label: msg`Light`, icon: Sun },
  { value: "dark", label: msg`Dark`, icon: Moon },
];

/** Light, dark, or whatever the system says. */
export function ColorSchemeMenu(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  return (
    <Menu position="bottom-end" width={180} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Colour scheme`}>
          {shown === "dark" ? <Moon size={18} /> : <Sun size={18} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.RadioItem key={value} value={value} checked={colorScheme === value} onChange={() => setColorScheme(value)} rightSection={<Icon size={16} aria-hidden />}>
            {i18n._(label)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
