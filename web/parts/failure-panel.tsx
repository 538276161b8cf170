import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Group } from "@mantine/core";
import { Children, type ReactNode } from "react";
import type { ExplainedFailure } from "#api/failure.ts";
import { whoInWords } from "#domain/explanation/who.ts";
import { shownLanguage } from "../language/language.ts";
import classes from "./failure-panel.module.css";
import { ExternalLink } from "./links.tsx";

interface FailurePanelProps {
  failure: ExplainedFailure;
  /** True: it stops nothing. */
  isWarning?: boolean;
  /** Buttons that help: retry and the like. */
  children?: ReactNode;
}

/** A failure as people need it: what happened, why, what to do, who can, and the way there. */
export function FailurePanel({ failure, isWarning = false, children }: FailurePanelProps): ReactNode {
  const hasActions = failure.link !== null || Children.toArray(children).length > 0;
  return (
    <section className={classes["panel"]} data-tone={isWarning || failure.retry === "by-itself" ? "warning" : "danger"} aria-label={failure.happened}>
      <div className={classes["happened"]}>{failure.happened}</div>
      <dl className={classes["facts"]}>
        <dt><Trans>Why</Trans></dt>
        <dd>{failure.why}</dd>
        <dt><Trans>What to do</Trans></dt>
        <dd>{failure.doThis}</dd>
        <dt><Trans>Who</Trans></dt>
        <dd>{whoInWords(failure.who, shownLanguage())}</dd>
      </dl>
      {failure.vendor !== null && <VendorWords vendor={failure.vendor} />}
      {hasActions && (
        <Group gap="md" mt="sm">
          {children}
          {failure.link !== null && <ExternalLink href={failure.link}><Trans>Open what needs fixing</Trans></ExternalLink>}
        </Group>
      )}
    </section>
  );
}

function VendorWords({ vendor }: { vendor: NonNullable<ExplainedFailure["vendor"]> }): ReactNode {
  return (
    <details className={classes["vendor"]}>
      <summary><Trans>What {vendor.system} said, for support</Trans></summary>
      <dl className={classes["facts"]}>
        <dt><Trans>Message</Trans></dt>
        <dd>{vendor.message}</dd>
        <dt><Trans>Status</Trans></dt>
        <dd>{vendor.status ?? t`no answer`}</dd>
        <dt><Trans>Code</Trans></dt>
        <dd>{vendor.code ?? t({ message: "none", context: "an answer without a code" })}</dd>
        <dt><Trans>Trace id</Trans></dt>
        <dd>{vendor.traceId ?? t({ message: "none", context: "an answer without a code" })}</dd>
      </dl>
    </details>
  );
}
