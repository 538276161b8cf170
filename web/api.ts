/** The typed client. Replies are parsed by the contract's schemas, not cast. */
import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { ResponseValidationPlugin } from "@orpc/contract/plugins";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { contract } from "../src/api/contract.ts";
import type { ExplainedFailure } from "../src/api/failure.ts";

export const client: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({ url: `${location.origin}/rpc`, plugins: [new ResponseValidationPlugin(contract)] }),
);
export const api = createTanstackQueryUtils(client);

/** True when the server does not know who we are (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ORPCError && error.code === "UNAUTHORIZED";
}

/** The reasons of a refusal; [] when the error is something else. */
export function refusalsOf(error: unknown): ExplainedFailure[] {
  const data = error instanceof ORPCError ? (error.data as { failures?: ExplainedFailure[] } | undefined) : undefined;
  return data?.failures ?? [];
}

/** The fields a save was refused for, as `field -> problem`. */
export function fieldProblems(error: unknown): Record<string, string> {
  const data = error instanceof ORPCError ? (error.data as { problems?: { field: string; problem: string }[] } | undefined) : undefined;
  return Object.fromEntries((data?.problems ?? []).map(({ field, problem }) => [field, problem]));
}

/** An error in words. */
export function messageOf(error: unknown): string {
  const [first] = refusalsOf(error);
  if (first) return `${first.happened} ${first.doThis}`;
  if (error instanceof ORPCError) return error.message;
  return "The server could not be reached. Check that Ledgerline is running.";
}
