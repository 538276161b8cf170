/** The stream of changes that open pages follow. */
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import type { Change } from "./live-changes.ts";

/** Whoever is taken out, or whose key is revoked, hears no more. */
async function* whileBelonging(changed: AsyncGenerator<Change, void>, parts: ServerParts, caller: Caller): AsyncGenerator<Change, void> {
  for await (const change of changed) {
    if (change.topic === "people" && !(await stillBelongs(parts, caller))) return;
    yield change;
  }
}

async function stillBelongs({ store }: ServerParts, { workspaceId, personId, keyId }: Caller): Promise<boolean> {
  if (personId !== null) return (await store.member(workspaceId, personId)) !== undefined;
  return keyId === null || (await store.apiKeys(workspaceId)).some(({ id }) => id === keyId);
}

/** `GET /changes`: server-sent events; the handler sends heartbeats between them. */
export const changes = api.changes.handler(({ context: { parts, caller }, signal }) => whileBelonging(parts.live.of(caller.workspaceId, signal), parts, caller));
