/** The files of the app that people deploy in their CRM account. */
import { crmActionOf } from "#actions/crm-action.ts";
import { actions } from "#actions/index.ts";
import { api } from "./api.ts";

export const crmApp = {
  hubspot: api.crmApp.hubspot.handler(async ({ input, context: { parts } }) => {
    const { publicUrl, crmActions } = parts;
    const files = crmActions.hubspot.appFiles({ publicUrl, name: input.name, actions: actions.map(crmActionOf) });
    return { files, publicUrl, problem: problemOf(publicUrl) };
  }),
};

/** HubSpot calls https addresses on the internet only. */
function problemOf(publicUrl: string): string | null {
  return publicUrl.startsWith("https:") ? null : `HubSpot calls https addresses only, and this server is known as ${publicUrl}. Set LEDGERLINE_PUBLIC_URL to its public https address, restart it, and make the files again.`;
}
