/**
 * The part of a sale that is given back: each line, the discount, shipping and the tax by their share of what is not given
 * back yet, so that all refunds together are the sale, to the cent.
 */
import type { Failure } from "../../domain/failure.ts";
import { divideDecimals, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { LineItem } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { shareOut } from "../../domain/shares.ts";
import type { EarlierDocument, Found } from "../action.ts";
import { priceOf, type PricedLine } from "./prices.ts";
import type { Sold } from "./sold.ts";

/** What is given back now, of what was paid in all. */
export interface Refund {
  amount: Money;
  paid: Money;
}

/** The part of the sale that comes to the refund, tax included. A whole refund is the whole sale. */
export function refundedPart(sold: Sold, { amount, paid }: Refund, found: Found): Result<Sold, Failure[]> {
  const { currency } = amount;
  const net = sumMoney(sold.lines.map((line) => line.amount), currency).amountMinor - sold.discount.amountMinor + sold.shipping.amountMinor;
  const tax = paid.amountMinor - net;
  if (tax < 0) return err([{ code: "paid-differs", paid, planned: { amountMinor: net, currency } }]);
  const before = found.earlier.filter(({ kind }) => kind === "refund-receipt");
  const left = leftOf(sold, tax, before);
  const shares = shareOut(amount.amountMinor, left);
  if (shares.every((share, index) => share === left[index]) && before.length === 0) return ok({ ...sold, tax: { amountMinor: tax, currency } });
  const lines = sold.lines.flatMap((line, index) => partOf(line, shares[index] ?? 0));
  const [discount = 0, shipping = 0, taxShare = 0] = shares.slice(sold.lines.length);
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  return ok({ lines, discount: money(-discount), shipping: money(shipping), discountPercent: null, tax: money(taxShare) });
}

/** What is not given back yet, in minor units: of each line, the discount (below zero), shipping and the tax. */
function leftOf({ lines, discount, shipping }: Sold, tax: number, before: readonly EarlierDocument[]): number[] {
  const plans = before.flatMap(({ plan }) => (plan.kind === "refund-receipt" ? [plan] : []));
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const ofLine = (id: string): number =>
    sum(plans.flatMap((plan) => plan.lines.flatMap((line) => (line.kind === "item" && line.lineItemId === id ? [line.amount.amountMinor - (line.includedTax?.amountMinor ?? 0)] : []))));
  const discounts = sum(plans.map((plan) => plan.discount?.amount.amountMinor ?? 0));
  const shippings = sum(plans.map((plan) => (plan.shipping ? plan.shipping.amount.amountMinor - (plan.shipping.includedTax?.amountMinor ?? 0) : 0)));
  const gross = sum(before.map(({ plan }) => plan.total.amountMinor));
  const nets = [...lines.map((line) => ofLine(line.lineItem.id)), -discounts, shippings];
  const wholes = [...lines.map((line) => line.amount.amountMinor), -discount.amountMinor, shipping.amountMinor];
  return [...wholes.map((whole, index) => whole - (nets[index] ?? 0)), tax - (gross - sum(nets))];
}

/** The line with its share of the amount; one of which nothing is given back is left out. */
function partOf(line: PricedLine, share: number): PricedLine[] {
  if (share === 0) return [];
  const amount = { ...line.amount, amountMinor: share };
  return [{ ...line, lineItem: withoutTaxAmount(line.lineItem), ...(share === line.amount.amountMinor ? {} : priceOf(line.quantity, amount)), amount, discount: { ...line.discount, amountMinor: 0 } }];
}

/** The CRM's amount of tax is of the whole line; the rate holds for every part of it. */
function withoutTaxAmount(lineItem: LineItem): LineItem {
  const { tax, netAmount } = lineItem;
  if (tax === null || tax.amount === null) return lineItem;
  const rate = tax.rate ?? impliedRate(tax.amount, netAmount);
  return { ...lineItem, tax: { ...tax, rate, amount: null } };
}

function impliedRate(tax: Decimal, net: Decimal | null): Decimal | null {
  if (net === null || Number(net) === 0) return null;
  return divideDecimals(tax, divideDecimals(net, "100" as Decimal, 10), 4);
}
