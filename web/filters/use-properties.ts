/** What filters may ask about, as the CRM tells it. */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { PropertyDefinition } from "#domain/record.ts";
import { orpc } from "../api.ts";

const none: PropertyDefinition[] = [];
/** Properties change seldom, and asking the CRM costs calls. */
const staleAfterMs = 5 * 60_000;

/** The properties of a type of record; [] while they are on their way. */
export function useProperties(objectType: string | null): readonly PropertyDefinition[] {
  const properties = useQuery(orpc.crm.properties.queryOptions({ input: objectType === null ? skipToken : { objectType: objectType as "deal" }, staleTime: staleAfterMs }));
  return properties.data ?? none;
}
