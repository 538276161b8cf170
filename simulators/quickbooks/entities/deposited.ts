/** Money that lies in a bank deposit holds its documents fast. */
import type { Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import type { Members } from "../wire-object.ts";

/** Refuses to change or remove what is part of a deposit. */
export function checkNotDeposited(entity: Entity): void {
  if (!((entity["LinkedTxn"] ?? []) as Members[]).some((link) => link["TxnType"] === "Deposit")) return;
  throw new Refusal("6540", "Deposited Transaction cannot be changed : If you want to modify or delete a Deposited Transaction, you must edit the deposit it appears on and remove it first.");
}
