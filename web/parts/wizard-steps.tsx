import { useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./wizard-steps.module.css";

/** Where a person is on the way through several steps. */
export function WizardSteps({ titles, current }: { titles: readonly string[]; current: number }): ReactNode {
  const { t } = useLingui();
  return (
    <ol className={classes["steps"]} aria-label={t`Steps`}>
      {titles.map((title, index) => (
        <li key={title} aria-current={index === current ? "step" : undefined} data-is-done={index < current || undefined}>
          <span className={classes["mark"]}>{index < current ? <Check size={14} aria-label={t`Done`} /> : index + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  );
}
