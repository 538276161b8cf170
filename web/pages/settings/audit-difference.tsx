import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { z } from "zod";
import { type NoticeKind, noticeKinds } from "#domain/notification/notice.ts";
import { type Role, roles } from "#domain/role.ts";
import { moneyText } from "../../parts/amounts.ts";
import { useRoleName } from "../../parts/roles.ts";
import { useKindWords } from "./notice-kinds.ts";

const money = z.object({ amountMinor: z.number(), currency: z.string() });

/** What a line of the log says was before, and is now. */
export function AuditDifference({ before, after }: { before?: unknown; after?: unknown }): ReactNode {
  const shown = useShown();
  const [was, is] = [shown(before), shown(after)];
  if (was === null && is === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {was !== null && <Trans>before: {was}</Trans>}
      {was !== null && is !== null && " · "}
      {is !== null && <Trans>now: {is}</Trans>}
    </Text>
  );
}

/** Known members and values in words; what is not known is shown as it is kept. */
function useShown(): (kept: unknown) => string | null {
  const { t } = useLingui();
  const roleName = useRoleName();
  const kinds = useKindWords();
  const names: Readonly<Record<string, string>> = { role: t`Role`, approvalLimit: t`Approves documents up to`, kinds: t`What it is told`, digestMinutes: t`Minutes until a digest` };
  const ways: Readonly<Record<string, string>> = { "at-once": t`At once`, digest: t`In a digest`, off: t`Not at all` };
  const nameOf = (name: string): string => (isKind(name) ? kinds[name].label : (names[name] ?? name));
  const valueOf = (name: string, value: unknown): string => {
    const amount = money.safeParse(value);
    if (amount.success) return moneyText(amount.data);
    if (typeof value !== "string") return JSON.stringify(value);
    if (name === "role" && isRole(value)) return roleName(value);
    if (name === "kinds") return value.split(", ").map(nameOf).join(", ");
    return ways[value] ?? value;
  };
  return (kept) => {
    if (kept === null || kept === undefined) return null;
    if (typeof kept === "string") return kept;
    if (typeof kept !== "object") return JSON.stringify(kept);
    const parts = Object.entries(kept).filter(([, one]) => one !== null);
    return parts.map(([name, one]) => `${nameOf(name)}: ${valueOf(name, one)}`).join(", ");
  };
}

function isKind(text: string): text is NoticeKind {
  return noticeKinds.some((one) => one === text);
}

function isRole(text: string): text is Role {
  return roles.some((one) => one === text);
}
