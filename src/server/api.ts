/** The contract, ready to be implemented: every handler runs for a caller who is known, in that caller's workspace. */
import { implement, ORPCError } from "@orpc/server";
import { contract } from "#api/contract.ts";
import type { RequestContext } from "./context.ts";

/** The implementer all resources share. Without a caller no handler is reached. */
export const api = implement(contract)
  .$context<RequestContext>()
  .use(({ context, next }) => {
    if (context.caller === undefined) {
      throw new ORPCError("UNAUTHORIZED", {
        message: "You are not signed in. Run \"ledgerline sign-in-link\" on the server and open the link it prints.",
      });
    }
    return next({ context: { caller: context.caller } });
  });
