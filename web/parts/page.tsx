import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useDocumentTitle } from "@mantine/hooks";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { messageOf } from "../api.ts";

/** A page: its one heading, what can be done on the right, and its content. */
export function Page({ title, subtitle, actions, children }: { title: string; subtitle?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${title} · Ledgerline`);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
            {title}
          </Title>
          {subtitle ? (
            <Text c="dimmed" size="sm" mt={4} component="div">
              {subtitle}
            </Text>
          ) : null}
        </div>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {children}
    </Stack>
  );
}

/** Shows a query's data, or that it is loading, or why it cannot be shown. */
export function Loaded<T>({ query, rows = 4, children }: { query: UseQueryResult<T, Error>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Stack gap="xs" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={44} radius="sm" />
      ))}
    </Stack>
  );
}

/** Why something cannot be shown or done, with a way to try again. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <Alert color="red" variant="light" icon={<CircleAlert size={18} aria-hidden />} title="This could not be loaded" role="alert">
      <Text size="sm">{messageOf(error)}</Text>
      {onRetry ? (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </Alert>
  );
}

/** Nothing to show, and what that means. */
export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={48} ta="center">
      <Text c="dimmed" component="div" aria-hidden>
        {icon}
      </Text>
      <Text fw={600}>{title}</Text>
      {children ? (
        <Text c="dimmed" size="sm" maw={460} component="div">
          {children}
        </Text>
      ) : null}
    </Stack>
  );
}
