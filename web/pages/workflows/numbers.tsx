import { t } from "@lingui/core/macro";
import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import type { OverviewReply } from "#api/connection.ts";
import { countText } from "../../parts/amounts.ts";
import classes from "./numbers.module.css";

/** The numbers of the workspace right now. */
export function Numbers({ overview }: { overview: OverviewReply | undefined }): ReactNode {
  const states = overview?.enrollments ?? {};
  const inProgress = (states["running"] ?? 0) + (states["posting"] ?? 0) + (states["waiting"] ?? 0);
  const numbers = [
    { label: t`Documents today`, value: overview?.documentsToday },
    { label: t`Documents in all`, value: overview?.documents },
    { label: t`Enrollments in progress`, value: overview && inProgress },
    { label: t`Changes still to be read`, value: overview?.pendingEvents },
  ];
  return (
    <dl className={classes["numbers"]}>
      {numbers.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === undefined ? <Skeleton height={22} width={48} /> : countText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
