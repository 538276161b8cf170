/**
 * Every failure in plain words: what happened, why, what to do, and who can do it. Web, command line, API and
 * docs/failures.md all show these. Vendor codes and traces are kept beside the words, never in front of them.
 */
import { booksWords } from "./explanation/books.ts";
import { crmWords } from "./explanation/crm.ts";
import { approvalWords, messageWords } from "./explanation/flow.ts";
import { matchingWords } from "./explanation/matching.ts";
import { moneyWords } from "./explanation/money.ts";
import { paymentWords } from "./explanation/payment.ts";
import { recordWords } from "./explanation/record.ts";
import { refusalWords } from "./explanation/refusal.ts";
import { requestWords } from "./explanation/request.ts";
import { runWords } from "./explanation/run.ts";
import type { Explanation, Said, Words } from "./explanation/said.ts";
import { settingsWords } from "./explanation/settings.ts";
import { inDutch } from "./explanation/dutch/dutch.ts";
import type { Failure } from "./failure.ts";
import type { Language } from "./language.ts";

/** Exhaustive: a new code does not compile until it is explained. */
const words: Words<Failure> = {
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
  ...runWords,
  ...requestWords,
};

/** Puts a failure in words, of the given language. */
export function explain(failure: Failure, language: Language = "en"): Explanation {
  const said = { ...saidOf(failure), ...(language === "nl" ? inDutch(failure) : undefined) };
  return {
    happened: said.happened,
    why: said.why,
    doThis: said.doThis,
    who: said.who ?? "you",
    retry: said.retry ?? "after-you-fix-it",
    field: said.field ?? null,
    link: said.link ?? null,
  };
}

/** True when waiting and trying again can help without anybody doing anything. */
export function isTransient(failure: Failure): boolean {
  return explain(failure).retry === "by-itself";
}

/** The words under a failure's code take that failure; the compiler cannot pair the two by itself. */
function saidOf(failure: Failure): Said {
  return (words[failure.code] as (failure: Failure) => Said)(failure);
}
