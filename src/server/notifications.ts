/** What the signed-in person is mailed about. */
import { mailChoiceOf, mailKinds, mayHear } from "#domain/notification/notice.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";

export const notifications = {
  get: api.notifications.get.handler(async ({ context: { parts, caller }, errors }) => {
    if (caller.personId === null) throw errors.PEOPLE_ONLY();
    return replyOf(parts, caller, await parts.store.mailChoice(caller.workspaceId, caller.personId));
  }),

  save: api.notifications.save.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (caller.personId === null) throw errors.PEOPLE_ONLY();
    const before = mailChoiceOf(caller.role, await parts.store.mailChoice(caller.workspaceId, caller.personId));
    await parts.store.saveMailChoice(caller.workspaceId, caller.personId, input);
    const reply = replyOf(parts, caller, input);
    await noteDown(parts, caller, deed("chose what they are mailed about"), caller.personId, { before: flat(before), after: flat(reply) });
    return reply;
  }),
};

function replyOf({ isMailSetUp }: ServerParts, { role, email }: Caller, chosen: Parameters<typeof mailChoiceOf>[1]) {
  return { ...mailChoiceOf(role, chosen), email, isMailSetUp, mayHear: mailKinds.filter((kind) => mayHear(role, kind)) };
}

function flat({ ways, digestMinutes }: ReturnType<typeof mailChoiceOf>): Record<string, unknown> {
  return { ...ways, digestMinutes };
}
