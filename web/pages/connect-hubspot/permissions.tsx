import { Plural, Trans } from "@lingui/react/macro";
import { List, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CrmPermissionReply } from "#api/crm-life.ts";
import { Notice } from "../../parts/notice.tsx";

/** The scopes: the missing ones with what each costs first, then the others folded away. */
export function Permissions({ permissions }: { permissions: readonly CrmPermissionReply[] }): ReactNode {
  const missing = permissions.filter(({ state }) => state === "missing");
  const granted = permissions.filter(({ state }) => state === "granted");
  const unknown = permissions.filter(({ state }) => state === "unknown");
  return (
    <Stack gap="xs">
      {missing.map(({ name, isNeeded, without }) => (
        <Notice key={name} tone={isNeeded ? "danger" : "warning"} title={without}>
          <Trans>
            The scope <code>{name}</code> is missing.
          </Trans>
        </Notice>
      ))}
      {granted.length > 0 && <Scopes title={<Plural value={granted.length} one="# scope is there" other="# scopes are there" />} permissions={granted} />}
      {unknown.length > 0 && <Scopes title={<Plural value={unknown.length} one="# scope that cannot be told beforehand" other="# scopes that cannot be told beforehand" />} permissions={unknown} />}
    </Stack>
  );
}

function Scopes({ title, permissions }: { title: ReactNode; permissions: readonly CrmPermissionReply[] }): ReactNode {
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
        {title}
      </Text>
      <List size="sm" spacing={4} mt="xs">
        {permissions.map(({ name, without }) => (
          <List.Item key={name}>
            <code>{name}</code>
            <Text size="xs" c="dimmed">
              <Trans>Without it: {without}</Trans>
            </Text>
          </List.Item>
        ))}
      </List>
    </details>
  );
}
