import { useLingui } from "@lingui/react/macro";
import { LineChart } from "@mantine/charts";
import type { ReactNode } from "react";
import type { PerformanceReply } from "#api/performance.ts";
import { durationText } from "../../parts/moments.ts";
import { CalendarDate } from "../../parts/moment.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { Figure } from "./figure.tsx";
import { shortDay } from "./kind-series.ts";

type Times = PerformanceReply["postingTimes"][number];

/** How long it took from the recorded plan to the posted document. */
export function PostingTimes({ performance: { days, postingTimes } }: { performance: PerformanceReply }): ReactNode {
  const { t } = useLingui();
  const last = postingTimes.at(-1);
  const columns: Column<Times & { id: string }>[] = [
    { header: t`Day`, cell: ({ day }) => <CalendarDate date={day} /> },
    { header: t`Half took less than`, align: "end", cell: ({ medianMs }) => durationText(medianMs) },
    { header: t`Nine of ten took less than`, align: "end", cell: ({ slowestTenthMs }) => durationText(slowestTenthMs) },
  ];
  const points = days.map((day) => ({ day, ...postingTimes.find((one) => one.day === day) }));
  return (
    <Figure
      title={t`Time to post`}
      headline={last && durationText(last.medianMs)}
      chart={
        <LineChart
          h={220}
          data={points}
          dataKey="day"
          connectNulls
          series={[
            { name: "medianMs", label: t`Half took less than`, color: "accent.6" },
            { name: "slowestTenthMs", label: t`Nine of ten took less than`, color: "orange.7" },
          ]}
          xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }}
          yAxisProps={{ width: 64, tickFormatter: (ms: number) => durationText(ms) }}
          valueFormatter={(ms) => durationText(ms)}
          tooltipProps={{ labelFormatter: shortDay }}
          withLegend
          lineChartProps={{ accessibilityLayer: false }}
        />
      }
      table={<RowTable label={t`Time to post by day`} columns={columns} rows={postingTimes.map((one) => ({ ...one, id: one.day }))} />}
    />
  );
}
