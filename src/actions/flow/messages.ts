/** Steps that tell somebody something: a note in the CRM, an e-mail, a webhook. */
import { z } from "zod";
import type { Failure } from "../../domain/failure.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { defineFlowAction, type FlowAction, type FlowFacts } from "./flow-action.ts";
import { textOf } from "./texts.ts";

const noteSettings = z.object({ text: z.string().trim().min(1, "write the note").max(10_000) });

export const createNote: FlowAction = defineFlowAction<z.infer<typeof noteSettings>>({
  kind: "create-note",
  title: "Create a CRM note",
  group: "CRM",
  description: "A note on the record's timeline.",
  settings: noteSettings,
  form: [{ kind: "text", name: "text", label: "Note", help: "Stands on the record's timeline. Placeholders are filled in.", isRequired: true, format: "long-template" }],
  decide: (settings, facts) => {
    const text = textOf(settings.text, facts, "text");
    return text.ok ? ok({ flow: "act", effect: { effect: "create-note", text: text.value }, decided: { code: "note-written" } }) : text;
  },
});

const emailSettings = z.object({
  to: z.string().trim().min(1, "say who gets it"),
  subject: z.string().trim().min(1, "give a subject").max(300),
  text: z.string().trim().min(1, "write the message").max(20_000),
});

export const sendEmail: FlowAction = defineFlowAction<z.infer<typeof emailSettings>>({
  kind: "send-email",
  title: "Send an e-mail",
  group: "Messages",
  description: "An e-mail with values of the record and of earlier steps.",
  settings: emailSettings,
  form: [
    { kind: "text", name: "to", label: "To", help: "Addresses, separated by commas, for example {{contact.email}}, billing@example.com.", isRequired: true, format: "template" },
    { kind: "text", name: "subject", label: "Subject", help: "", isRequired: true, format: "template" },
    { kind: "text", name: "text", label: "Message", help: "Plain text.", isRequired: true, format: "long-template" },
  ],
  decide: (settings, facts) => {
    const to = addressesOf(settings.to, facts);
    const subject = textOf(settings.subject, facts, "subject");
    const text = textOf(settings.text, facts, "text");
    if (!to.ok || !subject.ok || !text.ok) return err([to, subject, text].flatMap((one) => (one.ok ? [] : one.error)));
    const effect = { effect: "send-email" as const, to: to.value, subject: oneLine(subject.value), text: text.value };
    return ok({ flow: "act", effect, decided: { code: "email-sent", to: to.value } });
  },
});

function addressesOf(template: string, facts: FlowFacts): Result<string[], Failure[]> {
  const text = textOf(template, facts, "to");
  if (!text.ok) return text;
  const addresses = text.value.split(/[,;\s]+/).filter((one) => one !== "");
  if (addresses.length === 0) return err([{ code: "email-missing", recordName: facts.subject.record.name }]);
  const unusable = addresses.filter((one) => !z.email().safeParse(one).success);
  return unusable.length > 0 ? err(unusable.map((email) => ({ code: "email-unusable", email, field: "to" }))) : ok(addresses);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

const webhookSettings = z.object({
  url: z.url({ protocol: /^https?$/, error: "give an address that begins with https:// or http://" }),
  body: z.enum(["record", "template"]).default("record"),
  template: z.string().max(20_000).nullable().default(null),
});

export const callWebhook: FlowAction = defineFlowAction<z.infer<typeof webhookSettings>>({
  kind: "call-webhook",
  title: "Call a webhook",
  group: "Messages",
  description: "A signed call to an address of yours.",
  settings: webhookSettings,
  form: [
    { kind: "text", name: "url", label: "Address", help: "Called with POST and signed; fields of a JSON answer can be used in later steps.", isRequired: true, format: "text" },
    {
      kind: "choice", name: "body", label: "Sends", help: "", isRequired: true,
      options: [{ value: "record", label: "The record, its contacts and line items, and what earlier steps came to" }, { value: "template", label: "JSON of your own" }],
    },
    { kind: "text", name: "template", label: "JSON", help: "Placeholders inside quotation marks are filled in.", isRequired: true, format: "long-template", shownWhen: { field: "body", equals: "template" } },
  ],
  decide: (settings, facts) => {
    const body = settings.body === "record" ? ok(JSON.stringify(whole(facts))) : ownJson(settings.template ?? "", facts);
    return body.ok ? ok({ flow: "act", effect: { effect: "call-webhook", url: settings.url, body: body.value }, decided: { code: "webhook-called", host: new URL(settings.url).host } }) : body;
  },
});

function whole({ subject, outputs }: FlowFacts): unknown {
  const plain = ({ id, name, url, properties }: CrmRecord) => ({ id, name, url, properties });
  return {
    objectType: subject.record.objectType,
    record: plain(subject.record),
    currency: subject.currency,
    contacts: subject.contacts.map(plain),
    companies: subject.companies.map(plain),
    lineItems: subject.lineItems.map(plain),
    steps: outputs,
  };
}

/** Placeholders are filled in inside the parsed values, so that no value can break out of its quotation marks. */
function ownJson(template: string, facts: FlowFacts): Result<string, Failure[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(template);
  } catch {
    return err([{ code: "setting-invalid", field: "template", label: "JSON", reason: "it is not valid JSON; placeholders stand inside quotation marks" }]);
  }
  const failures: Failure[] = [];
  const filled = JSON.stringify(parsed, (_key, value: unknown) => {
    if (typeof value !== "string") return value;
    const text = textOf(value, facts, "template");
    if (!text.ok) failures.push(...text.error);
    return text.ok ? text.value : "";
  });
  return failures.length > 0 ? err(failures) : ok(filled);
}
