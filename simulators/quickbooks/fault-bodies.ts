/** QuickBooks' error bodies, in the two shapes the vendor uses: business faults, and the gateway's lower-case ones. */
import { envelopeTime } from "./pacific-time.ts";

/** A business refusal: HTTP 400 (500 for system faults) with a capitalised Fault. */
export class Refusal extends Error {
  readonly code: string;
  readonly detail: string;
  readonly element: string;
  readonly status: number;

  constructor(code: string, detail: string, element = "", status = 400) {
    super(messages[code] ?? businessMessage);
    this.code = code;
    this.detail = detail;
    this.element = element;
    this.status = status;
  }
}

const businessMessage = "A business validation error has occurred while processing your request";

/** The vendor's wording per code (reference: error catalogue). */
const messages: Record<string, string> = {
  "500": "Unsupported Operation",
  "610": "Object Not Found",
  "620": "Transaction cannot be linked",
  "1040": "Batch size exceeds allowed limit",
  "2000": "Invalid or unsupported object name",
  "2010": "Request has invalid or unsupported property",
  "2020": "Required param missing, need to supply the required value for the API",
  "2030": "Invalid ID",
  "2040": "Invalid String",
  "2050": "Invalid String Length",
  "2060": "Invalid Date Format",
  "2070": "Invalid Date",
  "2120": "Invalid Type",
  "2130": "Invalid Request Id Format",
  "2170": "Invalid Enumeration",
  "2180": "Invalid String Range",
  "2210": "Invalid Email Address format",
  "2240": "Invalid Number Range",
  "2500": "Invalid Reference Id",
  "4000": "Error parsing query",
  "4001": "Invalid query",
  "5010": "Stale Object Error",
  "5030": "Feature Not Supported Error",
  "6010": "Account type missing",
  "6070": "Amount calculation incorrect in the request",
  "6080": "No name provided",
  "6090": "Discount line lacks information",
  "6100": "Invalid Line TaxCode in the request",
  "6140": "Duplicate Document Number Error",
  "6150": "ParentRef required",
  "6160": "Invalid TaxCodeRef",
  "6200": "Account Period Closed, Cannot Update Through Services API",
  "6220": "Entity has balance",
  "6240": "Duplicate Name Exists Error",
  "6250": "Invalid sales customer",
  "6420": "Email address is required",
  "6430": "Invalid account type used",
  "10000": "An application error has occurred while processing your request",
};

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
  return { Error: [error], type: refusal.code === "10000" ? "SystemFault" : "ValidationFault" };
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

/** The gateway's body for 401, 403 and 429. `time` is epoch milliseconds. */
export function gatewayFault(problem: GatewayProblem, detail: string, now: Date): { status: number; body: Record<string, unknown> } {
  const { code, status, type } = gateway[problem];
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
