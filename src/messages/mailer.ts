/** Mail over SMTP. */
import { createTransport } from "nodemailer";
import type { Failure } from "#domain/failure.ts";
import type { Exchange } from "#domain/ports/books.ts";
import type { Mail, Messages } from "#domain/ports/messages.ts";
import { err, ok } from "#domain/result.ts";

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://...`. */
  smtpUrl: string;
  /** Who the mail is from. */
  from: string;
}

const timeoutMs = 20_000;

/** The message id stays the same for the same mail, so that a mail that is sent twice can be told as one. */
export function createMailer(settings: MailSettings | undefined): Messages["sendMail"] {
  if (settings === undefined) return (mail) => Promise.resolve({ result: err({ code: "mail-not-set-up" }), exchange: exchangeOf(mail, null, null, 0) });
  const { smtpUrl, from } = settings;
  const transport = createTransport({ url: smtpUrl, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.split("@").at(-1)?.replace(/>.*$/, "") ?? "ledgerline";
  return async (mail) => {
    const { to, subject, text, key } = mail;
    const began = performance.now();
    const tookMs = (): number => Math.round(performance.now() - began);
    try {
      const { response } = await transport.sendMail({ from, to, subject, text, messageId: `<${key}@${domain}>` });
      return { result: ok(null), exchange: exchangeOf(mail, 250, response, tookMs()) };
    } catch (cause) {
      const { responseCode = null, response = null } = cause as { responseCode?: number; response?: string };
      return { result: err(failureOf(cause)), exchange: exchangeOf(mail, responseCode, response, tookMs()) };
    }
  };
}

function exchangeOf({ to, subject, text }: Mail, status: number | null, answer: string | null, durationMs: number): Exchange {
  return { method: "MAIL", path: to.join(", "), request: { subject, text }, status, answer, traceId: null, durationMs };
}

/** 5xx answers to the sender, the recipients or the message stand; everything else may pass. */
function failureOf(cause: unknown): Failure {
  const { responseCode, response, message } = cause as { responseCode?: number; response?: string; message?: string };
  const detail = (response ?? message ?? "no answer").slice(0, 300);
  return responseCode !== undefined && responseCode >= 500 ? { code: "mail-refused", detail } : { code: "mail-unreachable", detail };
}
