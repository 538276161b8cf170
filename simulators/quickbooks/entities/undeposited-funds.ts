/** Where received money waits for the bank when nothing else is said. */
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";

export function undepositedFunds(company: Company): Entity {
  const account = company.all("Account").find((one) => one["AccountSubType"] === "UndepositedFunds");
  if (!account) throw wrongAccount("DepositToAccountRef");
  return account;
}

/** As the vendor words it when an account of another type is needed. */
export function wrongAccount(element: string): Refusal {
  return new Refusal("6000", "Business Validation Error: You need to select a different type of account for this transaction.", element);
}
