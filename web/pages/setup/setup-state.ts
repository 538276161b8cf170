/** How far the first set-up is. Most of it is seen from what is connected and set; that a usual answer was looked at is kept with the workspace. */
import type { AccountSettings } from "#api/account-settings.ts";
import type { ConnectionRow } from "#api/connection.ts";
import type { FormFieldReply } from "#api/form.ts";
import type { SetupQuestion } from "#domain/setup.ts";

/** The bookkeeper's questions, in their order, with the account's settings that they are about. */
export const questions = [
  { id: "customers-found", fields: ["customerMatching"] },
  { id: "customers-created", fields: ["customerRule", "syncProperty", "syncValues", "takenNames"] },
  { id: "products-found", fields: ["itemMatching"] },
  { id: "products-created", fields: ["defaultItem", "newItemType", "newItemIncomeAccount"] },
  { id: "tax", fields: ["taxMode", "chargedTaxCode", "takesTaxedPayments", "crmPrices", "taxMappings", "defaultTaxCode", "zeroTaxCode"] },
  { id: "money", fields: ["lineDiscounts", "takesZeroReceipts"] },
  { id: "closed-period", fields: ["closedPeriod"] },
  { id: "differing-total", fields: ["differingTotal"] },
] as const satisfies readonly { id: SetupQuestion; fields: readonly string[] }[];
export type Question = (typeof questions)[number];

/** The fields of a question that the company's settings have: sales tax is another thing in the United States than elsewhere. */
export function fieldsOf(question: Question, account: Pick<AccountSettings, "groups">): FormFieldReply[] {
  const names: readonly string[] = question.fields;
  return account.groups.flatMap(({ fields }) => fields).filter(({ name }) => names.includes(name));
}

/** Questions whose answer is another than the usual, or was looked at or skipped before. */
export function answeredQuestions(account: Pick<AccountSettings, "groups" | "settings">, lookedAt: ReadonlySet<string>): Set<SetupQuestion> {
  const isSet = (question: Question): boolean => fieldsOf(question, account).some(({ name, usual }) => JSON.stringify(account.settings[name] ?? null) !== JSON.stringify(usual));
  return new Set(questions.filter((question) => lookedAt.has(question.id) || isSet(question)).map(({ id }) => id));
}

/** What is connected already. */
export function connectedParts(connections: readonly Pick<ConnectionRow, "id" | "role" | "name" | "connectionState">[]) {
  const connected = connections.filter(({ connectionState }) => connectionState === "connected");
  return { books: connected.filter(({ role }) => role === "books"), crms: connected.filter(({ role }) => role === "crm") };
}
