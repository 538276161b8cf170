/** Checks of limits and of billing again. */
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { makesDocuments } from "../catalog.ts";
import { ofWorkflow, type ReviewFacts } from "./facts.ts";

/** A limit in a currency that no document of this workflow is likely to have. */
export function foreignCap({ caps, steps }: WorkflowDefinition, { books, crmCurrency }: Pick<ReviewFacts, "books" | "crmCurrency">): Finding[] {
  const currency = caps.amountPerDocument?.currency;
  const accounts = allSteps(steps).flatMap(({ settings }) => books.get(String(settings["books"])) ?? []);
  const usual = [...new Set([...accounts.map(({ company }) => company.homeCurrency), ...(crmCurrency === null ? [] : [crmCurrency])])];
  if (currency === undefined || usual.length === 0 || usual.includes(currency)) return [];
  return [ofWorkflow("warning", "cap-in-another-currency", "caps.amountPerDocument", { code: "cap-in-another-currency", currency, usual })];
}

/** Records that enter again are billed again. */
export function billingAgain({ allowsReenrollment, billsAgain, steps }: WorkflowDefinition): Finding[] {
  if (!allowsReenrollment || !billsAgain || !allSteps(steps).some(({ action }) => makesDocuments(action))) return [];
  return [ofWorkflow("warning", "bills-again", "billsAgain", { code: "bills-again" })];
}
