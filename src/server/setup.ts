/** How far the workspace's first set-up is. */
import type { Setup } from "#domain/setup.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";

export const setup = {
  get: api.setup.get.handler(async ({ context: { parts, caller } }) => replyOf(await parts.store.setupOf(caller.workspaceId))),

  save: api.setup.save.handler(async ({ input: { lookedAt, isPutAway }, context: { parts, caller } }) => {
    const saved = await parts.store.saveSetup(caller.workspaceId, { ...(lookedAt !== undefined && { lookedAt }), ...(isPutAway !== undefined && { isPutAway }) });
    await noteDown(parts, caller, deed("went on with the set-up"), "");
    return replyOf(saved);
  }),
};

function replyOf({ lookedAt, isPutAway }: Setup) {
  return { lookedAt: [...lookedAt], isPutAway };
}
