/**
 * Deposits and milestones: which part of the record a document bills. What was billed before from the same record is known, so
 * that all parts together are the whole, to the cent, and never more.
 */
import type { DocumentDecision } from "../../domain/decision.ts";
import type { DocumentKind } from "../../domain/document/kind.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import { parseDecimal, percentOfMoney, roundToMoney, type Money } from "../../domain/money.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { shareOut } from "../../domain/shares.ts";
import type { EarlierDocument, Notes } from "../action.ts";
import { priceOf, type PricedLine } from "./prices.ts";
import type { PartSettings } from "./settings.ts";

/** What is billed: lines, and what is taken off and added on the whole document. Discount and shipping are positive. */
export interface Billed {
  lines: PricedLine[];
  discount: Money;
  shipping: Money;
}

/** Documents that bill; offers do not. */
const billingKinds: readonly DocumentKind[] = ["invoice", "sales-receipt"];

/** The part of the record that this document bills; `recordName` is for the failures. */
export function takePart(settings: PartSettings, whole: Billed, earlier: readonly EarlierDocument[], recordName: string, notes: Notes): Result<Billed, Failure[]> {
  if (settings.part === "all") return ok(whole);
  const components = componentsOf(whole, earlier);
  const wanted = wantedOf(settings, components, whole);
  if (!wanted.ok) return wanted;
  const billed = billedOf(whole, components, wanted.value);
  if (billed.lines.length === 0) return err([{ code: "nothing-left-to-bill", recordName }]);
  notes.decisions.push(partBilled(components, wanted.value, whole.discount.currency));
  return ok(billed);
}

/** One amount that is billed in parts, in minor units; a discount counts below zero. */
interface Component {
  /** Null = the whole document's discount or shipping. */
  line: PricedLine | null;
  whole: number;
  before: number;
  /** Billed before, if only for nothing. */
  wasBilled: boolean;
  /** Whole minus before, never past zero. */
  left: number;
}

/** The lines in order, then the discount, then shipping. */
function componentsOf({ lines, discount, shipping }: Billed, earlier: readonly EarlierDocument[]): Component[] {
  const before = earlier.flatMap(({ kind, plan }) => (billingKinds.includes(kind) && "lines" in plan && "discount" in plan ? [plan] : []));
  const ofLine = (id: string): number[] => before.flatMap((plan) => plan.lines.flatMap((line) => (line.kind === "item" && line.lineItemId === id ? [line.amount.amountMinor] : [])));
  return [
    ...lines.map((line) => componentOf(line, line.amount.amountMinor, ofLine(line.lineItem.id))),
    componentOf(null, -discount.amountMinor, before.flatMap((plan) => (plan.discount ? [-plan.discount.amount.amountMinor] : []))),
    componentOf(null, shipping.amountMinor, before.flatMap((plan) => (plan.shipping ? [plan.shipping.amount.amountMinor] : []))),
  ];
}

function componentOf(line: PricedLine | null, whole: number, earlier: readonly number[]): Component {
  const before = sum(earlier);
  const left = whole - before;
  return { line, whole, before, wasBilled: earlier.length > 0, left: left === 0 || Math.sign(left) === Math.sign(whole) ? left : 0 };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** What of each component is billed now; null = it is not meant. */
type Wanted = (number | null)[];

function wantedOf(settings: PartSettings, components: readonly Component[], { discount: { currency } }: Billed): Result<Wanted, Failure[]> {
  switch (settings.part) {
    case "all":
    case "balance":
      return ok(components.map(({ left }) => left));
    case "percent":
      return percentOf(settings.partPercent, components, currency);
    case "amount":
      return amountOf(settings.partAmount, components, currency);
    case "lines":
      return linesOf(settings.partLines, components);
  }
}

/** A percentage of the whole, and never more than is left of it: two halves are never a cent too much. */
function percentOf(percent: string | null, components: readonly Component[], currency: string): Result<Wanted, Failure[]> {
  const share = percent === null ? undefined : parseDecimal(percent);
  if (share === undefined) return err([{ code: "setting-missing", field: "partPercent", label: "Percentage" }]);
  const wanted = percentOfMoney({ amountMinor: sum(components.map(({ whole }) => whole)), currency }, share).amountMinor;
  return ok(spread(Math.min(wanted, leftOf(components)), components));
}

function nearerToZero(a: number, b: number): number {
  return Math.abs(a) <= Math.abs(b) ? a : b;
}

function amountOf(amount: string | null, components: readonly Component[], currency: string): Result<Wanted, Failure[]> {
  const decimal = amount === null ? undefined : parseDecimal(amount);
  const wanted = decimal === undefined ? undefined : roundToMoney(decimal, currency);
  if (!wanted?.ok) return err([{ code: "setting-missing", field: "partAmount", label: "Amount" }]);
  const left = leftOf(components);
  if (wanted.value.amountMinor > left) return err([{ code: "part-too-large", wanted: wanted.value, left: { amountMinor: Math.max(0, left), currency } }]);
  return ok(spread(wanted.value.amountMinor, components));
}

function leftOf(components: readonly Component[]): number {
  return sum(components.map(({ left }) => left));
}

/** Each component's share of what is left: the sum is exact, so is what then remains, and no share is more than is left. */
function spread(amountMinor: number, components: readonly Component[]): number[] {
  return shareOut(amountMinor, components.map(({ left }) => left));
}

/** The named lines as far as they are not billed yet, with their part of the discount. */
function linesOf(text: string | null, components: readonly Component[]): Result<Wanted, Failure[]> {
  const names = (text ?? "").split(/\r?\n/).map((name) => name.trim()).filter((name) => name !== "");
  if (names.length === 0) return err([{ code: "setting-missing", field: "partLines", label: "Lines" }]);
  const unknown = names.filter((name) => !components.some(({ line }) => line !== null && isCalled(line, name)));
  if (unknown.length > 0) return err(unknown.map((name) => ({ code: "part-line-unknown", lineName: name })));
  const isChosen = ({ line }: Component): boolean => line !== null && names.some((name) => isCalled(line, name));
  const lines = components.filter(({ line }) => line !== null);
  const [discount] = components.filter(({ line }) => line === null);
  const discounts = shareOut(discount?.whole ?? 0, lines.map(({ whole }) => whole));
  const offChosen = sum(discounts.filter((_, index) => isChosen(lines[index]!)));
  return ok(components.map((component) => (component === discount ? nearerToZero(offChosen, component.left) : isChosen(component) ? component.left : null)));
}

function isCalled({ lineItem: { name, sku } }: PricedLine, named: string): boolean {
  const key = matchingKey(named);
  return matchingKey(name) === key || (sku !== null && matchingKey(sku) === key);
}

/** Lines of which nothing is left are left out; free lines are billed once. */
function billedOf(whole: Billed, components: readonly Component[], wanted: Wanted): Billed {
  const { currency } = whole.discount;
  const lines = components.flatMap(({ line, whole: all, wasBilled }, index) => {
    const part = wanted[index] ?? null;
    if (line === null || part === null || (part === 0 && (all !== 0 || wasBilled))) return [];
    const amount = { amountMinor: part, currency };
    return [{ ...line, ...(amount.amountMinor === all ? {} : priceOf(line.quantity, amount)), amount }];
  });
  const [discount, shipping] = wanted.slice(whole.lines.length);
  return { lines, discount: { amountMinor: Math.abs(discount ?? 0), currency }, shipping: { amountMinor: shipping ?? 0, currency } };
}

function partBilled(components: readonly Component[], wanted: Wanted, currency: string): Extract<DocumentDecision, { code: "part-billed" }> {
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const whole = sum(components.map((component) => component.whole));
  const before = sum(components.map((component) => component.before));
  const now = sum(wanted.map((part) => part ?? 0));
  return { code: "part-billed", part: money(now), whole: money(whole), before: money(before), left: money(whole - before - now) };
}
