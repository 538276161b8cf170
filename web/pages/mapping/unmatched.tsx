import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Kbd, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { MatchChoices } from "../../match/match-choices.tsx";
import { useChoose } from "../../match/use-choose.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { WhoMay } from "../../parts/only-for.tsx";
import classes from "./mapping.module.css";
import { keyMeaning } from "./row-keys.ts";

interface UnmatchedProps {
  kind: UnmatchedRow["kind"];
  query: UseQueryResult<UnmatchedRow[]>;
}

/** What stopped enrollments until somebody says what is meant; confirmed with one key. */
export function Unmatched({ kind, query }: UnmatchedProps): ReactNode {
  const { t } = useLingui();
  const mayChoose = useMay("edit");
  const rows = (query.data ?? []).filter((row) => row.kind === kind);
  return (
    <Stack gap="sm">
      {query.isPending && <LoadingRows rows={4} />}
      <CallProblem error={query.error} onRetry={() => void query.refetch()} />
      {query.isSuccess && rows.length === 0 && (
        <Empty icon={CircleCheck} title={t`Nothing waits for a choice here`}>
          <Trans>When something of HubSpot has no clear match in QuickBooks, it is listed here with suggestions.</Trans>
        </Empty>
      )}
      {rows.length > 0 && !mayChoose && <WhoMay right="edit" />}
      {rows.length > 0 && mayChoose && (
        <Text size="sm" c="dimmed" visibleFrom="sm">
          <Trans>
            By keyboard: <Kbd>↑</Kbd> <Kbd>↓</Kbd> go from row to row, <Kbd>1</Kbd> <Kbd>2</Kbd> <Kbd>3</Kbd> take a suggestion.
          </Trans>
        </Text>
      )}
      {rows.length > 0 && (
        <ul className={classes["rows"]} aria-label={t`Without a match`}>
          {rows.map((row) => (
            <Row key={`${row.connectionId} ${row.crmKey}`} row={row} mayChoose={mayChoose} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function Row({ row, mayChoose }: { row: UnmatchedRow; mayChoose: boolean }): ReactNode {
  const { choose } = useChoose();
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>): void => {
    if (event.target !== event.currentTarget) return;
    const meaning = keyMeaning(event.key, mayChoose ? row.suggestions.length : 0);
    if (meaning === null) return;
    event.preventDefault();
    if (meaning.does === "take") return choose(row, row.suggestions[meaning.suggestion]?.booksId ?? "");
    const beside = meaning.does === "next" ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
    if (beside instanceof HTMLElement) beside.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the row takes keys that settle it
    <li className={classes["row"]} tabIndex={0} onKeyDown={onKeyDown} aria-label={row.name}>
      <div className={classes["what"]}>
        <div className={classes["name"]}>{row.name}</div>
        <div className={classes["quiet"]}>
          {row.failure.happened} <Plural value={row.waiting} one="# enrollment waits" other="# enrollments wait" />: {row.recordNames.join(", ")}
          {row.waiting > row.recordNames.length && " …"}
        </div>
      </div>
      {mayChoose && <MatchChoices row={row} />}
    </li>
  );
}
