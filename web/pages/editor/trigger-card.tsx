import { Trans, useLingui } from "@lingui/react/macro";
import { Zap } from "lucide-react";
import type { ReactNode } from "react";
import { objectTypeWords } from "../../parts/states.ts";
import classes from "./canvas.module.css";
import { findingsOf, useEditor } from "./editor-state.ts";
import { FindingMark } from "./finding-mark.tsx";

/** What a card shows of its filters; the panel shows all. */
const linesShown = 4;
const lineHeight = 21;
const emptyHeight = 68;

/** More letters may need another row of the card. */
const lettersPerRow = 32;
const mostRows = 3;

/** How high the card is with these words. */
export function triggerHeight(groups: readonly (readonly string[])[], events: readonly string[]): number {
  const rows = shownLines(groups, events).map(({ words }) => Math.min(mostRows, Math.max(1, Math.ceil(words.length / lettersPerRow))));
  return emptyHeight + lineHeight * Math.max(1, rows.reduce((sum, count) => sum + count, 0));
}

type Line = { kind: "event" | "filter" | "or" | "more"; words: string };

function shownLines(groups: readonly (readonly string[])[], events: readonly string[]): Line[] {
  const lines: Line[] = [
    ...events.map((words): Line => ({ kind: "event", words })),
    ...groups.flatMap((filters, index): Line[] => [...(index > 0 ? [{ kind: "or" as const, words: "" }] : []), ...filters.map((words): Line => ({ kind: "filter", words }))]),
  ];
  const filters = lines.filter(({ kind }) => kind !== "or").length;
  if (lines.length <= linesShown + 1) return lines;
  const shown = lines.slice(0, linesShown);
  return [...shown, { kind: "more", words: String(filters - shown.filter(({ kind }) => kind !== "or").length) }];
}

/** What starts the workflow, in words. */
export function TriggerCard(): ReactNode {
  const { workflow, open, setOpen, findings, path, triggerWords, eventWords } = useEditor();
  const { t } = useLingui();
  const type = objectTypeWords(workflow.objectType);
  const lines = shownLines(triggerWords, eventWords);
  return (
    <div className={classes["card"]} data-is-open={open?.panel === "trigger" || undefined} data-on-path={path?.on.has("trigger") === true || undefined}>
      <button type="button" className={`${classes["trigger"]} nodrag nopan`} data-stop="trigger" onClick={() => setOpen({ panel: "trigger" })}>
        <span className={classes["head"]}>
          <span className={classes["icon"]} data-tone="trigger" aria-hidden>
            <Zap size={17} />
          </span>
          <span className={classes["title"]}>
            <Trans>When a {type} enters</Trans>
          </span>
          <FindingMark findings={findingsOf(findings, null)} />
        </span>
        <span className={classes["lines"]}>
          {lines.length === 0 && <span className={classes["nothing"]}>{t`Choose what starts the workflow`}</span>}
          {lines.map(({ kind, words }, index) =>
            kind === "or" ? (
              <span key={index} className={classes["or"]}>{t`or`}</span>
            ) : kind === "more" ? (
              <span key={index} className={classes["or"]}>{t`and ${words} more`}</span>
            ) : (
              <span key={index} className={classes["line"]} title={words}>
                {words}
              </span>
            ),
          )}
        </span>
      </button>
    </div>
  );
}
