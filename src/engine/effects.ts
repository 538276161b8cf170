/** Acts outside for a flow step: one short function per kind of effect. Each may run twice after a crash; its key tells it is the same. */
import type { Effect } from "../actions/flow/flow-action.ts";
import type { Enrollment } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Outputs } from "../domain/step.ts";
import type { EngineContext } from "./context.ts";

/** Does it, and says what later steps may use. */
export async function act(context: EngineContext, enrollment: Enrollment, effect: Effect): Promise<Result<Outputs, Failure>> {
  switch (effect.effect) {
    case "write-property":
      return writeProperty(context, enrollment, effect);
    case "create-note":
      return createNote(context, enrollment, effect);
    case "send-email":
      return sendMail(context, enrollment, effect);
    case "call-webhook":
      return callWebhook(context, enrollment, effect);
  }
}

type Of<Kind extends Effect["effect"]> = Extract<Effect, { effect: Kind }>;

async function writeProperty(context: EngineContext, { connectionId }: Enrollment, { objectType, recordId, property, value }: Of<"write-property">): Promise<Result<Outputs, Failure>> {
  const written = await (await context.crm(connectionId)).writeProperties(objectType, [{ recordId, properties: { [property]: value } }]);
  if (!written.ok) return written;
  const [unwritten] = written.value;
  return unwritten === undefined ? ok({ value }) : err(unwritten.failure);
}

async function createNote(context: EngineContext, { connectionId, objectType, recordId }: Enrollment, { text }: Of<"create-note">): Promise<Result<Outputs, Failure>> {
  const made = await (await context.crm(connectionId)).createNote(objectType, recordId, text);
  return made.ok ? ok({}) : made;
}

async function sendMail(context: EngineContext, enrollment: Enrollment, { to, subject, text }: Of<"send-email">): Promise<Result<Outputs, Failure>> {
  const sent = await context.messages.sendMail({ to, subject, text, key: keyOf(enrollment) });
  return sent.ok ? ok({}) : sent;
}

function callWebhook(context: EngineContext, enrollment: Enrollment, { url, body }: Of<"call-webhook">): Promise<Result<Outputs, Failure>> {
  return context.messages.callWebhook({ workspaceId: enrollment.workspaceId, url, body, key: keyOf(enrollment) });
}

function keyOf({ id, stepId }: Enrollment): string {
  return `${id}-${stepId}`;
}
