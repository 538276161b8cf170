/** What the CRM has: properties, for filters and forms. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { objectType } from "../domain/record.ts";
import { filterTypes } from "../domain/trigger.ts";

export const propertyReply = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(filterTypes),
  /** In the CRM's order; stages carry their pipeline's name. */
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  isReadOnly: z.boolean(),
});

/** Procedures about the CRM that workflows run on. */
export const crm = {
  /** What associated filters may look at. */
  associatedTypes: oc
    .route({ method: "GET", path: "/crm/{objectType}/associated-types", summary: "List the types that may be associated", tags: ["crm"], description: "The types whose records may be associated, with the labels that the CRM has for the association." })
    .input(z.object({ objectType }))
    .output(z.array(z.object({ objectType, labels: z.array(z.string()) }))),
  properties: oc
    .route({ method: "GET", path: "/crm/{objectType}/properties", summary: "List the properties of a type", tags: ["crm"], description: "The properties of a type of record, by label; [] while the CRM cannot be asked." })
    .input(z.object({ objectType }))
    .output(z.array(propertyReply)),
};
