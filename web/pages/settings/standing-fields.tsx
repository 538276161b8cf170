import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Radio, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { decimalText, type Money, parseDecimal, roundToMoney } from "#domain/money.ts";
import { may, type Role } from "#domain/role.ts";
import { moneyText } from "../../parts/amounts.ts";
import { useRoleName, useRoleWords } from "../../parts/roles.ts";

/** A role and a limit as they are typed. */
export interface StandingDraft {
  role: Role;
  /** Empty = no limit. */
  amount: string;
  currency: string;
}

/** Begins with what somebody has. */
export function draftOf(standing: { role: Role; approvalLimit: Money | null }): StandingDraft {
  const { role, approvalLimit } = standing;
  return { role, amount: approvalLimit === null ? "" : decimalText(approvalLimit), currency: approvalLimit?.currency ?? "USD" };
}

/** What is sent; undefined = the limit is no amount of money. */
export function standingOf({ role, amount, currency }: StandingDraft): { role: Role; approvalLimit: Money | null } | undefined {
  if (!may(role, "approve") || amount.trim() === "") return { role, approvalLimit: null };
  const decimal = parseDecimal(amount);
  const money = decimal === undefined || !/^[A-Z]{3}$/.test(currency) ? undefined : roundToMoney(decimal, currency);
  return money?.ok === true && money.value.amountMinor >= 0 ? { role, approvalLimit: money.value } : undefined;
}

/** What a member may do, and up to what amount they approve. */
export function StandingFields({ draft, onChange }: { draft: StandingDraft; onChange: (draft: StandingDraft) => void }): ReactNode {
  const { t } = useLingui();
  const words = useRoleWords();
  return (
    <Stack gap="md">
      <Radio.Group label={t`Role`} value={draft.role} onChange={(role) => onChange({ ...draft, role: role as Role })}>
        <Stack gap="xs" mt={6}>
          {words.map(({ value, label, explained }) => (
            <Radio key={value} value={value} label={label} description={explained} />
          ))}
        </Stack>
      </Radio.Group>
      {may(draft.role, "approve") && (
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label={t`Approves documents up to`}
            description={t`Each; empty = any amount`}
            inputMode="decimal"
            error={standingOf(draft) === undefined ? t`Give an amount such as 2500.00 and a currency such as USD.` : null}
            value={draft.amount}
            onChange={(event) => onChange({ ...draft, amount: event.currentTarget.value })}
          />
          <TextInput w={90} label={<Trans>Currency</Trans>} maxLength={3} value={draft.currency} onChange={(event) => onChange({ ...draft, currency: event.currentTarget.value.toUpperCase() })} />
        </Group>
      )}
    </Stack>
  );
}

/** A role with its limit in words: `Approver, up to $2,500.00`. */
export function useStandingText(): (standing: { role: Role; approvalLimit: Money | null }) => string {
  const { t } = useLingui();
  const roleName = useRoleName();
  return ({ role, approvalLimit }) => {
    const limit = approvalLimit === null ? null : moneyText(approvalLimit);
    return limit === null ? roleName(role) : t`${roleName(role)}, up to ${limit}`;
  };
}
