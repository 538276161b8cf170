/** How the workflows did: by days of the CRM account's time zone. */
import { addDays, instantOf, type LocalDate, localDateIn } from "#domain/dates.ts";
import type { WorkflowId } from "#domain/ids.ts";
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

export const performance = api.performance.handler(async ({ input, context: { parts, caller } }) => {
  const timeZone = await timeZoneOf(parts, caller);
  const today = localDateIn(timeZone, parts.clock.now());
  const days = Array.from({ length: input.days }, (_, back) => addDays(today, back - input.days + 1));
  const { posted, stopped, postingTimes } = await parts.store.performance(caller.workspaceId, {
    from: startOf(days[0] ?? today, timeZone),
    until: startOf(addDays(today, 1), timeZone),
    timeZone,
    workflowId: (input.workflowId ?? null) as WorkflowId | null,
  });
  return { days, timeZone, posted, stopped: stopped.map(({ failure, ...counts }) => ({ failure: explainedReply(failure), ...counts })), postingTimes };
});

async function timeZoneOf({ store }: ServerParts, { workspaceId }: Caller): Promise<string> {
  const crm = (await store.connections(workspaceId)).find((connection) => connection.role === "crm");
  return crm?.role === "crm" ? crm.account.timeZone : "UTC";
}

function startOf(day: LocalDate, timeZone: string) {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}
