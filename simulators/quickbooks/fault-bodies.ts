/** QuickBooks' error bodies, in the two shapes the vendor uses: business faults, and the gateway's lower-case ones. */

/** A business refusal: HTTP 400 (500 for system faults) with a capitalised Fault. */
export class Refusal extends Error {
  readonly code: string;
  readonly detail: string;
  readonly element: string;
  readonly status: number;

  constructor(code: string, detail: string, element = "", status = 400) {
    super(messages[code] ?? "A business validation error has occurred while processing your request");
    this.code = code;
    this.detail = detail;
    this.element = element;
    this.status = status;
  }
}

const messages: Record<string, string> = {
  "500": "Unsupported Operation",
  "610": "Object Not Found",
  "2000": "Invalid or unsupported object name",
  "2010": "Request has invalid or unsupported property",
  "2020": "Required param missing, need to supply the required value for the API",
  "2030": "Invalid ID",
  "2050": "Invalid String Length",
  "2060": "Invalid Date Format",
  "2130": "Invalid Request Id Format",
  "2210": "Invalid Email Address format",
  "2500": "Invalid Reference Id",
  "4000": "Error parsing query",
  "4001": "Invalid query",
  "5010": "Stale Object Error",
  "1040": "Batch size exceeds allowed limit",
  "6000": "A business validation error has occurred while processing your request",
  "6070": "Amount calculation incorrect in the request",
  "6080": "No name provided",
  "6100": "Invalid Line TaxCode in the request",
  "6140": "Duplicate Document Number Error",
  "6200": "Account Period Closed",
  "6240": "Duplicate Name Exists Error",
  "6430": "Invalid account type used",
  "10000": "An application error has occurred while processing your request",
};

/** The Fault member of a reply. */
export function faultOf(refusal: Refusal): Record<string, unknown> {
  const error = { Message: refusal.message, Detail: refusal.detail, code: refusal.code, element: refusal.element };
  return { Error: [error], type: refusal.code === "10000" ? "SystemFault" : "ValidationFault" };
}

/** The gateway's body for 401, 403 and 429. `time` is epoch milliseconds. */
export function gatewayFault(kind: "AuthenticationFailed" | "ApplicationAuthorizationFailed" | "ThrottleExceeded", detail: string, now: Date): Record<string, unknown> {
  const [code, status] = { AuthenticationFailed: ["3200", 401], ApplicationAuthorizationFailed: ["3100", 403], ThrottleExceeded: ["3001", 429] }[kind] as [string, number];
  const error = { message: `message=${kind}; errorCode=00${code}; statusCode=${status}`, detail, code, element: null };
  return {
    warnings: null,
    intuitObject: null,
    fault: { error: [error], type: status === 401 ? "AUTHENTICATION" : "SERVICE" },
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
}
