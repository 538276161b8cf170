/** How far the workspace's first set-up is. */
import type { Setup } from "#domain/setup.ts";
import { api } from "./api.ts";

export const setup = {
  get: api.setup.get.handler(async ({ context: { parts, caller } }) => replyOf(await parts.store.setupOf(caller.workspaceId))),

  save: api.setup.save.handler(async ({ input: { lookedAt, isPutAway }, context: { parts, caller } }) =>
    replyOf(await parts.store.saveSetup(caller.workspaceId, { ...(lookedAt !== undefined && { lookedAt }), ...(isPutAway !== undefined && { isPutAway }) })),
  ),
};

function replyOf({ lookedAt, isPutAway }: Setup) {
  return { lookedAt: [...lookedAt], isPutAway };
}
