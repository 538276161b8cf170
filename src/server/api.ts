/** The contract, ready to be implemented: every handler runs for a caller who is known and may, in that caller's workspace. */
import { isContractProcedure } from "@orpc/contract";
import { implement, ORPCError } from "@orpc/server";
import { contract } from "#api/contract.ts";
import { may, refusalOf, rolesThatMay } from "#domain/role.ts";
import { deed, hasNotedDown, noteDown } from "./audit.ts";
import type { RequestContext } from "./context.ts";
import { languageNow } from "./language.ts";
import { rightNeeded } from "./permissions.ts";

/** The implementer all resources share. Without a caller, or without the right, no handler is reached. */
export const api = implement(contract)
  .$context<RequestContext>()
  .use(async ({ context, path, next }, input) => {
    const { caller } = context;
    if (caller === undefined) {
      throw new ORPCError("UNAUTHORIZED", {
        message: "You are not signed in. Sign in in the browser, or send an API key as \"Authorization: Bearer llk_...\".",
      });
    }
    const right = rightNeeded(path);
    if (!may(caller.role, right)) {
      throw new ORPCError("FORBIDDEN", { message: refusalOf(caller.role, right, languageNow()), data: { role: caller.role, needs: rolesThatMay(right) } });
    }
    const answered = await next({ context: { caller } });
    // A handler that says nothing of its own still leaves a line: no change goes without.
    if (right !== "read" && !isReading(path) && !hasNotedDown(caller)) await noteDown(context.parts, caller, deed("did {procedure}", { procedure: path.join(" ") }), idIn(input));
    return answered;
  });

/** Procedures that only read need a right as well where what they read is not for everybody. */
function isReading(path: readonly string[]): boolean {
  let procedure: unknown = contract;
  for (const name of path) procedure = (procedure as Record<string, unknown>)[name];
  return isContractProcedure(procedure) && procedure["~orpc"].route.method === "GET";
}

function idIn(input: unknown): string {
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : undefined;
  return typeof id === "string" ? id : "";
}
