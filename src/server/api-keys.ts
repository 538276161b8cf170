/** Keys of the API: made, listed, revoked. */
import type { ApiKeyId } from "#domain/ids.ts";
import { type ApiKey, keptStanding } from "#domain/member.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import { apiKeyPrefix, digestOf, newToken } from "./tokens.ts";

const hintLength = 4;

export const apiKeys = {
  list: api.apiKeys.list.handler(async ({ context: { parts, caller } }) => (await parts.store.apiKeys(caller.workspaceId)).map(rowOf)),

  create: api.apiKeys.create.handler(async ({ input: { name, ...input }, context: { parts, caller } }) => {
    const standing = keptStanding(input);
    const token = apiKeyPrefix + newToken();
    const { clock, store } = parts;
    const key: ApiKey = { id: clock.newId() as ApiKeyId, workspaceId: caller.workspaceId, name, ...standing, hint: token.slice(-hintLength), createdBy: caller.who, createdAt: clock.now(), lastUsedAt: null };
    await store.addApiKey(key, digestOf(token));
    await noteDown(parts, caller, deed('created the API key "{name}"', { name }), key.id, { after: standing });
    return { key: rowOf(key), token };
  }),

  revoke: api.apiKeys.revoke.handler(async ({ input, context: { parts, caller }, errors }) => {
    const revoked = await parts.store.revokeApiKey(caller.workspaceId, input.id as ApiKeyId, parts.clock.now());
    if (revoked === undefined) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed('revoked the API key "{name}"', { name: revoked.name }), revoked.id, { before: { role: revoked.role, approvalLimit: revoked.approvalLimit } });
    return { id: revoked.id };
  }),
};

function rowOf({ id, name, role, approvalLimit, hint, createdBy, createdAt, lastUsedAt }: ApiKey) {
  return { id, name, role, approvalLimit, hint, createdBy, createdAt, lastUsedAt };
}
