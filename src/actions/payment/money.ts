/** The accounts and labels of money: where it goes, where it comes from, how it was paid. */
import type { BooksRef } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ReferenceQuery } from "../../domain/ports/mirror-store.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";
import { chosenAccount, chosenRow, failuresOf, refOf } from "../sale/chosen.ts";

interface MoneySettings {
  depositAccount?: string | null;
  refundFrom?: string | null;
  paymentMethod: string | null;
}

type Rows = Pick<Found, "references">;

const cashTypes = ["Bank", "Other Current Asset"];

/** What the settings point at. */
export function moneyIds({ depositAccount, refundFrom, paymentMethod }: MoneySettings): ReferenceQuery["ids"] {
  const accounts = [depositAccount, refundFrom].flatMap((id) => (id ? [{ kind: "account" as const, id }] : []));
  return [...accounts, ...(paymentMethod === null ? [] : [{ kind: "payment-method" as const, id: paymentMethod }])];
}

/** Null = the books' own account for money not yet deposited. */
export function chosenDeposit(id: string | null | undefined, found: Rows): Result<BooksRef | null, Failure[]> {
  if (!id) return ok(null);
  const account = chosenAccount(found, id, "depositAccount", cashTypes, "a bank or other current asset account");
  return account.ok ? ok(refOf(account.value)) : account;
}

/** The account a refund is paid from. */
export function chosenRefundAccount(id: string, found: Rows): Result<BooksRef, Failure[]> {
  const account = chosenAccount(found, id, "refundFrom", cashTypes, "a bank or other current asset account");
  return account.ok ? ok(refOf(account.value)) : account;
}

/** What is wrong with the chosen accounts and payment method; [] = all of them are there and may be used. */
export function moneySettingFailures(settings: MoneySettings, found: Rows): Failure[] {
  const refund = settings.refundFrom ? chosenRefundAccount(settings.refundFrom, found) : ok(null);
  return failuresOf(chosenDeposit(settings.depositAccount, found), refund, chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod"));
}
