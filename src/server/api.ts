/** The contract, ready to be implemented: every handler runs for a caller who is known and may, in that caller's workspace. */
import { implement, ORPCError } from "@orpc/server";
import { contract } from "#api/contract.ts";
import { may, refusalOf, rolesThatMay } from "#domain/role.ts";
import type { RequestContext } from "./context.ts";
import { rightNeeded } from "./permissions.ts";

/** The implementer all resources share. Without a caller, or without the right, no handler is reached. */
export const api = implement(contract)
  .$context<RequestContext>()
  .use(({ context, path, next }) => {
    const { caller } = context;
    if (caller === undefined) {
      throw new ORPCError("UNAUTHORIZED", {
        message: "You are not signed in. Run \"ledgerline sign-in-link\" on the server and open the link it prints.",
      });
    }
    const right = rightNeeded(path);
    if (!may(caller.role, right)) {
      throw new ORPCError("FORBIDDEN", { message: refusalOf(caller.role, right), data: { role: caller.role, needs: rolesThatMay(right) } });
    }
    return next({ context: { caller } });
  });
