import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Progress } from "@mantine/core";
import type { ReactNode } from "react";
import type { PerformanceReply } from "#api/performance.ts";
import { countText } from "../../parts/amounts.ts";
import { PageLink } from "../../parts/links.tsx";
import { Figure } from "./figure.tsx";
import classes from "./performance.module.css";

/** What stopped enrollments, the most frequent first. */
export function StoppedCauses({ stopped }: { stopped: PerformanceReply["stopped"] }): ReactNode {
  const { t } = useLingui();
  const most = Math.max(...stopped.map(({ attempts }) => attempts));
  return (
    <Figure
      title={t`What stopped`}
      headline={countText(stopped.reduce((sum, { attempts }) => sum + attempts, 0))}
      beside={
        <PageLink to="/attention" size="sm">
          <Trans>What needs attention now</Trans>
        </PageLink>
      }
      table={
        <ul className={classes["causes"]} aria-label={t`Causes`}>
          {stopped.map(({ failure, variants, attempts }) => (
            <li key={failure.code}>
              <div className={classes["cause"]}>
                <span>
                  {failure.happened}
                  {variants > 1 && (
                    <span className={classes["others"]}>
                      {" "}
                      <Plural value={variants - 1} one="And # other like it." other="And # others like it." />
                    </span>
                  )}
                </span>
                <span className={classes["number"]}>{countText(attempts)}</span>
              </div>
              <Progress value={(attempts / most) * 100} color="var(--ledgerline-danger)" size="sm" aria-hidden />
            </li>
          ))}
        </ul>
      }
    />
  );
}
