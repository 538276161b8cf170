import { t } from "@lingui/core/macro";
import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./json-block.module.css";

/** Data as it was sent or answered, indented, with a button to copy it. */
export function JsonBlock({ label, value }: { label: string; value: unknown }): ReactNode {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  return (
    <div className={classes["block"]}>
      <CopyButton value={text} timeout={1_500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : t`Copy ${label}`}>
            <ActionIcon className={classes["copy"] ?? ""} variant="default" size="sm" onClick={copy} aria-label={copied ? t`Copied` : t`Copy ${label}`}>
              {copied ? <Check size={14} /> : <Copy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
      <pre className={classes["text"]} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
