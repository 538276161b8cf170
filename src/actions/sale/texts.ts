/** Number, memo, notes, e-mail addresses and custom fields of a document. */
import { z } from "zod";
import type { Emailing, PlannedCustomField } from "../../domain/document/sales.ts";
import type { Failure } from "../../domain/failure.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { failuresOf } from "./chosen.ts";
import type { SaleSettings } from "./settings.ts";
import { filledIn, type TemplateFacts } from "../template.ts";

/** The longest private note QuickBooks keeps is 4000 characters; ours leaves room for the mark. */
const longestNote = 1_000;

export interface SaleTexts {
  number: string | null;
  customerMemo: string;
  privateNote: string;
  billEmail: string | null;
  billEmailCc: string[];
  customFields: PlannedCustomField[];
  emailing: Emailing;
}

/** All of them, or every reason why not. */
export function textsOf(settings: SaleSettings, facts: TemplateFacts): Result<SaleTexts, Failure[]> {
  const number = numberOf(settings, facts);
  const customerMemo = settings.customerMemo === null ? ok("") : filledIn(settings.customerMemo, facts, "customerMemo");
  const privateNote = settings.privateNote === null ? ok("") : filledIn(settings.privateNote, facts, "privateNote");
  const billEmail = billEmailOf(settings, facts);
  const billEmailCc = settings.billEmailCc === null ? ok([]) : addressesOf(settings.billEmailCc, facts);
  const customFields = customFieldsOf(settings, facts);
  if (!number.ok || !customerMemo.ok || !privateNote.ok || !billEmail.ok || !billEmailCc.ok || !customFields.ok) {
    return err(failuresOf(number, customerMemo, privateNote, billEmail, billEmailCc, customFields));
  }
  if (settings.emailing !== "leave" && billEmail.value === null) return err([{ code: "email-missing", recordName: facts.subject.record.name }]);
  return ok({
    number: number.value,
    customerMemo: customerMemo.value,
    privateNote: (privateNote.value || originOf(facts.subject.record)).slice(0, longestNote),
    billEmail: billEmail.value,
    billEmailCc: billEmailCc.value,
    customFields: customFields.value,
    emailing: settings.emailing,
  });
}

/** Where a document comes from, in words. */
export function originOf(record: CrmRecord): string {
  return `Created by Ledgerline from ${record.objectType} "${record.name}" ${record.url}`;
}

function numberOf(settings: SaleSettings, facts: TemplateFacts): Result<string | null, Failure[]> {
  if (settings.number === "books") return ok(null);
  if (settings.number === "pattern") return filledIn(settings.numberPattern ?? "", facts, "numberPattern");
  const property = settings.numberProperty ?? "";
  const value = facts.subject.record.properties[property]?.trim();
  return value ? ok(value) : err([{ code: "property-empty", property, recordName: facts.subject.record.name }]);
}

function billEmailOf(settings: SaleSettings, { subject, contact }: TemplateFacts): Result<string | null, Failure[]> {
  if (settings.billEmail === "none") return ok(null);
  if (settings.billEmail === "customer") return ok(contact?.email?.trim() || null);
  const email = subject.record.properties[settings.billEmailProperty ?? ""]?.trim() || null;
  return email === null || isAddress(email) ? ok(email) : err([{ code: "email-unusable", email, field: "billEmailProperty" }]);
}

function addressesOf(template: string, facts: TemplateFacts): Result<string[], Failure[]> {
  const text = filledIn(template, facts, "billEmailCc");
  if (!text.ok) return text;
  const addresses = text.value.split(/[,;]/).map((one) => one.trim()).filter((one) => one !== "");
  const unusable = addresses.filter((one) => !isAddress(one));
  return unusable.length > 0 ? err(unusable.map((email) => ({ code: "email-unusable", email, field: "billEmailCc" }))) : ok(addresses);
}

function isAddress(text: string): boolean {
  return z.email().safeParse(text).success;
}

/** QuickBooks' three custom fields of sales forms, by their numbers; one that comes out empty is left out. */
function customFieldsOf(settings: SaleSettings, facts: TemplateFacts): Result<PlannedCustomField[], Failure[]> {
  const fields = [settings.customField1, settings.customField2, settings.customField3].flatMap((template, index) => {
    if (template === null) return [];
    const number = String(index + 1);
    const text = filledIn(template, facts, `customField${number}`);
    return [text.ok ? ok({ id: number, name: `Custom field ${number}`, value: text.value }) : text];
  });
  const failures = failuresOf(...fields);
  return failures.length > 0 ? err(failures) : ok(fields.flatMap((field) => (field.ok && field.value.value !== "" ? [field.value] : [])));
}
