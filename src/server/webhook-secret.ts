/** The secret that workflows' webhooks are signed with, as receivers need it. */
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";

export const webhookSecret = {
  get: api.webhookSecret.get.handler(async ({ context: { parts, caller } }) => inLibraryForm(await parts.store.webhookSecret(caller.workspaceId))),

  renew: api.webhookSecret.renew.handler(async ({ context: { parts, caller } }) => {
    const secret = await parts.store.renewWebhookSecret(caller.workspaceId);
    await noteDown(parts, caller, deed("renewed the secret that webhooks are signed with"), caller.workspaceId);
    return inLibraryForm(secret);
  }),
};

function inLibraryForm(secret: string): { secret: string } {
  return { secret: `whsec_${secret}` };
}
