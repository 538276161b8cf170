/** QuickBooks' error bodies, in the two shapes the vendor uses: business faults, and the gateway's lower-case ones. */
import { documentedError } from "./error-catalogue.ts";
import { envelopeTime } from "./pacific-time.ts";

/** A business refusal: HTTP 400 (500 for system faults) with a capitalised Fault. */
export class Refusal extends Error {
  readonly code: string;
  readonly detail: string;
  readonly element: string;
  readonly status: number;

  constructor(code: string, detail: string, element = "", status = 400) {
    super(documentedError(code)?.message ?? businessMessage);
    this.code = code;
    this.detail = detail;
    this.element = element;
    this.status = status;
  }
}

const businessMessage = "A business validation error has occurred while processing your request";

export function missing(member: string): Refusal {
  return new Refusal("2020", `Required parameter ${member} is missing in the request`, member);
}

export function lengthRefusal(member: string, longest: number, supplied: number): Refusal {
  return new Refusal("2050", `String length is either shorter or longer than supported by specification. Min:0 Max:${longest} supported. Supplied length:${supplied}`, member);
}

/** Something that exists but is inactive. */
export function madeInactive(code = "610", element = ""): Refusal {
  const prefix = code === "610" ? "Object Not Found" : "Invalid Reference Id";
  return new Refusal(code, `${prefix} : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.`, element);
}

/** The Fault member of a reply. */
export function faultOf(refusal: Refusal): Record<string, unknown> {
  const error = { Message: refusal.message, Detail: refusal.detail, code: refusal.code, element: refusal.element };
  return { Error: [error], type: documentedError(refusal.code)?.type ?? "ValidationFault" };
}

/** A whole business fault. */
export function faultBody(refusal: Refusal, now: Date): Record<string, unknown> {
  return { Fault: faultOf(refusal), time: envelopeTime(now) };
}

export type GatewayProblem = "AuthenticationFailed" | "ApplicationAuthorizationFailed" | "ThrottleExceeded";

const gateway: Record<GatewayProblem, { code: string; status: number; type: string }> = {
  AuthenticationFailed: { code: "3200", status: 401, type: "AUTHENTICATION" },
  ApplicationAuthorizationFailed: { code: "3100", status: 403, type: "SERVICE" },
  ThrottleExceeded: { code: "3001", status: 429, type: "SERVICE" },
};

/** The gateway's body for 401, 403 and 429. `time` is epoch milliseconds. Several codes share a problem. */
export function gatewayFault(problem: GatewayProblem, detail: string, now: Date, variant?: string): { status: number; body: Record<string, unknown> } {
  const { status, type, ...usual } = gateway[problem];
  const code = variant ?? usual.code;
  const error = { message: `message=${problem}; errorCode=00${code}; statusCode=${status}`, detail, code, element: null };
  const body = {
    warnings: null,
    intuitObject: null,
    fault: { error: [error], type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    attachableResponse: [],
    syncErrorResponse: null,
    requestId: null,
    time: now.getTime(),
    status: null,
    cdcresponse: [],
  };
  return { status, body };
}
