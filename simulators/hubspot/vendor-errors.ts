/** HubSpot's error bodies. */
import { randomUUID } from "node:crypto";

/** One entry of `errors` in an error body. */
interface ErrorDetail {
  message: string;
  code: string;
  context?: Record<string, string[]>;
}

export interface ErrorBody {
  status: "error";
  message: string;
  correlationId: string;
  category: string;
  subCategory?: string;
  context?: Record<string, string[]>;
  errors?: ErrorDetail[];
}

/** A call that is refused, with the status and the body of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, category: string, message: string, more: Partial<Pick<ErrorBody, "subCategory" | "context" | "errors">> = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.body = { status: "error", message, correlationId: randomUUID(), category, ...more };
  }
}

/** 404 for a path, a kind of record or a thing that is not there. */
export function notFound(message = "resource not found"): Refusal {
  return new Refusal(404, "OBJECT_NOT_FOUND", message);
}

/** The body of a 405 for a path that does not take the method. That HubSpot answers 405 is documented, this body is unconfirmed. */
export function methodNotAllowed(): Record<string, string> {
  return { status: "error", message: "HTTP 405 Method Not Allowed", correlationId: randomUUID() };
}

/** 400 for input that is not well-formed. */
export function badInput(message: string, more: Partial<Pick<ErrorBody, "subCategory" | "context" | "errors">> = {}): Refusal {
  return new Refusal(400, "VALIDATION_ERROR", message, more);
}

/** One value that a property does not take. */
export interface BadValue {
  name: string;
  error: "PROPERTY_DOESNT_EXIST" | "INVALID_OPTION" | "READ_ONLY_VALUE" | "INVALID_DATE" | "INVALID_INTEGER" | "INVALID_BOOLEAN" | "INVALID_EMAIL" | "PROPERTY_TOO_LONG";
  message: string;
}

/** 400 for property values, in the odd form HubSpot gives it: a JSON text within the message, and again as `errors`. */
export function badValues(all: readonly BadValue[], portalId: number): Refusal {
  const said = all.map(({ name, error, message }) => ({ isValid: false, message, error, name, localizedErrorMessage: message, portalId }));
  return badInput(`Property values were not valid: ${JSON.stringify(said)}`, {
    errors: all.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
  });
}

/** 401 for a token that is missing, unknown or no longer valid. */
export function unauthorized(kind: "missing" | "invalid" | "expired"): Refusal {
  if (kind === "expired") {
    return new Refusal(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired 1 minute(s) ago.", {
      context: { expireTime: [new Date(Date.now() - 60_000).toISOString()] },
    });
  }
  return new Refusal(
    401,
    "INVALID_AUTHENTICATION",
    kind === "missing"
      ? "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview"
      : "Authentication credentials not found or invalid. Please check the access token.",
  );
}

/** The body of a 429; a search's names no policy in its words. */
export function tooMany(policy: "TEN_SECONDLY_ROLLING" | "SECONDLY"): Record<string, string> {
  const limit = policy === "SECONDLY" ? "secondly" : "ten_secondly_rolling";
  return {
    status: "error",
    message: `You have reached your ${limit} limit.`,
    errorType: "RATE_LIMIT",
    correlationId: randomUUID(),
    policyName: policy,
    requestId: randomUUID(),
  };
}

/** 403 for a call whose scopes the token was not given. */
export function missingScopes(scopes: string[] = ["a-scope-that-was-not-given"]): Refusal {
  const errors = [{ message: "One or more of the following scopes are required.", code: "MISSING_SCOPES", context: { requiredGranularScopes: scopes } }];
  return new Refusal(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call.", { errors });
}
