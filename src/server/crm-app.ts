/** The files of the app that people deploy in their CRM account. */
import { crmActionInAll } from "#actions/crm-action.ts";
import { actions } from "#actions/index.ts";
import { api } from "./api.ts";
import { saidWith } from "./language.ts";

export const crmApp = {
  hubspot: api.crmApp.hubspot.handler(async ({ input, context: { parts } }) => {
    const { publicUrl, crmActions } = parts;
    const files = crmActions.hubspot.appFiles({ publicUrl, name: input.name, actions: actions.map(crmActionInAll) });
    return { files, publicUrl, problem: problemOf(publicUrl) };
  }),
};

/** HubSpot calls https addresses on the internet only. */
function problemOf(publicUrl: string): string | null {
  return publicUrl.startsWith("https:") ? null : saidWith("HubSpot calls https addresses only, and this server is known as {url}. Set LEDGERLINE_PUBLIC_URL to its public https address, restart it, and make the files again.", { url: publicUrl });
}
