import { ActionIcon, AppShell, Badge, Burger, Group, Loader, NavLink, Text, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { FileText, Inbox, LogOut, Moon, Plug, Sun, Workflow } from "lucide-react";
import { api, isSignedOut } from "../api.ts";
import { useLiveUpdates } from "../live.ts";
import { SignInPage } from "../pages/sign-in/sign-in-page.tsx";
import classes from "./shell.module.css";

const places = [
  { to: "/", label: "Workflows", icon: Workflow, also: ["/workflows", "/enrollments"] },
  { to: "/documents", label: "Documents", icon: FileText, also: [] },
  { to: "/attention", label: "Needs attention", icon: Inbox, also: [] },
  { to: "/connections", label: "Connections", icon: Plug, also: [] },
] as const;

/** The frame of every page. Whoever is not signed in sees how to be. */
export function Shell() {
  const me = useQuery(api.me.queryOptions());
  if (isSignedOut(me.error)) return <SignInPage />;
  if (me.isPending) return <Loader m="xl" aria-label="Loading" />;
  return <SignedIn workspaceName={me.data?.workspaceName ?? ""} />;
}

function SignedIn({ workspaceName }: { workspaceName: string }) {
  useLiveUpdates();
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !isOpen } }} padding="md">
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <Text fw={700} size="lg" className={classes.brand}>
              Ledgerline
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {workspaceName}
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            <ColorSchemeToggle />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" onClick={() => void signOut()}>
              <LogOut size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Places onGo={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Places({ onGo }: { onGo: () => void }) {
  const { pathname } = useLocation();
  const overview = useQuery(api.overview.queryOptions());
  const attention = overview.data?.enrollments["needs-attention"] ?? 0;
  return places.map(({ to, label, icon: Icon, also }) => {
    const isActive = pathname === to || also.some((prefix) => pathname.startsWith(prefix)) || (to !== "/" && pathname.startsWith(to));
    const count = to === "/attention" && attention > 0 ? attention : null;
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        active={isActive}
        aria-current={isActive ? "page" : undefined}
        onClick={onGo}
        leftSection={<Icon size={18} aria-hidden />}
        rightSection={count === null ? null : <Badge color="red" size="sm" circle={count < 10} aria-label={`${count} need attention`}>{count}</Badge>}
      />
    );
  });
}

function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={isDark ? "Light colours" : "Dark colours"} onClick={() => setColorScheme(isDark ? "light" : "dark")}>
      {isDark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </ActionIcon>
  );
}

async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST", headers: { "content-type": "application/json" } });
  location.assign("/");
}
