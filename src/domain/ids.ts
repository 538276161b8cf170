/** Branded identifiers, so that one cannot be passed for another. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One tenant: its workflows, connections and everything they made. */
export type WorkspaceId = Branded<"workspace">;
/** One connected CRM portal or one connected set of books. */
export type ConnectionId = Branded<"connection">;
/** A workflow that a user draws. */
export type WorkflowId = Branded<"workflow">;
/** One record going through one workflow version: 20 characters a-z0-9, unique over all installations. */
export type EnrollmentId = Branded<"enrollment">;
/** One try of one step. */
export type StepAttemptId = Branded<"step-attempt">;
/** One row of the posting ledger. */
export type PostingId = Branded<"posting">;
/** One posted document, in our store. */
export type DocumentId = Branded<"document">;
/** Our idempotency key on a write to the books; at most 36 characters of a-z0-9-. */
export type RequestId = Branded<"request">;
/** Somebody who can sign in, in whatever workspaces. */
export type PersonId = Branded<"person">;
/** A key of the API. */
export type ApiKeyId = Branded<"api-key">;

/** Makes a fresh id of 20 characters a-z0-9. Passed in where ids are needed, so that decisions stay repeatable. */
export type NewId = () => string;
