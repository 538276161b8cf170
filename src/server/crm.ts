/** What the CRM has, for filters and forms. */
import type { ObjectType } from "#domain/record.ts";
import { api } from "./api.ts";

export const crm = {
  properties: api.crm.properties.handler(async ({ input, context: { parts, caller } }) => {
    const properties = await parts.properties(caller.workspaceId, input.objectType);
    return properties.toSorted((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
  }),

  associatedTypes: api.crm.associatedTypes.handler(async ({ input, context: { parts, caller } }) => {
    const found = new Map<ObjectType, Set<string>>();
    for (const { id, role } of await parts.store.connections(caller.workspaceId)) {
      if (role !== "crm") continue;
      const answer = await (await parts.crm(id)).associatedTypes(input.objectType);
      for (const { objectType, labels } of answer.ok ? answer.value : []) found.set(objectType, new Set([...(found.get(objectType) ?? []), ...labels]));
    }
    return [...found].map(([objectType, labels]) => ({ objectType, labels: [...labels].toSorted() }));
  }),
};
