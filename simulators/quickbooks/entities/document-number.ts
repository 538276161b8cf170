/** A document's number: the company's next one, or one that nobody else has. */
import type { Company, TransactionName } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { sequenceOf } from "../names.ts";
import type { EntityWrite } from "./kind.ts";

/** The company numbers by itself unless custom numbers are on; then a number may be missing, but not be taken. */
export function salesNumber(company: Company, name: TransactionName, { members, before, include }: EntityWrite): string | undefined {
  const given = members["DocNumber"] as string | undefined;
  const isCustom = company.prefs("SalesFormsPrefs")["CustomTxnNumbers"] === true;
  if (given === undefined || given === "") return (before?.["DocNumber"] as string | undefined) ?? (isCustom ? undefined : company.nextNumber(sequenceOf[name] ?? "sales"));
  if (isCustom && !include.has("allowduplicatedocnum")) checkFree(company, name, given, before?.Id);
  return given;
}

/** Refuses a number that another document has. */
export function checkFree(company: Company, name: TransactionName, number: string, exceptId: string | undefined): void {
  const holder = company.names.numberHolder(name, number, exceptId);
  if (holder === undefined) return;
  const which = `DocNumber=${number} is assigned to TxnType=${holder.name} with TxnId=${holder.id}`;
  throw new Refusal("6140", `Duplicate Document Number Error : You must specify a different number. This number has already been used. ${which}`);
}
