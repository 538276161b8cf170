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

export interface AssociatedType {
  objectType: string;
  /** Those that the CRM has for such associations. */
  labels: string[];
}

/** What every CRM associates with the records that workflows run on. */
const usualTypes: AssociatedType[] = [{ objectType: "contact", labels: [] }, { objectType: "company", labels: [] }];

/** The types that may be associated with a type of record; the usual ones until the CRM has told. */
export function useAssociatedTypes(objectType: string): { types: readonly AssociatedType[]; isTold: boolean } {
  const { data } = useQuery(orpc.crm.associatedTypes.queryOptions({ input: { objectType: objectType as "deal" }, staleTime: staleAfterMs }));
  return { types: data === undefined || data.length === 0 ? usualTypes : data, isTold: data !== undefined };
}
