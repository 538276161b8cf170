import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { BookCalls, ConnectionRow } from "#api/connection.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { countText } from "../../parts/amounts.ts";
import { Notice } from "../../parts/notice.tsx";
import { AllowanceDialog } from "./allowance-dialog.tsx";
import classes from "./calls.module.css";
import { shownLocale } from "../../language/language.ts";

interface CallsProps {
  connection: Pick<ConnectionRow, "id" | "name">;
  calls: BookCalls;
}

/** What the calls to a set of books come to: of the minute, of the month's budget, and what to know of them. */
export function Calls({ connection, calls }: CallsProps): ReactNode {
  const [isChanging, setIsChanging] = useState(false);
  const { usedThisMinute, allowedPerMinute, batchesThisMinute, meteredThisMonth, freeThisMonth, settings, notices } = calls;
  return (
    <Stack gap="sm" mt="md" pt="md" className={classes["calls"]}>
      {notices.map((notice) => (
        <Notice key={notice.code} tone={notice.code === "books-budget-spent" ? "danger" : "warning"} title={notice.happened}>
          {notice.doThis}
        </Notice>
      ))}
      <Share label={t`Metered calls in ${monthText(calls.resetsAt)} (UTC)`} used={meteredThisMonth} most={settings.monthlyMeteredBudget} tone={budgetTone(notices)} />
      <Share label={t`Requests in the last minute`} used={usedThisMinute} most={allowedPerMinute} tone="var(--mantine-primary-color-filled)" />
      {batchesThisMinute > 0 && (
        <Share label={t`Batches in the last minute: a long backlog is being sent`} used={batchesThisMinute} most={settings.batchesPerMinute} tone="var(--mantine-primary-color-filled)" />
      )}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          <Trans>{countText(freeThisMonth)} free calls this month: posting one by one costs nothing.</Trans>
        </Text>
        <Allowed right="administer">
          <Button variant="default" size="xs" onClick={() => setIsChanging(true)} aria-label={t`Change the budget of ${connection.name}`}>
            <Trans>Change the budget</Trans>
          </Button>
        </Allowed>
      </Group>
      {isChanging && <AllowanceDialog connection={connection} settings={settings} onClose={() => setIsChanging(false)} />}
    </Stack>
  );
}

function Share({ label, used, most, tone }: { label: string; used: number; most: number | null; tone: string }): ReactNode {
  const share = most === null ? 0 : most === 0 ? 100 : Math.min(100, (used / most) * 100);
  return (
    <div>
      <Group justify="space-between" gap="sm" mb={4}>
        <Text size="sm">{label}</Text>
        <Text size="sm" className={classes["figures"] ?? ""}>
          {countText(used)}
          {most !== null && t` of ${countText(most)}`}
        </Text>
      </Group>
      <Progress value={share} color={tone} size="sm" aria-label={label} />
    </div>
  );
}

function budgetTone(notices: BookCalls["notices"]): string {
  if (notices.some((notice) => notice.code === "books-budget-spent")) return "var(--ledgerline-danger)";
  return notices.some((notice) => notice.code === "books-budget-low") ? "var(--ledgerline-warning)" : "var(--mantine-primary-color-filled)";
}

/** The month that ends at `resetsAt`. */
function monthText(resetsAt: string): string {
  return new Intl.DateTimeFormat(shownLocale(), { month: "long", timeZone: "UTC" }).format(new Date(Date.parse(resetsAt) - 1));
}
