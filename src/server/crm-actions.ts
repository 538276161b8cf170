/** Our actions inside the CRM's own workflows: signed calls that run an action, or ask what can be chosen in a field. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { actionOf } from "#actions/index.ts";
import type { CrmConnection, PortalVendor } from "#domain/connection.ts";
import type { CrmOptions, CrmOptionsCall } from "#domain/crm-action.ts";
import type { Failure } from "#domain/failure.ts";
import type { EnrollmentId } from "#domain/ids.ts";
import type { WebhookDelivery } from "#domain/ports/crm.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { CrmRun } from "#engine/crm-actions/crm-actions.ts";
import { optionsOfField } from "./crm-options.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

/** A record's chosen properties and the fields of one action are far below this. */
const largestBody = 512 * 1024;
/** Calls for lists, of one connection: far more than people who set up workflows make, so that a recorded one sent again and again costs little. */
const mostListsAMinute = 300;
const minuteMs = 60_000;
/** How long the CRM is asked to leave us alone while its own API cannot be reached from here. */
const notNowSeconds = 5;

/** Refuses a body that no CRM would send, before it is read. */
export function crmCallBodyLimit(): MiddlewareHandler {
  return bodyLimit({
    maxSize: largestBody,
    onError: (c) => c.json({ error: explainedReply({ code: "webhook-unreadable", detail: "The body is larger than 512 kB." }) }, 413, { connection: "close" }),
  });
}

/** Runs an action on a record. Whatever becomes of the record is an answer with 200; only what must be sent again is not. */
export async function runCrmCall(c: Context, parts: ServerParts, vendor: PortalVendor): Promise<Response> {
  const kind = c.req.param("kind") ?? "";
  if (actionOf(kind) === undefined) return c.json({ error: { code: "NOT_FOUND", message: `There is no action "${kind}".` } }, 404);
  const rawBody = new Uint8Array(await c.req.arrayBuffer());
  const signers = await signersOf(c, parts, vendor, rawBody);
  if (!signers.ok) return refused(c, parts, signers.error);
  const call = parts.crmActions[vendor].readCall(rawBody);
  if (!call.ok) return refused(c, parts, call.error);
  const connection = ofAccount(signers.value, call.value.account);
  if (!connection.ok) return refused(c, parts, connection.error);
  const run = await parts.engine.runCrmAction(connection.value, kind, call.value);
  if (run.ran === "not-now") return c.json({ error: explainedReply(run.because) }, 503, { "retry-after": String(notNowSeconds) });
  return c.json(parts.crmActions[vendor].reply(replyOf(run), run.enrollmentId && enrollmentUrl(parts, run.enrollmentId)) as object);
}

function replyOf(run: Exclude<CrmRun, { ran: "not-now" }>): Parameters<ServerParts["crmActions"][PortalVendor]["reply"]>[0] {
  return run.ran === "ended" ? run.outcome : { outcome: "waiting", because: run.because, isAsked: run.isAsked, untilMs: run.untilMs };
}

function enrollmentUrl({ publicUrl }: ServerParts, id: EnrollmentId): string {
  return `${publicUrl}/enrollments/${id}`;
}

/** Tells what can be chosen in a field. */
export async function answerCrmOptions(c: Context, parts: ServerParts, vendor: PortalVendor): Promise<Response> {
  const action = actionOf(c.req.param("kind") ?? "");
  if (action === undefined) return c.json({ error: { code: "NOT_FOUND", message: "There is no such action." } }, 404);
  const rawBody = new Uint8Array(await c.req.arrayBuffer());
  const signers = await signersOf(c, parts, vendor, rawBody);
  if (!signers.ok) return refused(c, parts, signers.error);
  const call = parts.crmActions[vendor].readOptionsCall(rawBody);
  if (!call.ok) return refused(c, parts, call.error);
  const connection = ofAccount(signers.value, call.value.account);
  if (!connection.ok) return refused(c, parts, connection.error);
  if ((await parts.store.countTry(`lists ${connection.value.id}`, minuteMs, parts.clock.now())) > mostListsAMinute) {
    return c.json({ error: { code: "TOO_MANY_REQUESTS", message: `More than ${mostListsAMinute} lists a minute are not answered. Wait a minute.` } }, 429, { "retry-after": "60" });
  }
  const options: CrmOptions | undefined = await optionsOfField(parts, connection.value.workspaceId, action, call.value satisfies CrmOptionsCall);
  if (options === undefined) return refused(c, parts, { code: "webhook-unreadable", detail: `The action has no field "${call.value.field}" with options of ours.` });
  return c.json(parts.crmActions[vendor].optionsReply(options) as object);
}

/** The connections whose secret signed the call: the address names none, so that an app can be deployed before it is connected. */
async function signersOf(c: Context, parts: ServerParts, vendor: PortalVendor, rawBody: Uint8Array): Promise<Result<CrmConnection[], Failure>> {
  const { pathname, search } = new URL(c.req.url);
  const delivery: WebhookDelivery = { method: c.req.method, url: `${parts.publicUrl}${pathname}${search}`, headers: c.req.header(), rawBody };
  const signers: CrmConnection[] = [];
  let failure: Failure = { code: "signature-wrong" };
  for (const connection of await parts.store.allConnections()) {
    if (connection.role !== "crm" || connection.vendor !== vendor || connection.connectionState === "disconnected") continue;
    const checked = await parts.checkCrmCall(connection, delivery, parts.clock.now());
    if (checked.ok) signers.push(connection);
    else failure = checked.error.code === "signature-wrong" ? failure : checked.error;
  }
  return signers.length === 0 ? err(failure) : ok(signers);
}

function ofAccount(signers: readonly CrmConnection[], account: string): Result<CrmConnection, Failure> {
  const found = signers.find(({ externalId }) => externalId === account);
  return found === undefined ? err({ code: "webhook-unreadable", detail: `The call is about the account ${account}, which is not connected here.` }) : ok(found);
}

function refused(c: Context, parts: ServerParts, failure: Failure): Response {
  parts.log.warn({ failure: failure.code, path: c.req.path }, "a call of the CRM was refused");
  return c.json({ error: explainedReply(failure) }, failure.code === "webhook-unreadable" ? 400 : 401);
}
