import { Trans, useLingui } from "@lingui/react/macro";
import { Button, VisuallyHidden } from "@mantine/core";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Suggestion } from "#api/link.ts";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import classes from "./match-choices.module.css";
import { MatchSearch } from "./match-search.tsx";
import { useChoose } from "./use-choose.ts";

const mostOffered = 3;
/** What is less alike is offered, but not put forward. */
const isLikelyFrom = 0.6;

/** The likeliest of the books as buttons, the best first, and a search for any other. A click settles it. */
export function MatchChoices({ row }: { row: UnmatchedRow }): ReactNode {
  const { choose, isPending, error } = useChoose();
  const offered = row.suggestions.slice(0, mostOffered);
  return (
    <div>
      <div className={classes["choices"]}>
        {offered.map((suggestion, index) => (
          <Choice key={suggestion.booksId} suggestion={suggestion} isBest={index === 0 && (suggestion.score ?? 1) >= isLikelyFrom} of={row.name} isDisabled={isPending} onChoose={() => choose(row, suggestion.booksId)} />
        ))}
        <MatchSearch of={row} isOnly={offered.length === 0} isDisabled={isPending} onChoose={(booksId) => choose(row, booksId)} />
      </div>
      <CallProblem error={error} />
    </div>
  );
}

interface ChoiceProps {
  suggestion: Suggestion;
  isBest: boolean;
  of: string;
  isDisabled: boolean;
  onChoose: () => void;
}

function Choice({ suggestion: { name, detail, score }, isBest, of, isDisabled, onChoose }: ChoiceProps): ReactNode {
  const { t, i18n } = useLingui();
  const likeness = score === null ? t`matches equally` : t`${i18n.number(score, { style: "percent" })} alike`;
  return (
    <Button
      size="xs"
      variant={isBest ? "light" : "default"}
      leftSection={<Check size={14} aria-hidden />}
      disabled={isDisabled}
      onClick={onChoose}
      className={classes["choice"] ?? ""}
    >
      <VisuallyHidden>
        <Trans>{of} is</Trans>{" "}
      </VisuallyHidden>
      <span>{name}</span>{" "}
      <span className={classes["detail"]}>{[detail, likeness].filter((one) => one !== null).join(" · ")}</span>
    </Button>
  );
}
