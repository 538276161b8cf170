import { useLingui } from "@lingui/react/macro";
import { BarChart } from "@mantine/charts";
import type { ReactNode } from "react";
import type { PerformanceReply } from "#api/performance.ts";
import { documentKindName } from "../../parts/document-words.ts";
import { countText } from "../../parts/amounts.ts";
import { CalendarDate } from "../../parts/moment.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { Figure } from "./figure.tsx";
import { seriesOf, shortDay } from "./kind-series.ts";
import { countOf, documentsByDay, kindsIn } from "./series.ts";

/** Documents by day and kind. */
export function DocumentsChart({ performance }: { performance: PerformanceReply }): ReactNode {
  const { t } = useLingui();
  const kinds = kindsIn(performance);
  const bars = documentsByDay(performance);
  const columns: Column<(typeof bars)[number] & { id: string }>[] = [
    { header: t`Day`, cell: ({ day }) => <CalendarDate date={day} /> },
    ...kinds.map((kind) => ({ header: documentKindName(kind), align: "end" as const, cell: (bar: (typeof bars)[number]) => countText(bar[kind] ?? 0) })),
  ];
  const rows = bars.filter((bar) => kinds.some((kind) => bar[kind] !== undefined)).map((bar) => ({ ...bar, id: bar.day }));
  return (
    <Figure
      title={t`Documents`}
      headline={countText(countOf(performance))}
      chart={
        <BarChart
          h={240}
          data={bars}
          dataKey="day"
          type="stacked"
          series={seriesOf(kinds)}
          xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          tooltipProps={{ labelFormatter: shortDay }}
          withLegend
          barChartProps={{ accessibilityLayer: false }}
        />
      }
      table={<RowTable label={t`Documents by day`} columns={columns} rows={rows} />}
    />
  );
}
