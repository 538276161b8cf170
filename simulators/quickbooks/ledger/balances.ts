/**
 * What follows from a transaction for balances and stock: of customers with those above them, vendors, accounts with those above
 * them, and items. Balances move without a new version of whoever has them.
 */
import { Big } from "big.js";
import type { Company, Entity, EntityName } from "../company.ts";
import { amount, wire } from "../money.ts";
import { refId } from "../references.ts";
import { owedBy } from "./people.ts";
import { type Posting, postingsOf } from "./postings.ts";
import { stockMoves } from "./stock.ts";

/** Books a transaction that was made, changed or removed. */
export function moveBalances(company: Company, name: EntityName, before: Entity | undefined, after: Entity | undefined): void {
  const moves = new Moves();
  for (const [transaction, sign] of [[before, -1], [after, 1]] as const) {
    if (!transaction) continue;
    for (const { who, id, amount: value } of owedBy(company, name, transaction)) moves.add(who, id, value.times(sign));
    for (const { accountId, amount: value } of postingsOf(company, name, transaction)) moves.add("Account", accountId, value.times(sign));
    for (const [itemId, pieces] of stockMoves(company, name, transaction)) moves.add("Item", itemId, pieces.times(sign));
  }
  for (const { name: holder, id, amount: value } of moves.all()) apply(company, holder, id, value);
}

/** Books what is no transaction, such as the stock an item begins with. */
export function book(company: Company, postings: readonly Posting[]): void {
  for (const { accountId, amount: value } of postings) applyToAccount(company, accountId, value);
}

type Holder = "Customer" | "Vendor" | "Account" | "Item";

/** Sums by holder, so that each changes once. */
class Moves {
  private readonly sums = new Map<string, { name: Holder; id: string; amount: Big }>();

  add(name: Holder, id: string, value: Big): void {
    const key = `${name}/${id}`;
    this.sums.set(key, { name, id, amount: (this.sums.get(key)?.amount ?? new Big(0)).plus(value) });
  }

  all(): { name: Holder; id: string; amount: Big }[] {
    return [...this.sums.values()].filter((one) => !one.amount.eq(0));
  }
}

function apply(company: Company, name: Holder, id: string, value: Big): void {
  switch (name) {
    case "Item":
      return add(company, name, id, value, ["QtyOnHand"]);
    case "Vendor":
      return add(company, name, id, value, ["Balance"]);
    case "Customer":
      return add(company, name, id, value, ["Balance", "BalanceWithJobs"]);
    case "Account":
      return applyToAccount(company, id, value);
  }
}

/** Income and expense accounts show no balance of their own (vendor samples); the books have it all the same. */
function applyToAccount(company: Company, id: string, value: Big): void {
  company.book(id, value);
  const classification = company.find("Account", id)?.["Classification"];
  if (classification === "Revenue" || classification === "Expense") return;
  add(company, "Account", id, value, ["CurrentBalance", "CurrentBalanceWithSubAccounts"]);
}

const sums: Partial<Record<Holder, string>> = { Customer: "BalanceWithJobs", Account: "CurrentBalanceWithSubAccounts" };

/** Adds to the members of an entity, and to the sum of everyone above it. */
function add(company: Company, name: Holder, id: string, value: Big, members: string[]): void {
  const entity = company.find(name, id);
  if (!entity) return;
  company.setDerived(name, entity.Id, Object.fromEntries(members.map((member) => [member, wire(value.plus(amount(entity[member]) ?? 0))])));
  const sum = sums[name];
  const parentId = refId(entity["ParentRef"]);
  if (sum !== undefined && parentId !== undefined) add(company, name, parentId, value, [sum]);
}
