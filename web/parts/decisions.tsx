import { Trans } from "@lingui/react/macro";
import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { DecisionReply } from "#api/enrollment.ts";
import { Facts } from "./facts.tsx";
import { sentence } from "./problems.ts";

/** Why a step did what it did, choice by choice. */
export function Decisions({ decisions }: { decisions: readonly DecisionReply[] }): ReactNode {
  if (decisions.length === 0) return null;
  return (
    <Stack gap={6}>
      <Title order={3} size="sm">
        <Trans>Decisions</Trans>
      </Title>
      <Facts facts={decisions.map(({ about, decided }) => ({ label: sentence(about), value: sentence(decided) }))} />
    </Stack>
  );
}
