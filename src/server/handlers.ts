/** The contract over HTTP, twice: `/rpc` for our own typed clients and `/api/v1` for everybody. */
import { randomUUID } from "node:crypto";
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { ORPCError } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fetch";
import type { Log } from "#engine/context.ts";
import { badInputReply } from "./bad-input.ts";
import type { RequestContext } from "./context.ts";
import { said, saidWith } from "./language.ts";
import { router } from "./router.ts";

/** Answers a request of that style; undefined = the contract has no such route. */
export type ApiHandler = (request: Request, context: RequestContext) => Promise<Response | undefined>;

/** Makes both handlers. A bug in a handler is logged with an incident id, and only the id goes out. */
export function createApiHandlers(log: Log): { rpc: ApiHandler; rest: ApiHandler } {
  const answered = async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
    try {
      return await next();
    } catch (error) {
      throw asReply(error, log);
    }
  };
  // Each handler gets an array of its own: its plugins add to it.
  const rpc = new RPCHandler(router, { clientInterceptors: [answered] });
  const rest = new OpenAPIHandler(router, { clientInterceptors: [answered] });
  return {
    rpc: async (request, context) => (await rpc.handle(request, { prefix: "/rpc", context })).response,
    rest: async (request, context) => (await rest.handle(request, { prefix: "/api/v1", context })).response,
  };
}

/** The contract's own messages are fixed texts. */
function inReadersLanguage(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  error.message = said(error.message);
  return error;
}

function asReply(error: unknown, log: Log): unknown {
  if (error instanceof ORPCError && error.status < 500) return badInputReply(error) ?? inReadersLanguage(error);
  const incident = randomUUID().slice(0, 8);
  log.error({ incident, error }, "a request failed inside Ledgerline");
  return new ORPCError("INTERNAL_SERVER_ERROR", {
    message: saidWith("Something went wrong inside Ledgerline (incident {incident}). Look the incident up in the server's log.", { incident }),
    cause: error,
  });
}
