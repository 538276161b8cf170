import type { ReactNode } from "react";
import type { Money } from "#domain/money.ts";
import classes from "./amount.module.css";
import { moneyText } from "./amounts.ts";

/** An amount of money in tabular figures. */
export function Amount({ money }: { money: Money }): ReactNode {
  return <span className={classes["amount"]}>{moneyText(money)}</span>;
}
