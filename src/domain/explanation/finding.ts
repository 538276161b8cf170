/** The findings of a review in words: what is wrong, what could happen, what to do. */
import { explain } from "../explanation.ts";
import type { PlaceholderProblem, ReviewProblem } from "../finding.ts";
import type { Language } from "../language.ts";
import { dutchFindingWords } from "./dutch/finding.ts";
import type { FindingSaid, FindingWords } from "./finding-words.ts";
import { recordTypeWords } from "./record-types.ts";

const stopsThere = "Every record would stop at this step.";
const nobodyTakesIt = "No record ever takes it.";

/** Names in the order in which one starts the next. */
function chain(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", and those ");
}

const words: FindingWords = {
  "no-triggers": () => ({
    happened: "There are no triggers.",
    couldHappen: "No record enters by itself; records can only be enrolled by hand.",
    doThis: "Add a trigger, or leave it so on purpose.",
  }),
  "empty-group": ({ group }) => ({
    happened: `Group ${group} has no filter.`,
    couldHappen: "Nobody could say which records it means.",
    doThis: "Add a filter, or remove the group.",
  }),
  "property-unknown": ({ use, property, objectType }) => ({
    happened: `The CRM has no property "${property}" of ${recordTypeWords[objectType].several}.`,
    couldHappen: use === "filter" ? "The filter would never hold, or always." : stopsThere,
    doThis: use === "filter" ? "Choose another property, or remove the filter." : "Choose another property.",
  }),
  "event-property-unknown": ({ property }) => ({
    happened: `The CRM has no property "${property}".`,
    couldHappen: "Its change would never be noticed.",
    doThis: "Choose another property, or remove the event.",
  }),
  "event-property-own": ({ property }) => ({
    happened: `"${property}" is a property that Ledgerline writes on records.`,
    couldHappen: "Its change starts nothing, whoever makes it, because a document would otherwise make the next one.",
    doThis: "Choose another property, or remove the event. A filter may ask for it.",
  }),
  "option-unknown": ({ label, values }) => ({
    happened: `"${label}" has no option "${values.join("\", \"")}".`,
    couldHappen: "The filter looks for a value that no record can have.",
    doThis: "Choose from the options there are.",
  }),
  "wider-than-sync-filter": ({ accountName, property, values }) => ({
    happened: `The triggers let records in whose contact does not meet the customer sync filter of ${accountName}: ${property} is ${oneOf(values)}.`,
    couldHappen: "Such a record stops at this step and needs attention.",
    doThis: `Add a filter on the associated contact: ${property} is any of ${oneOf(values)}; or create customers that are missing.`,
  }),
  "payment-not-settled": ({ group, label }) => ({
    happened: `Trigger group ${group} does not ask that the payment has succeeded.`,
    couldHappen: "Payments that are still pending, or that failed, enter too. Nothing is booked of them: they wait, or need attention.",
    doThis: `Add the filter "Payment > ${label} > is any of > Succeeded".`,
  }),
  "source-filter-missing": ({ group, label }) => ({
    happened: `${group === null ? "The triggers have no group, so no" : group === "only" ? "The trigger group has no" : `Trigger group ${group} has no`} filter "Payment > ${label} > is none of > Invoice".`,
    couldHappen: "Payments made on an invoice would be booked twice: once with their invoice, once by this workflow.",
    doThis: "Add the filter, or publish with a written reason why no such payment can come here.",
  }),
  "source-not-known": () => ({
    happened: "The CRM could not be asked where it keeps the source of a payment, so the triggers could not be checked.",
    couldHappen: "Payments made on an invoice would be booked twice.",
    doThis: "Check the CRM's connection, then review again.",
  }),
  "second-workflow": ({ name, isCertain }) => ({
    happened: isCertain ? `The workflow "${name}" is on and bills the same records.` : `The workflow "${name}" is on, and the same record may meet both workflows' triggers.`,
    couldHappen: "A record would be billed twice.",
    doThis: `Narrow the triggers so that no record meets both, or turn "${name}" off${isCertain ? "; or publish with a written reason" : ""}.`,
  }),
  "cap-in-another-currency": ({ currency, usual }) => ({
    happened: `The limit per document is in ${currency}, but documents are likely to be in ${oneOf(usual)}.`,
    couldHappen: "A document in another currency is not held up by it.",
    doThis: `Give the limit in ${oneOf(usual)}.`,
  }),
  "bills-again": () => ({
    happened: "A record that enters again is billed again, although it has a document of the same step.",
    couldHappen: "A deal that is reopened and won again gets a second document for the same line items.",
    doThis: "Turn it off, unless each time is meant to be billed.",
  }),
  "billing-loop": ({ through }) => ({
    happened:
      through.length === 0
        ? "It starts when something happens to a document that it makes itself, and it bills again."
        : `Its documents start ${chain(through)}, whose documents start it again, and all of them bill again.`,
    couldHappen: "Each document leads to the next one: one record is billed over and over, for as long as its documents are sent or paid.",
    doThis: "Turn \"Bill again\" off, or let it start on a kind of document that it does not make.",
  }),
  "no-hourly-cap": () => ({
    happened: "There is no limit on documents per hour.",
    couldHappen: "When many records are changed at once, for example by an import, each gets a document before anybody notices.",
    doThis: "Set a limit that a busy hour does not reach: the workflow pauses there, and a person looks.",
  }),
  "delay-without-unenrollment": () => ({
    happened: "A document follows this delay, and the workflow has no unenrollment filters.",
    couldHappen: "A record that changes its mind while it waits, for example a deal that is lost after all, gets its document all the same.",
    doThis: "Add unenrollment filters that say when the document is no longer wanted.",
  }),
  "no-steps": () => ({
    happened: "There are no steps.",
    couldHappen: "Records would enter and nothing would come of it.",
    doThis: "Add the action that this workflow is for.",
  }),
  "action-unknown": ({ stepId, action }) => ({
    happened: `Step "${stepId}": there is no action "${action}".`,
    couldHappen: stopsThere,
    doThis: "Remove the step.",
  }),
  "action-not-allowed": ({ stepId, title, objectType }) => ({
    happened: `Step "${stepId}": "${title}" is not allowed in workflows on ${recordTypeWords[objectType].several}.`,
    couldHappen: stopsThere,
    doThis: "Remove the step.",
  }),
  "step-id-repeated": ({ stepId }) => ({
    happened: `The step id "${stepId}" is used more than once.`,
    couldHappen: "Documents of the two steps could not be told apart.",
    doThis: "Give one of them another id.",
  }),
  "setting-refused": ({ failure }) => ({ happened: explain(failure).happened, couldHappen: stopsThere, doThis: explain(failure).doThis }),
  "setting-unknown": ({ name }) => ({
    happened: `The action has no setting "${name}".`,
    couldHappen: "What it says has no effect.",
    doThis: "Correct its name, or remove it.",
  }),
  "step-unreachable": () => ({
    happened: "No record can reach this step.",
    couldHappen: "It never runs, although it looks as if it did.",
    doThis: "Remove it, or what ends the way before it.",
  }),
  "branches-unused": () => ({
    happened: "This step has branches, but its action does not branch.",
    couldHappen: "The steps in them never run.",
    doThis: "Remove the branches.",
  }),
  "branches-empty": () => ({
    happened: "None of the branches has a step.",
    couldHappen: "The branch makes no difference.",
    doThis: "Add steps to a branch, or remove it.",
  }),
  "branch-by-value": ({ name }) => ({
    happened: `The branch "${name}" has values, but this step branches by filters.`,
    couldHappen: nobodyTakesIt,
    doThis: "Give it filters.",
  }),
  "branch-by-filter": ({ name }) => ({
    happened: `The branch "${name}" has filters, but this step branches by value.`,
    couldHappen: nobodyTakesIt,
    doThis: "Give it values.",
  }),
  "branch-without-filter": ({ name }) => ({
    happened: `The branch "${name}" has no filter.`,
    couldHappen: nobodyTakesIt,
    doThis: "Add a filter, or make it the branch for all others.",
  }),
  "branch-without-value": ({ name }) => ({
    happened: `The branch "${name}" has no value.`,
    couldHappen: nobodyTakesIt,
    doThis: "Add a value, or make it the branch for all others.",
  }),
  "branch-for-others-twice": ({ name }) => ({
    happened: `The branch "${name}" is a second one for all others.`,
    couldHappen: nobodyTakesIt,
    doThis: "Give it filters or values, or remove it.",
  }),
  "nothing-to-wait-for": () => ({
    happened: "No step before this one makes a document that could be paid.",
    couldHappen: "Records pass it at once, as not paid.",
    doThis: "Put it behind the step that makes the invoice.",
  }),
  "nothing-to-approve": () => ({
    happened: "No document follows this approval before the way branches or ends.",
    couldHappen: "Nobody is ever asked.",
    doThis: "Put it right before the document that must be approved.",
  }),
  "placeholder-unusable": ({ label, placeholder, because }) => ({
    happened: `"${label}" uses {{${placeholder}}}: ${placeholderWords(because)}.`,
    couldHappen: "The text would be wrong, or the record would stop at this step.",
    doThis: "Choose from the list of what can be used here.",
  }),
};

function placeholderWords(problem: PlaceholderProblem): string {
  switch (problem.is) {
    case "property-unknown":
      return `the CRM has no property "${problem.property}" of ${recordTypeWords[problem.objectType].several}`;
    case "step-unknown":
      return `there is no step "${problem.stepId}"`;
    case "step-later":
      return `step "${problem.stepId}" does not come before it`;
    case "output-unknown":
      return `step "${problem.stepId}" leaves no "${problem.output}"`;
  }
}

/** Some names in one text: `A, B or C`. */
function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** Puts a finding in words, of the given language. Labels of ours stand in it as they are given. */
export function findingInWords(problem: ReviewProblem, language: Language = "en"): FindingSaid {
  const said = language === "nl" ? dutchFindingWords : words;
  return (said[problem.code] as (problem: ReviewProblem) => FindingSaid)(problem);
}
