import { useLingui } from "@lingui/react/macro";
import { BarChart } from "@mantine/charts";
import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { PerformanceReply } from "#api/performance.ts";
import { documentKindName } from "../../parts/document-words.ts";
import { countText, moneyText } from "../../parts/amounts.ts";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { Figure } from "./figure.tsx";
import { seriesOf, shortDay } from "./kind-series.ts";
import { countOf, currenciesIn, kindsIn, moneyByDay, sumMinor } from "./series.ts";
import { shownLocale } from "../../language/language.ts";

/** Money by day and kind, one currency at a time: currencies are never added up. */
export function MoneyChart({ performance }: { performance: PerformanceReply }): ReactNode {
  const { t } = useLingui();
  const currencies = currenciesIn(performance);
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = currencies.find((one) => one === chosen) ?? currencies[0] ?? "USD";
  const own = { ...performance, posted: performance.posted.filter(({ total }) => total.currency === currency) };
  const kinds = kindsIn(own);
  const rows = kinds.map((kind) => ({ id: kind, kind, count: countOf(own, kind), total: { amountMinor: sumMinor(own, currency, kind), currency } }));
  const columns: Column<(typeof rows)[number]>[] = [
    { header: t`Kind`, cell: ({ kind }) => documentKindName(kind) },
    { header: t`Documents`, align: "end", cell: ({ count }) => countText(count) },
    { header: t`Total`, align: "end", cell: ({ total }) => moneyText(total) },
  ];
  const compact = new Intl.NumberFormat(shownLocale(), { style: "currency", currency, notation: "compact" });
  const whole = new Intl.NumberFormat(shownLocale(), { style: "currency", currency });
  return (
    <Figure
      title={t`Money`}
      headline={kinds.length === 1 ? moneyText({ amountMinor: sumMinor(own, currency), currency }) : currency}
      beside={currencies.length > 1 && <SegmentedControl size="xs" aria-label={t`Currency`} data={currencies} value={currency} onChange={setChosen} />}
      chart={
        <BarChart
          h={240}
          data={moneyByDay(performance, currency)}
          dataKey="day"
          type="stacked"
          series={seriesOf(kinds)}
          xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }}
          yAxisProps={{ width: 64, tickFormatter: (value: number) => compact.format(value) }}
          valueFormatter={(value) => whole.format(value)}
          tooltipProps={{ labelFormatter: shortDay }}
          withLegend
          barChartProps={{ accessibilityLayer: false }}
        />
      }
      table={<RowTable label={t`Money by kind`} columns={columns} rows={rows} />}
    />
  );
}
