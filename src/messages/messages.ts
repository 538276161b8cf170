/** Mail by SMTP and signed webhooks: the ways out to people and to other systems. */
import type { Clock } from "#domain/ports/clock.ts";
import type { Messages } from "#domain/ports/messages.ts";
import type { Store } from "#domain/ports/store.ts";
import { createMailer, type MailSettings } from "./mailer.ts";
import { createWebhookCaller } from "./webhook-caller.ts";

/** Opens both ways. `mail` undefined = no mail server is set up, and mail is refused with that reason. */
export function openMessages(mail: MailSettings | undefined, store: Pick<Store, "webhookSecret">, clock: Pick<Clock, "now">): Messages {
  return { sendMail: createMailer(mail), callWebhook: createWebhookCaller((id) => store.webhookSecret(id), clock) };
}
