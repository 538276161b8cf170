import { Text } from "@mantine/core";
import { formatMoney } from "./formats.ts";

/** An amount in tabular figures. */
export function Money({ value, strong = false }: { value: { amountMinor: number; currency: string }; strong?: boolean }) {
  return (
    <Text component="span" inherit fw={strong ? 600 : undefined} style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
      {formatMoney(value)}
    </Text>
  );
}
