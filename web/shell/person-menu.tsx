import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleUserRound, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { orpc } from "../api.ts";
import { chooseLanguage, type Language, languages, shownLanguage } from "../language/language.ts";

/** Who is signed in, the language, and signing out. */
export function PersonMenu(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const { t } = useLingui();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Your account`}>
          <CircleUserRound size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {me.data?.name ?? t`Signed in`}
          </Text>
          {me.data?.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>
          <Trans>Language</Trans>
        </Menu.Label>
        {Object.entries(languages).map(([language, name]) => (
          <Menu.Item key={language} lang={language} rightSection={language === shownLanguage() ? <Check size={16} aria-hidden /> : null} onClick={() => void chooseLanguage(language as Language)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leaves by loading anew, so that nothing of the session stays in memory. */
async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST" });
  location.assign("/sign-in");
}
