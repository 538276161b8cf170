import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { StepAttemptReply } from "#api/enrollment.ts";
import { Facts } from "../../parts/facts.tsx";
import { JsonBlock } from "../../parts/json-block.tsx";
import { inputsInWords } from "./inputs-in-words.ts";
import classes from "./timeline.module.css";

/** The facts the step was decided on, and the same as data. */
export function Inputs({ inputs, settings }: Pick<StepAttemptReply, "inputs" | "settings">): ReactNode {
  if (Object.keys(inputs).length === 0) return null;
  const facts = inputsInWords(inputs, settings).map(({ label, lines }) => ({ label, value: lines.map((line, index) => <div key={index}>{line}</div>) }));
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        <Trans>Inputs</Trans>
      </Title>
      <Facts facts={facts} />
      <details className={classes["exchange"]}>
        <summary>
          <Text size="sm" component="span">
            <Trans>As data</Trans>
          </Text>
        </summary>
        <div className={classes["raw"]}>
          <JsonBlock label={t`inputs`} value={inputs} />
        </div>
      </details>
    </Stack>
  );
}
