/** What a planned fault answers instead of the API: the vendor's bodies, and the edge's HTML. */
import type { Fault } from "../parts/fault-plan.ts";
import { faultBody, gatewayFault, Refusal } from "./fault-bodies.ts";
import type { ReplyFormat } from "./reply-format.ts";
import { apiReply, htmlReply } from "./replies.ts";
import type { Simulator } from "./simulator.ts";

/** The answer a fault gives before anything was done; null = the call goes on. */
export function faultReply(simulator: Simulator, fault: Fault | null, format: ReplyFormat): Response | null {
  const now = simulator.clock.now();
  switch (fault?.kind) {
    case "429":
      return throttledReply(simulator, format);
    case "500":
      return apiReply(format, 500, faultBody(new Refusal("10000", "System Failure Error: Unexpected Internal Error. (-30000)", "", 500), now));
    case "503":
      return htmlReply(503, "Service Temporarily Unavailable");
    case "expired-token":
      return unauthorizedReply("Token expired", now, format);
    default:
      return null;
  }
}

export function throttledReply(simulator: Simulator, format: ReplyFormat): Response {
  simulator.counters.throttled += 1;
  const { status, body } = gatewayFault("ThrottleExceeded", "The request limit was reached.  Try again later", simulator.clock.now());
  return apiReply(format, status, body);
}

export function unauthorizedReply(detail: string, now: Date, format: ReplyFormat): Response {
  const { status, body } = gatewayFault("AuthenticationFailed", detail, now);
  const reply = apiReply(format, status, body);
  reply.headers.set("www-authenticate", 'Bearer realm="Intuit", error="invalid_token"');
  return reply;
}
