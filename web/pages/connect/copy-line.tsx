import { t } from "@lingui/core/macro";
import { ActionIcon, CopyButton, Text, Tooltip } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./connect.module.css";

/** A value to be copied exactly. */
export function CopyLine({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div className={classes["copy"]}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : t`Copy`}>
            <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={copied ? t`${label}: copied` : copyLabel(label.toLowerCase())}>
              {copied ? <Check size={16} /> : <Copy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}

function copyLabel(what: string): string {
  return t`Copy the ${what}`;
}
