/** What the contract alone does not say of an operation: who may do it, and how every request can end. */
import type { OpenAPI } from "@orpc/contract";
import { rolesThatMay } from "#domain/role.ts";
import { rightNeeded } from "./permissions.ts";

/** The groups of operations, in the order in which somebody new meets them. */
const groups: Record<string, string> = {
  workflows: "What happens to which records: built as a draft, reviewed, published, turned on; planned and explained without writing anything.",
  "workflow files": "Workflows as YAML, to keep in version control and to bring to another workspace.",
  enrollments: "Records going through workflows, with every step, decision and call.",
  attention: "What stopped, by cause, each with what to do.",
  approvals: "Planned documents that wait for a person's yes or no.",
  documents: "What was posted to the books.",
  records: "Records of the CRM as last read.",
  unbilled: "Won records and payments that are not in the books yet.",
  "own records": "Records that are put in without a CRM.",
  links: "Which customer or product of the books is meant.",
  connections: "CRM accounts and sets of books: connected, checked, limited, held back.",
  crm: "The types and properties of the CRM's records.",
  pickers: "Options of forms.",
  overview: "Numbers: what waits, what was posted.",
  notifications: "What the person of the session is mailed about.",
  webhooks: "Calls to other systems about what happens.",
  members: "People of the workspace.",
  "api keys": "Keys of programs.",
  "audit log": "Who changed what.",
  workspaces: "The workspaces of the person of the session.",
  session: "Who is asking.",
  doctor: "Whether the installation is well.",
  live: "Server-sent events about changes.",
};

const error = (data: OpenAPI.SchemaObject): OpenAPI.SchemaObject => ({
  type: "object",
  properties: { code: { type: "string" }, status: { type: "number" }, message: { type: "string", description: "For people." }, data },
  required: ["code", "message"],
});
const problem: OpenAPI.SchemaObject = {
  type: "object",
  properties: { field: { type: "string", description: "A path such as steps[0].action; empty = the input as a whole." }, problem: { type: "string" }, fix: { type: "string" } },
  required: ["field", "problem", "fix"],
};
const answer = (description: string, data: OpenAPI.SchemaObject = {}): OpenAPI.ResponseObject => ({ description, content: { "application/json": { schema: error(data) } } });

/** How a request can end whatever it asks for, by status. */
const everyAnswer: Record<string, OpenAPI.ResponseObject> = {
  "400": answer("BAD_REQUEST: the input is not valid; `data.problems` names each field with what is wrong and what would be right.", { type: "object", properties: { problems: { type: "array", items: problem } } }),
  "401": answer("UNAUTHORIZED: no key was sent, or one that was revoked."),
  "403": answer("FORBIDDEN: the role may not do this; `data.needs` are the roles that may.", { type: "object", properties: { role: { type: "string" }, needs: { type: "array", items: { type: "string" } } } }),
  "429": { ...answer("TOO_MANY_REQUESTS: the key made too many requests in a minute."), headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } } },
  "500": answer("INTERNAL_SERVER_ERROR: something went wrong inside Ledgerline; the message names the incident in its log."),
};

const methods = ["get", "put", "post", "delete", "patch"] as const;

/** The description with what is missing added. */
export function withWholeOperations(description: OpenAPI.Document): OpenAPI.Document {
  const paths = Object.entries(description.paths ?? {}).map(([path, item]) => [path, item === undefined ? item : wholeItem(item)]);
  const responses = Object.fromEntries(Object.entries(everyAnswer).map(([status, one]) => [nameOf(status), one]));
  return { ...description, tags: Object.entries(groups).map(([name, text]) => ({ name, description: text })), paths: Object.fromEntries(paths), components: { ...description.components, responses } };
}

function wholeItem(item: OpenAPI.PathItemObject): OpenAPI.PathItemObject {
  const operations = methods.flatMap((method) => (item[method] === undefined ? [] : [[method, whole(item[method])]]));
  return { ...item, ...Object.fromEntries(operations) };
}

function whole(operation: OpenAPI.OperationObject): OpenAPI.OperationObject {
  const right = rightNeeded((operation.operationId ?? "").split("."));
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const everywhere = Object.keys(everyAnswer).filter((status) => status !== "400" || takesInput);
  const own = Object.entries(operation.responses ?? {}).map(([status, response]) => [status, inWords(status, response)]);
  return {
    ...operation,
    description: [operation.description, `Roles: ${rolesThatMay(right).join(", ")}.`].filter((text) => text !== undefined).join("\n\n"),
    responses: { ...Object.fromEntries(everywhere.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }])), ...Object.fromEntries(own) },
  };
}

const nameOf = (status: string): string => `Answer${status}`;

/** The generator only says the status; the errors themselves know their words. */
function inWords(status: string, response: OpenAPI.ResponseObject | OpenAPI.ReferenceObject): OpenAPI.ResponseObject | OpenAPI.ReferenceObject {
  if ("$ref" in response) return response;
  if (status === "200") return { ...response, description: "Done." };
  const told = wordsIn(response.content?.["application/json"]?.schema);
  return told.length === 0 ? response : { ...response, description: told.join(" ") };
}

/** `CODE: message` of each error that the contract defines. */
function wordsIn(schema: unknown): string[] {
  const variants = (schema as { oneOf?: { properties?: { code?: { const?: string }; message?: { default?: string } } }[] } | undefined)?.oneOf ?? [];
  return variants.flatMap(({ properties }) => (properties?.code?.const === undefined ? [] : [`${properties.code.const}: ${properties.message?.default ?? ""}`]));
}
