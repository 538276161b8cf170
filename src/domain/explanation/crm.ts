/** In words: the connection to the CRM. */
import type { CrmFailure } from "../failure.ts";
import type { Words } from "./said.ts";

export const crmWords: Words<CrmFailure> = {
  "crm-disconnected": (failure) => ({
    happened: `The connection to ${failure.crmName} has ended.`,
    why: "The CRM no longer accepts our token.",
    doThis: "Give a new token; the waiting work then goes on by itself.",
    who: "crm admin",
    retry: "by-itself",
  }),
  "crm-busy": () => ({
    happened: "The CRM asked us to slow down.",
    why: "A portal has a fixed number of requests per ten seconds and per day.",
    doThis: "Nothing: it goes on by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "crm-unreachable": (failure) => ({
    happened: "The CRM could not be reached.",
    why: `The call did not get a usable answer (${failure.detail}).`,
    doThis: "Nothing: it is tried again by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "crm-refused": (failure) => ({
    happened: `The CRM refused it: ${failure.vendor.message}`,
    why: `The CRM answered ${failure.vendor.status ?? "nothing"} ${failure.vendor.code ?? ""}`.trim() + ".",
    doThis: "Correct what the CRM names, then retry.",
    who: "crm admin",
  }),
  "crm-property-missing": (failure) => ({
    happened: `The CRM has no property "${failure.property}".`,
    why: "It was removed or renamed, or was never created.",
    doThis: "Create the property in the CRM, then retry.",
    who: "crm admin",
  }),
};
