/** What the CRM has, for filters and forms. */
import { api } from "./api.ts";

export const crm = {
  properties: api.crm.properties.handler(async ({ input, context: { parts, caller } }) => {
    const properties = await parts.properties(caller.workspaceId, input.objectType);
    return properties.toSorted((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
  }),
};
