import { Stack, Text, Title } from "@mantine/core";
import { Check, X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { MatchReply } from "#api/enrollment.ts";
import classes from "./match-explained.module.css";

type FilterReply = MatchReply["groups"][number]["filters"][number];

/** Why the record does or does not meet the triggers, filter by filter, with the value it has. */
export function MatchExplained({ match }: { match: MatchReply }): ReactNode {
  return (
    <Stack component="section" gap="xs" aria-label="Triggers">
      <Title order={3}>{match.matched ? "It meets the triggers" : "It does not meet the triggers"}</Title>
      {match.groups.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <Text size="sm" c="dimmed">
              or
            </Text>
          )}
          <ul className={classes["filters"]}>
            {group.filters.map((filter) => (
              <FilterExplained key={filter.words} filter={filter} />
            ))}
          </ul>
        </Fragment>
      ))}
    </Stack>
  );
}

function FilterExplained({ filter }: { filter: FilterReply }): ReactNode {
  return (
    <li data-held={filter.held}>
      {filter.held ? <Check size={16} aria-label="Holds:" /> : <X size={16} aria-label="Does not hold:" />}
      <span>
        {filter.label} {filter.operator} <strong>{filter.values.join(" or ")}</strong>
        <span className={classes["actual"]}>{filter.actual === null ? "it has no value" : `it is ${filter.actual}`}</span>
      </span>
    </li>
  );
}
