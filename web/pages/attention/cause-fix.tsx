import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AttentionGroup } from "#api/enrollment.ts";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { orpc } from "../../api.ts";
import { MatchChoices } from "../../match/match-choices.tsx";
import { PageButton } from "../../parts/links.tsx";
import classes from "./cause-group.module.css";
import { fixOf } from "./cause.ts";

/** The way to mend a cause right here: choose what is meant, or go to the setting that is wrong. */
export function CauseFix({ group }: { group: AttentionGroup }): ReactNode {
  const { t } = useLingui();
  const fix = fixOf(group);
  switch (fix.kind) {
    case "choose":
      return <Choose group={group} />;
    case "step-setting":
      return (
        <PageButton to="/workflows/$id" params={{ id: fix.workflowId }} size="xs" variant="default">
          <Trans>Open the step's settings</Trans>
        </PageButton>
      );
    case "account-settings":
      return (
        <PageButton to="/connections/$id/settings" params={{ id: fix.booksId }} size="xs" variant="default" aria-label={t`Open the QuickBooks account's settings`}>
          <Trans>Open the account's settings</Trans>
        </PageButton>
      );
    case "none":
      return null;
  }
}

function Choose({ group: { failure, booksId } }: { group: AttentionGroup }): ReactNode {
  const unmatched = useQuery(orpc.links.unmatched.queryOptions());
  const row = unmatched.data?.find(({ crmKey, connectionId }) => crmKey === failure.choice?.crmKey && connectionId === booksId);
  if (row === undefined) return null;
  return (
    <div className={classes["fix"]}>
      <Text size="sm" fw={550} mb={6}>
        <Question kind={row.kind} name={row.name} /> <Trans>The choice is kept, and everything that waits for it goes on.</Trans>
      </Text>
      <MatchChoices row={row} />
    </div>
  );
}

function Question({ kind, name }: Pick<UnmatchedRow, "kind" | "name">): ReactNode {
  switch (kind) {
    case "customer":
      return <Trans>Which customer in QuickBooks is "{name}"?</Trans>;
    case "item":
      return <Trans>Which product in QuickBooks is "{name}"?</Trans>;
    case "term":
      return <Trans>Which terms in QuickBooks are "{name}"?</Trans>;
    case "tax-code":
      return <Trans>Which tax code in QuickBooks is "{name}"?</Trans>;
  }
}
