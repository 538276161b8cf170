/** The parts of the mapping page, as its address names them. */
import "../../interpreted-schemas.ts";
import { z } from "zod";

export const mappingSearch = z.object({ show: z.enum(["item", "customer", "term", "tax-code", "saved"]).catch("item").default("item") });
export type MappingPart = z.infer<typeof mappingSearch>["show"];
