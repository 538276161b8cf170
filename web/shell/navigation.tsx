import { msg, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { i18n, type MessageDescriptor } from "@lingui/core";
import { NavLink, type NavLinkProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLink, useLocation } from "@tanstack/react-router";
import { ChartColumn, Database, FileText, History, Link2, ReceiptText, type LucideIcon, Plug, Settings, Stamp, TriangleAlert, Workflow } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { orpc } from "../api.ts";
import { countText } from "../parts/amounts.ts";
import { ExternalLink } from "../parts/links.tsx";
import { vendorName } from "../parts/states.ts";
import classes from "./shell.module.css";

const NavigationLink = createLink((props: Omit<NavLinkProps, "href"> & { ref?: Ref<HTMLAnchorElement> }) => <NavLink {...props} />);

interface Place {
  to: "/" | "/history" | "/documents" | "/records" | "/unbilled" | "/approvals" | "/attention" | "/performance" | "/mapping" | "/connections";
  label: MessageDescriptor;
  icon: LucideIcon;
  /** Addresses that belong to this place. */
  within: RegExp;
}

const places: readonly Place[] = [
  { to: "/", label: msg`Workflows`, icon: Workflow, within: /^\/($|workflows)/ },
  { to: "/history", label: msg`History`, icon: History, within: /^\/(history|enrollments)/ },
  { to: "/documents", label: msg`Documents`, icon: FileText, within: /^\/documents/ },
  { to: "/records", label: msg`Records`, icon: Database, within: /^\/records/ },
  { to: "/unbilled", label: msg`Unbilled`, icon: ReceiptText, within: /^\/unbilled/ },
  { to: "/approvals", label: msg`Approvals`, icon: Stamp, within: /^\/approvals/ },
  { to: "/attention", label: msg`Needs attention`, icon: TriangleAlert, within: /^\/attention/ },
  { to: "/performance", label: msg`Performance`, icon: ChartColumn, within: /^\/performance/ },
  { to: "/mapping", label: msg`Mapping`, icon: Link2, within: /^\/mapping/ },
  { to: "/connections", label: msg`Connections`, icon: Plug, within: /^\/connections/ },
];

/** The places of the app, with how much waits for a person. */
export function Navigation(): ReactNode {
  const { pathname } = useLocation();
  const overview = useQuery(orpc.overview.queryOptions());
  const counts: { [To in Place["to"]]?: number | undefined } = { "/approvals": overview.data?.enrollments["awaiting-approval"], "/attention": (overview.data?.enrollments["needs-attention"] ?? 0) + (overview.data?.goneDocuments ?? 0) };
  return (
    <>
      {places.map(({ to, label, icon: Icon, within }) => (
        <NavigationLink
          key={to}
          to={to}
          label={i18n._(label)}
          className={classes["link"] ?? ""}
          leftSection={<Icon size={18} aria-hidden />}
          rightSection={<Count count={counts[to] ?? 0} />}
          active={within.test(pathname)}
          aria-current={within.test(pathname) ? "page" : undefined}
        />
      ))}
      <NavigationLink
        to="/settings/$tab"
        params={{ tab: "members" }}
        label={t`Settings`}
        className={classes["link"] ?? ""}
        leftSection={<Settings size={18} aria-hidden />}
        active={pathname.startsWith("/settings")}
        aria-current={pathname.startsWith("/settings") ? "page" : undefined}
      />
      <Simulators />
    </>
  );
}

/** How much waits for a person there. */
function Count({ count }: { count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <span className={classes["count"]} role="img" aria-label={t`${count} to look at`}>
      {countText(count)}
    </span>
  );
}

function Simulators(): ReactNode {
  const overview = useQuery(orpc.overview.queryOptions());
  const simulated = (overview.data?.connections ?? []).filter((connection) => connection.isSimulated);
  if (simulated.length === 0) return null;
  return (
    <div className={classes["foot"]}>
      <div>
        <Trans>Simulators</Trans>
      </div>
      {simulated.map((connection) => (
        <div key={connection.id}>
          <ExternalLink href={connection.appUrl}><Trans>{vendorName(connection.vendor)} simulator</Trans></ExternalLink>
        </div>
      ))}
    </div>
  );
}
