/** Mails about notices: written when they are due, and sent until the mail server takes them. */
import { withTextsIn } from "../../actions/failure-texts.ts";
import type { Language } from "../../domain/language.ts";
import { afterTry } from "../../domain/notification/delivery.ts";
import { dueMail, mailOf } from "../../domain/notification/digest.ts";
import type { Notice } from "../../domain/notification/notice.ts";
import type { WaitingMail, WrittenMail } from "../../domain/ports/notifications.ts";
import type { EngineContext } from "../context.ts";
import { type Audience, rememberedAudience } from "./notices.ts";

const atOnce = 10;
/** Longer than a mail server may take. */
const leaseMs = 120_000;

/** Writes what is due and sends what is written. */
export async function mailNotices(context: EngineContext): Promise<void> {
  if (context.telling.isMailSetUp) await writeDueMails(context);
  const claimed = await context.store.claimMails(atOnce, context.clock.now(), leaseMs);
  await Promise.all(claimed.map((mail) => send(context, mail)));
}

async function writeDueMails(context: EngineContext): Promise<void> {
  const audienceOf = rememberedAudience(context);
  for (const waiting of await context.store.waitingMails()) await writeDueMail(context, waiting, await audienceOf(waiting.workspaceId));
}

async function writeDueMail({ store, clock }: EngineContext, waiting: WaitingMail, { members, place }: Audience): Promise<void> {
  const member = members.find(({ personId }) => personId === waiting.personId);
  if (member === undefined) return;
  const { mailed, dropped } = dueMail(waiting.items, member.choice, clock.now());
  if (dropped.length > 0) await store.writeMail(waiting, dropped.map(({ id }) => id), null, clock.now());
  if (mailed.length === 0) return;
  const mail = { id: clock.newId(), workspaceId: waiting.workspaceId, personId: waiting.personId, to: member.email, ...mailOf(mailed.map((notice) => inWordsOf(notice, member.language)), place, member.language) };
  await store.writeMail(waiting, mailed.map(({ id }) => id), mail, clock.now());
}

/** The notice with our texts in its failures, such as a setting's label, in the reader's language. */
function inWordsOf<Told extends Notice>(notice: Told, language: Language): Told {
  return { ...notice, facts: { ...notice.facts, failures: notice.facts.failures.map((failure) => withTextsIn(failure, language)) } };
}

async function send({ store, messages, clock, log }: EngineContext, { id, to, subject, text, tries }: WrittenMail & { tries: number }): Promise<void> {
  const { result, exchange } = await messages.sendMail({ to: [to], subject, text, key: `notice-${id}` });
  const tried = afterTry(result.ok ? null : result.error, tries, clock.now());
  if (!result.ok) log.warn({ failure: result.error, givesUp: tried.state === "given-up" }, "a mail about notices could not be sent");
  await store.recordMail({ id, tries }, tried, typeof exchange.answer === "string" ? exchange.answer : null);
}
