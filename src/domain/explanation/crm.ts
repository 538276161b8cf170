/** In words: the connection to the CRM. */
import type { CrmFailure } from "../failure.ts";
import type { Words } from "./said.ts";

export const crmWords: Words<CrmFailure> = {
  "crm-disconnected": (failure) => ({
    happened: `The connection to ${failure.crmName} has ended.`,
    why: "The CRM no longer accepts our token: it was revoked, replaced or deleted, or the app was removed.",
    doThis: "Reconnect the same account on the Connections page; the waiting work then goes on by itself.",
    who: "crm admin",
    retry: "by-itself",
  }),
  "crm-not-connected": (failure) => ({
    happened: `${failure.crmName} is disconnected.`,
    why: "A person disconnected it, and its token is erased here.",
    doThis: "Reconnect the same account on the Connections page; the waiting work then goes on by itself.",
    who: "you",
    retry: "by-itself",
  }),
  "crm-other-account": (failure) => ({
    happened: `This is another account than ${failure.crmName}.`,
    why: `The connection belongs to account ${failure.externalId}; the token is of account ${failure.given}. Records of two accounts must never be mixed.`,
    doThis: `Give a token of account ${failure.externalId}, or connect account ${failure.given || "the other one"} as a connection of its own.`,
  }),
  "crm-connected-already": (failure) => ({
    happened: `${failure.crmName} (${failure.externalId}) is connected in this workspace already.`,
    why: "An account is connected once: otherwise each of its records would be billed twice.",
    doThis: "To give it another token, use Reconnect beside the connection.",
  }),
  "crm-token-refused": () => ({
    happened: "HubSpot does not accept this token.",
    why: "It is incomplete, was replaced or deleted, or belongs to another HubSpot system.",
    doThis: "Copy the whole token again from HubSpot, without spaces, and give it once more.",
    who: "crm admin",
    field: "accessToken",
  }),
  "crm-keys-refused": () => ({
    happened: "HubSpot does not know the app by these keys.",
    why: "The client id or the client secret is not the app's.",
    doThis: "Copy both again from the app's Auth page in HubSpot.",
    who: "crm admin",
    field: "clientSecret",
  }),
  "crm-consent-unusable": () => ({
    happened: "HubSpot's permission could not be used.",
    why: "It was used already, is older than some minutes, or was given for another redirect address.",
    doThis: "Begin again on the Connections page, and see that the app's redirect address is exactly the one shown there.",
  }),
  "crm-not-offered": (failure) => ({
    happened: `There is no HubSpot of the kind "${failure.environment}" here.`,
    why: "The simulator is only there when the server was started with it.",
    doThis: "Choose one of the systems that are offered.",
    field: "environment",
  }),
  "crm-nothing-readable": (failure) => ({
    happened: "With this token no workflow could start.",
    why: "It may read neither deals nor quotes nor payments.",
    doThis: `Give the token at least one of these scopes in HubSpot, then connect again: ${failure.permissions.join(", ")}.`,
    who: "crm admin",
  }),
  "crm-permission-missing": (failure) => ({
    happened: `The CRM does not let us do this: ${failure.permissions.length === 1 ? "the permission" : "one of the permissions"} ${failure.permissions.join(", ")} is missing.`,
    why: `The token was made without it. The CRM said: ${failure.vendor.message}`,
    doThis: "Add the scope to the token or the app in HubSpot, then press Check now on the Connections page and retry.",
    who: "crm admin",
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
    why: "It was deleted after it was chosen here, or was never created. Renaming only changes a property's label and does no harm.",
    doThis: "Restore or create the property in the CRM, or choose another one in the workflow, then retry.",
    who: "crm admin",
  }),
};
