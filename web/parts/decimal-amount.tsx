import type { ReactNode } from "react";
import { parseDecimal, roundToMoney } from "#domain/money.ts";
import { Amount } from "./amount.tsx";

/** An amount given as decimal text; a dash when it is not known. */
export function DecimalAmount({ amount, currency }: { amount: string | null; currency: string }): ReactNode {
  const decimal = amount === null ? undefined : parseDecimal(amount);
  const money = decimal === undefined ? undefined : roundToMoney(decimal, currency);
  return money?.ok === true ? <Amount money={money.value} /> : <span aria-hidden>–</span>;
}
