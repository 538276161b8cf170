/**
 * Acts outside for a flow step: one short function per kind of effect. Each may run twice after a crash; its key tells it is
 * the same. What went out and came back is kept for the history.
 */
import type { Effect } from "../../actions/flow/flow-action.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Exchange } from "../../domain/ports/books.ts";
import type { Said } from "../../domain/ports/messages.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Outputs } from "../../domain/step.ts";
import type { EngineContext } from "../context.ts";

/** Does it, and says what later steps may use. */
export async function act(context: EngineContext, enrollment: Enrollment, effect: Effect): Promise<Said<Outputs>> {
  switch (effect.effect) {
    case "write-property":
      return writeProperty(context, enrollment, effect);
    case "create-note":
      return createNote(context, enrollment, effect);
    case "send-email":
      return sendMail(context, enrollment, effect);
    case "call-webhook":
      return context.messages.callWebhook({ workspaceId: enrollment.workspaceId, url: effect.url, body: effect.body, key: keyOf(enrollment) });
  }
}

type Of<Kind extends Effect["effect"]> = Extract<Effect, { effect: Kind }>;

async function writeProperty(context: EngineContext, { connectionId }: Enrollment, { objectType, recordId, property, value }: Of<"write-property">): Promise<Said<Outputs>> {
  const properties = { [property]: value };
  return timed(context, `${objectType}/${recordId}`, properties, async () => {
    const written = await (await context.crm(connectionId)).writeProperties(objectType, [{ recordId, properties }]);
    if (!written.ok) return written;
    const [unwritten] = written.value;
    return unwritten === undefined ? ok({ value }) : err(unwritten.failure);
  });
}

async function createNote(context: EngineContext, { connectionId, objectType, recordId }: Enrollment, { text }: Of<"create-note">): Promise<Said<Outputs>> {
  return timed(context, `${objectType}/${recordId}/note`, { text }, async () => {
    const made = await (await context.crm(connectionId)).createNote(objectType, recordId, text);
    return made.ok ? ok({}) : made;
  });
}

async function sendMail(context: EngineContext, enrollment: Enrollment, { to, subject, text }: Of<"send-email">): Promise<Said<Outputs>> {
  const { result, exchange } = await context.messages.sendMail({ to, subject, text, key: keyOf(enrollment) });
  return { result: result.ok ? ok({ to: to.join(", ") }) : result, exchange };
}

/** A write to the CRM as the history shows it: the adapter keeps its calls to itself. */
async function timed({ clock }: EngineContext, path: string, request: unknown, write: () => Promise<Result<Outputs, Failure>>): Promise<Said<Outputs>> {
  const began = Date.parse(clock.now());
  const result = await write();
  const exchange: Exchange = { method: "CRM", path, request, status: result.ok ? 200 : null, answer: result.ok ? null : result.error, traceId: null, durationMs: Date.parse(clock.now()) - began };
  return { result, exchange };
}

function keyOf({ id, stepId }: Enrollment): string {
  return `${id}-${stepId}`;
}
