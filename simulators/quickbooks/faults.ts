/** What a planned fault answers instead of the API: the vendor's bodies, and the edge's HTML. */
import type { Fault } from "../parts/fault-plan.ts";
import { documentedError } from "./error-catalogue.ts";
import { faultBody, gatewayFault, type GatewayProblem, Refusal } from "./fault-bodies.ts";
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
    case "502":
      return htmlReply(502, "Bad Gateway");
    case "504":
      return htmlReply(504, "Gateway Time-out");
    case "wrong-content-type":
      return htmlReply(200, "OK");
    case "200-with-fault":
      return apiReply(format, 200, codedFault({ code: "10000", ...fault }, now).body);
    case "code": {
      const { status, body } = codedFault({ code: "10000", ...fault }, now);
      return apiReply(format, fault.status ?? status, body);
    }
    case "expired-token":
      return unauthorizedReply("Token expired", now, format);
    default:
      return null;
  }
}

/** Codes that come from the gateway instead of the business layer. */
const gatewayCodes: Record<string, GatewayProblem> = {
  "3001": "ThrottleExceeded", "3002": "ThrottleExceeded", "3100": "ApplicationAuthorizationFailed", "3200": "AuthenticationFailed", "3202": "AuthenticationFailed",
};

/** A documented error as the vendor would answer it. */
function codedFault({ code, detail, element }: Fault & { code: string }, now: Date): { status: number; body: Record<string, unknown> } {
  const problem = gatewayCodes[code];
  if (problem) return gatewayFault(problem, detail ?? "", now, code);
  const { message, status } = documentedError(code) ?? { message: "", status: 400 };
  return { status, body: faultBody(new Refusal(code, detail ?? `${message} : asked for`, element ?? "", status), now) };
}

export function throttledReply(simulator: Simulator, format: ReplyFormat): Response {
  simulator.counters.throttled += 1;
  const { status, body } = gatewayFault("ThrottleExceeded", "The request limit was reached.  Try again later", simulator.clock.now());
  const reply = apiReply(format, status, body);
  const { retryAfterSeconds } = simulator.settings;
  if (retryAfterSeconds > 0) reply.headers.set("retry-after", String(retryAfterSeconds));
  return reply;
}

export function unauthorizedReply(detail: string, now: Date, format: ReplyFormat): Response {
  const { status, body } = gatewayFault("AuthenticationFailed", detail, now);
  const reply = apiReply(format, status, body);
  reply.headers.set("www-authenticate", 'Bearer realm="Intuit", error="invalid_token"');
  return reply;
}
