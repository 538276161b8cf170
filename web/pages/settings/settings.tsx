import { useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../../parts/may.ts";
import { Page } from "../../parts/page.tsx";
import { ApiKeysTab } from "./api-keys.tsx";
import { AuditLogTab } from "./audit-log.tsx";
import { MembersTab } from "./members.tsx";
import { NotificationsTab } from "./notifications.tsx";
import { WorkspaceTab } from "./workspace.tsx";

const route = getRouteApi("/app/settings/$tab");

/** People, keys and what they did; what only an admin may see is not offered to others. */
export function SettingsPage(): ReactNode {
  const { t } = useLingui();
  const { tab } = route.useParams();
  const navigate = route.useNavigate();
  const isAdmin = useMay("administer");
  const tabs = [
    { value: "members", label: t`Members`, isForAll: true, content: <MembersTab /> },
    { value: "notifications", label: t`Notifications`, isForAll: true, content: <NotificationsTab /> },
    { value: "api-keys", label: t`API keys`, isForAll: false, content: <ApiKeysTab /> },
    { value: "audit-log", label: t`Audit log`, isForAll: false, content: <AuditLogTab /> },
    { value: "workspace", label: t`Workspace`, isForAll: false, content: <WorkspaceTab /> },
  ].filter(({ isForAll }) => isForAll || isAdmin);
  const shown = tabs.find(({ value }) => value === tab) ?? tabs[0];
  return (
    <Page title={t`Settings`}>
      <Tabs value={shown?.value ?? null} onChange={(value) => void navigate({ to: "/settings/$tab", params: { tab: value ?? "members" } })} keepMounted={false}>
        <Tabs.List mb="lg">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, content }) => (
          <Tabs.Panel key={value} value={value}>
            {content}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
