/** The shapes that several HubSpot answers share. Unknown fields are ignored, missing optional ones tolerated. */
import { z } from "zod";

/** Ids are decimal texts, in some answers numbers. */
export const wireId = z.union([z.string(), z.number()]).transform(String);

/** Property values are texts or null; numbers and booleans are tolerated. */
const wireValue = z.union([z.string(), z.null(), z.number().transform(String), z.boolean().transform(String)]);

/** A record as reads, searches and writes answer it. */
const wireRecord = z.object({
  id: wireId,
  properties: z.record(z.string(), wireValue),
  updatedAt: z.string().optional(),
  /** Only where it was asked for; the newest first. */
  propertiesWithHistory: z.record(z.string(), z.array(z.object({ value: wireValue, timestamp: z.string() }))).optional().catch(undefined),
});
export type WireRecord = z.infer<typeof wireRecord>;

/** What went wrong with some of a batch (status 207). `context` names the inputs concerned. */
export const wireBatchError = z.object({
  status: z.string().nullish(),
  category: z.string().nullish(),
  subCategory: z.string().nullish(),
  message: z.string().catch(""),
  correlationId: z.string().nullish(),
  context: z.record(z.string(), z.array(z.coerce.string())).catch({}),
  errors: z.array(z.unknown()).optional(),
});
export type WireBatchError = z.infer<typeof wireBatchError>;

/** The answer of a batch read or update of records. */
export const wireBatch = z.object({ results: z.array(wireRecord), errors: z.array(wireBatchError).default([]) });

/** The answer of a search. */
export const wireSearch = z.object({ total: z.number().optional(), results: z.array(wireRecord) });
