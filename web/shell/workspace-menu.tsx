import { Trans, useLingui } from "@lingui/react/macro";
import { Menu, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { orpc } from "../api.ts";
import { useRoleName } from "../parts/roles.ts";
import { NewWorkspaceDialog } from "./new-workspace-dialog.tsx";
import classes from "./shell.module.css";

/** The workspace that is open; where there are others, or may be, a menu to go there. */
export function WorkspaceMenu(): ReactNode {
  const { t } = useLingui();
  const roleName = useRoleName();
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const [isCreating, setIsCreating] = useState(false);
  const choose = useMutation(orpc.workspaces.choose.mutationOptions({ onSuccess: () => location.assign("/") }));
  if (me.data === undefined) return null;
  const { workspaceId, workspaceName, workspaces, canCreateWorkspaces } = me.data;
  const name = (
    <Text size="sm" c="dimmed" truncate>
      {workspaceName}
    </Text>
  );
  if (workspaces.length < 2 && !canCreateWorkspaces) return <div className={classes["workspace"]}>{name}</div>;
  return (
    <>
      <Menu position="bottom-start" width={260} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton className={classes["workspace"] ?? ""} aria-label={t`Workspace ${workspaceName}: choose another`}>
            {name}
            <ChevronsUpDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Trans>Workspaces</Trans>
          </Menu.Label>
          {workspaces.map((workspace) => (
            <Menu.Item
              key={workspace.id}
              aria-current={workspace.id === workspaceId ? "true" : undefined}
              rightSection={workspace.id === workspaceId ? <Check size={16} aria-hidden /> : null}
              onClick={() => workspace.id !== workspaceId && choose.mutate({ id: workspace.id })}
            >
              {workspace.name}
              <Text size="xs" c="dimmed">
                {roleName(workspace.role)}
              </Text>
            </Menu.Item>
          ))}
          {canCreateWorkspaces && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
                <Trans>New workspace</Trans>
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isCreating && <NewWorkspaceDialog onClose={() => setIsCreating(false)} />}
    </>
  );
}
