/** QuickBooks' query language (reference: section 4): what goes in, and what comes back. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";

const queryReply = z.object({ QueryResponse: z.record(z.string(), z.unknown()), time: z.string() });

/** A text in a statement: apostrophes and backslashes are escaped by a backslash (reference: 4.1). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** What a query found, and the server's time of the answer. */
export interface Listed {
  entities: unknown[];
  time: string;
}

/** Reads a query's answer. No rows is an empty list; an answer that is none, or about other entities, must never pass for "there is nothing". */
export function listed(body: unknown, entity: string): Result<Listed, Failure> {
  const reply = queryReply.safeParse(body);
  const rows = reply.success ? (reply.data.QueryResponse[entity] ?? []) : undefined;
  const others = reply.success && !(entity in reply.data.QueryResponse) && Object.values(reply.data.QueryResponse).some(Array.isArray);
  if (!reply.success || !Array.isArray(rows) || others) return err({ code: "books-unreachable", detail: `the list of ${entity}s could not be read` });
  return ok({ entities: rows, time: reply.data.time });
}
