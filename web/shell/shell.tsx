import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { orpc } from "../api.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { PageLink } from "../parts/links.tsx";
import { LoadingRows } from "../parts/loading.tsx";
import { isSignedOut } from "../queries.ts";
import { LiveSign } from "./live-sign.tsx";
import { Navigation } from "./navigation.tsx";
import classes from "./shell.module.css";
import { useLiveChanges } from "./use-live-changes.ts";

// Menus bring much code along that no page needs to be read.
const ColorSchemeMenu = lazy(async () => ({ default: (await import("./color-scheme-menu.tsx")).ColorSchemeMenu }));
const PersonMenu = lazy(async () => ({ default: (await import("./person-menu.tsx")).PersonMenu }));
const WorkspaceMenu = lazy(async () => ({ default: (await import("./workspace-menu.tsx")).WorkspaceMenu }));

/** What surrounds every page: header, navigation, and the stream that keeps the pages current. */
export function Shell(): ReactNode {
  const [isOpen, navigation] = useDisclosure();
  const { pathname } = useLocation();
  const live = useLiveChanges();
  useEffect(navigation.close, [pathname]);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !isOpen } }} padding={{ base: "md", sm: "xl" }}>
      <a href="#main" className={classes["skip"]}>
        <Trans>Skip to the page</Trans>
      </a>
      {/* Its menus open over the navigation, which the library puts one above the usual 100. */}
      <AppShell.Header zIndex={102}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={isOpen} onClick={navigation.toggle} hiddenFrom="sm" size="sm" aria-label={isOpen ? t`Close navigation` : t`Open navigation`} aria-expanded={isOpen} />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LiveSign state={live} />
            <Suspense fallback={<span className={classes["menus"]} />}>
              <ColorSchemeMenu />
              <PersonMenu />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t`Main`}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <PageForPerson />
      </AppShell.Main>
    </AppShell>
  );
}

/** Nothing of a page before it is known what the person may do: no page offers, for a moment, what its reader may not. */
function PageForPerson(): ReactNode {
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  if (me.data !== undefined) return <Outlet />;
  if (me.error === null || isSignedOut(me.error)) return <LoadingRows />;
  return <CallProblem error={me.error} onRetry={() => void me.refetch()} />;
}

function Brand(): ReactNode {
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <PageLink to="/" className={classes["brand"] ?? ""} underline="never" aria-label="Ledgerline">
        <img src="/favicon.svg" alt="" width={26} height={26} />
        <span>Ledgerline</span>
      </PageLink>
      <WorkspaceMenu />
    </Group>
  );
}
