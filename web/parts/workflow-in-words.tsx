import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import type { StepInWords, WorkflowInWords } from "#api/workflow-life.ts";
import { objectTypeWords } from "./states.ts";
import classes from "./workflow-in-words.module.css";

/** What is longer has a line of its own. */
const longText = 60;

/** How a step differs from the version beside it. */
export type StepMark = "added" | "removed" | "changed" | "moved";

interface WorkflowWordsProps {
  words: WorkflowInWords;
  /** By step id. */
  marks?: ReadonlyMap<string, StepMark>;
  /** Something under a step, such as what was found; null = under the triggers. */
  under?: (stepId: string | null) => ReactNode;
}

/** A whole workflow to read from top to bottom: what starts it, what it does, and by which rules. */
export function WorkflowWords({ words, marks, under }: WorkflowWordsProps): ReactNode {
  const { t } = useLingui();
  const type = objectTypeWords(words.objectType);
  return (
    <div className={classes["words"]}>
      <div className={classes["block"]} role="group" aria-label={t`Triggers`}>
        <div className={classes["title"]}>
          <Trans>When a {type}</Trans>
        </div>
        {words.events.map((event) => (
          <div key={event} className={classes["line"]}>
            {event}
          </div>
        ))}
        {words.triggers.length === 0 && words.events.length === 0 && <div className={classes["quiet"]}>{t`Nothing yet: no record is enrolled by itself.`}</div>}
        {words.triggers.map((filters, index) => (
          <Fragment key={filters.join("\n")}>
            {index > 0 && <div className={classes["quiet"]}>{t`or`}</div>}
            <ul className={classes["group"]}>
              {filters.map((filter, at) => (
                <li key={filter}>
                  {at > 0 && <span className={classes["quiet"]}>{t`and`} </span>}
                  {filter}
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
        {under?.(null)}
      </div>
      <Steps steps={words.steps} prefix="" marks={marks} under={under} />
      {words.rules.length > 0 && (
        <ul className={classes["rules"]}>
          {words.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface StepsProps {
  steps: readonly StepInWords[];
  /** The number of what is around them. */
  prefix: string;
  marks: ReadonlyMap<string, StepMark> | undefined;
  under: ((stepId: string | null) => ReactNode) | undefined;
}

function Steps({ steps, prefix, marks, under }: StepsProps): ReactNode {
  const { t } = useLingui();
  const words: Record<StepMark, string> = { added: t`Added`, removed: t`Removed`, changed: t`Changed`, moved: t`Moved` };
  return (
    <ol className={classes["steps"]}>
      {steps.map((step, index) => {
        const mark = marks?.get(step.id);
        return (
          <li key={step.id} className={classes["step"]} data-mark={mark} id={`step-${step.id}`}>
            <div className={classes["title"]}>
              {prefix}
              {index + 1}. {step.title}
              {mark !== undefined && <span className={classes["mark"]}>{words[mark]}</span>}
            </div>
            {step.settings.length > 0 && (
              <dl className={classes["settings"]}>
                {step.settings.map(({ label, value }) => (
                  <div key={label} data-is-long={value.length > longText || undefined}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            )}
            {under?.(step.id)}
            {step.branches.map((branch, at) => (
              <div key={`${at} ${branch.name}`} className={classes["branch"]}>
                <div className={classes["way"]}>
                  <strong>{branch.name}</strong> <span>{branch.when}</span>
                </div>
                {branch.steps.length === 0 ? <div className={classes["quiet"]}>{t`nothing more here`}</div> : <Steps steps={branch.steps} prefix={`${prefix}${index + 1}${letterOf(at)}.`} marks={marks} under={under} />}
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function letterOf(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}
