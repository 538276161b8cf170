/** In words: what keeps records out of workflows, and the caps that stop a workflow. */
import { documentWords } from "../document/kind.ts";
import type { RunFailure } from "../failure.ts";
import { decimalText, type Money } from "../money.ts";
import type { Filter } from "../trigger.ts";
import { type FilterLabels, filtersInWords } from "../trigger/filter-labels.ts";
import type { CrmReference } from "../trigger/references.ts";
import { wholeText, type Words } from "./said.ts";

function inWords({ currency, ...rest }: Money): string {
  return `${currency} ${decimalText({ currency, ...rest })}`;
}

function metInWords(met: Filter[] | string, labels: FilterLabels = {}): string {
  return typeof met === "string" ? met : filtersInWords(met, labels);
}

/** Internal names: labels went with what is gone. */
function listed(missing: readonly CrmReference[]): string {
  return missing
    .map((one) => {
      switch (one.kind) {
        case "property":
          return `the ${one.objectType} property "${one.name}"`;
        case "option":
          return `the value "${one.name}" of the ${one.objectType} property "${one.property}"`;
        case "label":
          return `the association label "${one.name}" of a ${one.of}'s ${one.objectType}`;
      }
    })
    .join(" and ");
}

export const runWords: Words<RunFailure> = {
  suppressed: (failure) => ({
    happened: `"${failure.recordName}" is kept out of this workflow${failure.met === null ? " by its id" : `: ${metInWords(failure.met, failure.labels)}`}.`,
    why: "The workflow's suppression says which records never enter, whatever their triggers and whoever enrolls them.",
    doThis: "Change the record, or the workflow's suppression, then enroll it again.",
    retry: "never",
  }),
  unenrolled: (failure) => ({
    happened: `"${failure.recordName}" left the workflow: ${metInWords(failure.met, failure.labels)}.`,
    why: "It meets the workflow's unenrollment filters, so nothing more is made of it. What was being posted then was finished.",
    doThis: "Nothing. If it should go on all the same, change the record and enroll it again.",
    retry: "never",
  }),
  "stopped-with-workflow": (failure) => ({
    happened: `It was stopped when "${failure.workflowName}" was turned off.`,
    why: "Whoever turned the workflow off chose to stop what was under way.",
    doThis: "Nothing. To bill the record all the same, enroll it again.",
    retry: "never",
  }),
  "workflow-halted": () => ({
    happened: "The document waits: the workflow is paused, by a cap or by a person.",
    why: "Nothing is posted beyond a workflow's caps, and nothing that came while it was paused, until a person resumes it.",
    doThis: "Open the workflow, see what stopped it, and resume it; the document is then planned anew by itself.",
    retry: "by-itself",
  }),
  "filters-outdated": (failure) => ({
    happened: `The filters of "${failure.workflowName}" ask for ${listed(failure.missing)}, which the CRM does not have or does not show.`,
    why: "Without it nobody can say which records belong into the workflow or stay out of it, so records wait that change meanwhile: they are looked at once it is there again.",
    doThis: "Restore it in the CRM under the same internal name, or change the workflow's filters and publish it. It goes on by itself within a minute.",
    who: "crm admin",
    retry: "by-itself",
  }),
  "filter-options-gone": (failure) => ({
    happened: `The filters of "${failure.workflowName}" look for ${listed(failure.missing)}, which the CRM does not have any more.`,
    why: "No record can have that value, so such a filter holds for no record, or for every one if it says \"none of\". The workflow goes on with its other values.",
    doThis: "Choose from the values that there are now, and publish the workflow; or restore the value in the CRM.",
    who: "crm admin",
  }),
  "earlier-under-way": (failure) => ({
    happened: `An earlier document of the same step for "${failure.recordName}" is still on its way.`,
    why: "A record that goes through again is billed once, so it has to be known first what becomes of the earlier document.",
    doThis: "Nothing: it goes on by itself. If the earlier enrollment needs attention, see to that one.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "workflow-not-in-state": (failure) => ({
    happened: `The workflow cannot be ${failure.asked}: it is ${failure.state}.`,
    why: "Its state changed, or this state does not allow it.",
    doThis: "Look at the workflow again.",
    retry: "never",
  }),
  "cap-documents": (failure) => ({
    happened: `The workflow made ${wholeText(failure.cap)} ${failure.cap === 1 ? "document" : "documents"} within an hour, which is its cap.`,
    why: "More than usual may be a mistake in the triggers or in the CRM, so the workflow is paused before the next one.",
    doThis: "Look at what it made. When all is well, resume it, and counting begins anew; raise the cap when it is too low.",
  }),
  "cap-customers": (failure) => ({
    happened: `The workflow created ${wholeText(failure.cap)} ${failure.cap === 1 ? "customer" : "customers"} within a day, which is its cap.`,
    why: "Many new customers at once may be a mistake in how customers are matched, so the workflow is paused before the next one.",
    doThis: "Look at the customers it created. When all is well, resume it, and counting begins anew; raise the cap when it is too low.",
  }),
  "cap-amount": (failure) => ({
    happened: `The ${documentWords[failure.kind].noun} comes to ${inWords(failure.total)}, more than the workflow's cap of ${failure.total.currency} ${failure.cap}.`,
    why: "A document of more than usual may be a mistake in the record, so it is not posted and the workflow is paused.",
    doThis: "Correct the record, or raise the cap; resume the workflow, then retry this record.",
  }),
  "cap-currency-differs": (failure) => ({
    happened: `The ${documentWords[failure.kind].noun} comes to ${inWords(failure.total)}, and the workflow's cap on amounts is in ${failure.capCurrency}.`,
    why: "Amounts in different currencies cannot be compared, so the document is not posted and the workflow is paused.",
    doThis: "Give the workflow a cap in that currency, or none; resume it, then retry this record.",
  }),
};
