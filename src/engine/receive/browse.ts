/** Reads what people look through and no workflow starts from: seldom, for it is only looked at. */
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { createPauses } from "../pauses.ts";
import { isRefusal } from "./refused-types.ts";

const browsedTypes: readonly ObjectType[] = ["contact", "company", "product"];
/** How long a type is left alone after it was asked for, whatever the answer. */
const restMs = 10 * 60_000;

const pauses = createPauses();

/** Looks for changes of each type unless that was done a while ago. */
export async function browse(context: EngineContext, connection: ConnectionId, look: (objectType: ObjectType) => Promise<Failure | null>): Promise<void> {
  if (pauses.isResting(context, connection)) return;
  pauses.rest(context, connection, restMs);
  for (const objectType of browsedTypes) {
    const failure = await look(objectType);
    if (failure === null) continue;
    context.log.warn({ connection, objectType, failure }, "the CRM could not be asked for what people look through");
    if (!isRefusal(failure)) return;
  }
}
