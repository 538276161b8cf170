/** What a planned fault answers instead of the API: the vendor's bodies, and the edge's HTML. */
import type { Fault } from "../parts/fault-plan.ts";
import { faultBody, gatewayFault, Refusal } from "./fault-bodies.ts";
import { gatewayReply, htmlReply, jsonReply } from "./replies.ts";
import type { Simulator } from "./simulator.ts";

/** The answer a fault gives before anything was done; null = the call goes on. */
export function faultReply(simulator: Simulator, fault: Fault | null): Response | null {
  const now = simulator.clock.now();
  switch (fault?.kind) {
    case "429":
      return throttledReply(simulator);
    case "500":
      return jsonReply(500, JSON.stringify(faultBody(new Refusal("10000", "System Failure Error: Unexpected Internal Error. (-30000)", "", 500), now)));
    case "503":
      return htmlReply(503, "Service Temporarily Unavailable");
    case "expired-token":
      return unauthorizedReply("Token expired", now);
    default:
      return null;
  }
}

export function throttledReply(simulator: Simulator): Response {
  simulator.counters.throttled += 1;
  return gatewayReply(gatewayFault("ThrottleExceeded", "The request limit was reached.  Try again later", simulator.clock.now()));
}

export function unauthorizedReply(detail: string, now: Date): Response {
  const reply = gatewayReply(gatewayFault("AuthenticationFailed", detail, now));
  reply.headers.set("www-authenticate", 'Bearer realm="Intuit", error="invalid_token"');
  return reply;
}
