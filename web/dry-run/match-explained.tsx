import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text, Title } from "@mantine/core";
import { Check, X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { MatchReply } from "#api/enrollment.ts";
import classes from "./match-explained.module.css";

/** How the reply names the filters on associated records. */
const associatedOperator = "meets";

type FilterReply = MatchReply["groups"][number]["filters"][number];

/** Why the record does or does not meet the triggers, filter by filter, with the value it has. */
export function MatchExplained({ match }: { match: MatchReply }): ReactNode {
  const { t } = useLingui();
  return (
    <Stack component="section" gap="xs" aria-label={t`Triggers`}>
      <Title order={3}>{match.matched ? t`It meets the triggers` : t`It does not meet the triggers`}</Title>
      {match.groups.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <Text size="sm" c="dimmed">
              <Trans>or</Trans>
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
  const { t } = useLingui();
  const { held, operator, words, actual, associated } = filter;
  // What is associated has records to show, and no value of its own.
  const isAboutOthers = operator === associatedOperator;
  return (
    <li>
      <Held held={held} />
      <div>
        {words}
        {!isAboutOthers && <Actual value={actual} />}
        {isAboutOthers && associated.length === 0 && <span className={classes["actual"]}>{t`no such record is associated`}</span>}
        {associated.length > 0 && (
          <ul className={classes["associated"]}>
            {associated.map((record) => (
              <AssociatedExplained key={record.recordId} record={record} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** One associated record, and which of the filters it meets. */
function AssociatedExplained({ record: { recordName, held, filters } }: { record: FilterReply["associated"][number] }): ReactNode {
  return (
    <li>
      <Held held={held} />
      <div>
        {recordName}
        {filters.map((filter) => (
          <div key={filter.words} className={classes["inner"]}>
            <Held held={filter.held} />
            <span>
              {filter.words}
              <Actual value={filter.actual} />
            </span>
          </div>
        ))}
      </div>
    </li>
  );
}

function Held({ held }: { held: boolean }): ReactNode {
  const { t } = useLingui();
  return held ? <Check size={16} role="img" data-held aria-label={t`Holds:`} /> : <X size={16} role="img" data-held={false} aria-label={t`Does not hold:`} />;
}

function Actual({ value }: { value: string | null }): ReactNode {
  const { t } = useLingui();
  return <span className={classes["actual"]}>{value === null ? t`it has no value` : t`it is ${value}`}</span>;
}
