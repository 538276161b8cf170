import { ActionIcon, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleUserRound, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { orpc } from "../api.ts";

/** Who is signed in, and signing out. */
export function PersonMenu(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Your account">
          <CircleUserRound size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {me.data?.name ?? "Signed in"}
          </Text>
          {me.data?.email}
        </Menu.Label>
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          Sign out
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
