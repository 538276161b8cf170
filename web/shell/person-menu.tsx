import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Group, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleUserRound, KeyRound, LogOut } from "lucide-react";
import { type ReactNode, useState } from "react";
import { orpc } from "../api.ts";
import { Badge } from "../parts/badge.tsx";
import { useRoleName } from "../parts/roles.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { chooseLanguage, type Language, languages, shownLanguage } from "../language/language.ts";

/** Who is signed in, the language, and signing out. */
export function PersonMenu(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const { t } = useLingui();
  const roleName = useRoleName();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <>
    <Menu position="bottom-end" width={220} withinPortal={false}>
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
          {me.data !== undefined && (
            <Group mt={6}>
              <Badge tone="info">{roleName(me.data.role)}</Badge>
            </Group>
          )}
        </Menu.Label>
        <Menu.Item leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setIsChanging(true)}>
          {me.data?.hasPassword === false ? t`Set a password` : t`Change your password`}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>
          <Trans>Language</Trans>
        </Menu.Label>
        {Object.entries(languages).map(([language, name]) => (
          <Menu.RadioItem key={language} value={language} lang={language} checked={language === shownLanguage()} onChange={() => chooseLanguage(language as Language)}>
            {name}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
    {isChanging && <PasswordDialog hasPassword={me.data?.hasPassword ?? false} onClose={() => setIsChanging(false)} />}
    </>
  );
}

/** Leaves by loading anew, so that nothing of the session stays in memory. */
async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST" });
  location.assign("/sign-in");
}
