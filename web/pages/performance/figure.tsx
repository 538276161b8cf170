import { Trans } from "@lingui/react/macro";
import { Card, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./performance.module.css";

interface FigureProps {
  title: string;
  /** The one number that says it all. */
  headline?: ReactNode;
  /** To the right of the title. */
  beside?: ReactNode;
  /** A picture that says nothing to those who do not see it. */
  chart?: ReactNode;
  /** The same in numbers. */
  table: ReactNode;
}

/** A chart with its numbers: the picture is for the eye, the table for everybody. */
export function Figure({ title, headline, beside, chart, table }: FigureProps): ReactNode {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id} className={classes["figure"] ?? ""}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {headline !== undefined && (
            <Text size="xl" fw={650} mt={2}>
              {headline}
            </Text>
          )}
        </div>
        {beside}
      </Group>
      {chart === undefined ? (
        table
      ) : (
        <>
          <div aria-hidden className={classes["chart"]}>
            {chart}
          </div>
          <details className={classes["numbers"]}>
            <summary>
              <Trans>In numbers</Trans>
            </summary>
            {table}
          </details>
        </>
      )}
    </Card>
  );
}
