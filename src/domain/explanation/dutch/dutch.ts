/** Every failure in Dutch. */
import type { Failure } from "../../failure.ts";
import { booksWords } from "./books.ts";
import { crmWords } from "./crm.ts";
import { approvalWords, messageWords } from "./flow.ts";
import { matchingWords } from "./matching.ts";
import { moneyWords } from "./money.ts";
import { paymentWords } from "./payment.ts";
import { recordWords } from "./record.ts";
import { refusalWords } from "./refusal.ts";
import { requestWords } from "./request.ts";
import { runWords } from "./run.ts";
import type { DutchSaid, DutchWords } from "./said.ts";
import { settingsWords } from "./settings.ts";

const words: DutchWords<Failure> = {
  ...recordWords,
  ...matchingWords,
  ...settingsWords,
  ...moneyWords,
  ...paymentWords,
  ...booksWords,
  ...refusalWords,
  ...crmWords,
  ...messageWords,
  ...approvalWords,
  ...requestWords,
  ...runWords,
};

/** The Dutch texts of a failure; undefined = it has none, and the English ones stand. */
export function inDutch(failure: Failure): DutchSaid | undefined {
  return (words[failure.code] as ((failure: Failure) => DutchSaid) | undefined)?.(failure);
}
