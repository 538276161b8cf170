import { describe, expect, test } from "vitest";
import { factsOfSubject } from "../../domain/trigger/subject-facts.ts";
import type { Instant } from "../../domain/dates.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import type { Subject } from "../../domain/record.ts";
import type { Branch } from "../../domain/workflow.ts";
import { createInvoice } from "../create-invoice/create-invoice.ts";
import { flowActions } from "../index.ts";
import { aContact, aSubject, theDocument } from "../sale/samples.ts";
import { approval } from "./approval.ts";
import { byValue, ifThen } from "./branches.ts";
import type { FlowAction, FlowFacts } from "./flow-action.ts";
import { callWebhook, createNote, sendEmail } from "./messages.ts";
import { setProperty } from "./set-property.ts";
import { waitUntilPaid } from "./wait-until-paid.ts";

const outputs = { inv: { number: "1043", total: "1500.00" } };

function subjectWith(properties: Record<string, string | null>): Subject {
  const subject = aSubject();
  return { ...subject, record: { ...subject.record, properties: { ...subject.record.properties, ...properties } } };
}

function decide(action: FlowAction, settings: Record<string, unknown>, facts: Partial<FlowFacts> = {}) {
  const ready = action.ready(settings);
  if (!ready.ok) return ready;
  const now = "2026-11-23T18:00:00.000Z" as Instant;
  return ready.value.decide({ subject: aSubject(), facts: factsOfSubject(facts.subject ?? aSubject()), outputs, branches: [], timeZone: "UTC", now, since: now, planned: null, document: null, ...facts });
}

test.each(flowActions.map((action) => [action.kind, action] as const))("%s asks for settings that its form has, and for no others", (_kind, action) => {
  expect([...new Set(action.form.map((field) => field.name))].toSorted()).toEqual([...action.settingNames].toSorted());
});

describe("branches", () => {
  const stage = (value: string): Branch["filterGroups"] => [{ filters: [{ property: "dealtype", operator: "is-any-of", type: "enumeration", values: [value] }] }];
  const branches: Branch[] = [
    { name: "New", filterGroups: stage("newbusiness"), steps: [] },
    { name: "Also new", filterGroups: stage("newbusiness"), steps: [] },
    { name: "Rest", steps: [] },
  ];

  test.each([
    ["newbusiness", "New"],
    ["existingbusiness", "Rest"],
    [null, "Rest"],
  ])("by filters lead a deal of type %s to %s: the first that fits", (dealtype, name) => {
    expect(decide(ifThen, {}, { branches, subject: subjectWith({ dealtype }) })).toMatchObject({ value: { flow: "take-branch", branch: { name } } });
  });

  test("that none fits lead on behind them", () => {
    expect(decide(ifThen, {}, { branches: branches.slice(0, 1), subject: subjectWith({ dealtype: "x" }) })).toMatchObject({ value: { flow: "take-branch", branch: null } });
  });

  test("by value compare without case and space, and an empty value may lead somewhere", () => {
    const ways: Branch[] = [{ name: "A", values: ["Gold", "silver"], steps: [] }, { name: "None", values: [""], steps: [] }];
    expect(decide(byValue, { property: "tier" }, { branches: ways, subject: subjectWith({ tier: " GOLD " }) })).toMatchObject({ value: { branch: { name: "A" } } });
    expect(decide(byValue, { property: "tier" }, { branches: ways, subject: subjectWith({ tier: null }) })).toMatchObject({ value: { branch: { name: "None" } } });
    expect(decide(byValue, { property: "tier" }, { branches: ways, subject: subjectWith({ tier: "bronze" }) })).toMatchObject({ value: { branch: null } });
  });

  test("by value ask what an earlier step came to, where a text is chosen", () => {
    const ways: Branch[] = [{ name: "Paid", values: ["yes"], steps: [] }, { name: "Not paid", values: ["no"], steps: [] }];
    const waited = { wait: { paid: "no" } };
    expect(decide(byValue, { by: "text", text: "{{steps.wait.paid}}" }, { branches: ways, outputs: waited })).toMatchObject({ value: { branch: { name: "Not paid" }, decided: { because: { value: "no" } } } });
    expect(decide(byValue, { by: "text" }, { branches: ways })).toMatchObject({ ok: false, error: [{ field: "text" }] });
    expect(decide(byValue, {}, { branches: ways })).toMatchObject({ ok: false, error: [{ field: "property" }] });
  });
});

describe("set a property", () => {
  test("writes a value with what earlier steps came to", () => {
    expect(decide(setProperty, { property: "invoice", value: "No. {{steps.inv.number}}" })).toMatchObject({
      value: { flow: "act", effect: { effect: "write-property", objectType: "deal", property: "invoice", value: "No. 1043" } },
    });
  });

  test("copies, empties, and writes on the contact", () => {
    expect(decide(setProperty, { property: "a", to: "copy", from: "dealname" }, { subject: subjectWith({ dealname: "Fit-out" }) })).toMatchObject({ value: { effect: { value: "Fit-out" } } });
    expect(decide(setProperty, { property: "a", to: "empty" })).toMatchObject({ value: { effect: { value: "" } } });
    expect(decide(setProperty, { of: "contact", property: "a", value: "x" })).toMatchObject({ value: { effect: { objectType: "contact" } } });
  });

  test("says all that is missing", () => {
    expect(decide(setProperty, { of: "company", property: "a", value: "{{nonsense}}" }, { subject: { ...aSubject(), companies: [] } })).toMatchObject({
      ok: false, error: [{ code: "no-company" }, { code: "placeholder-unknown", placeholder: "nonsense" }],
    });
    expect(decide(setProperty, { property: "a", to: "copy" })).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field: "from" }] });
  });
});

describe("messages", () => {
  test("a note has its placeholders filled in; a step that was not taken leaves nothing", () => {
    expect(decide(createNote, { text: "Invoice {{steps.inv.number}}, estimate {{steps.est.number}}." })).toMatchObject({ value: { effect: { text: "Invoice 1043, estimate ." } } });
  });

  test("an e-mail goes to every address, and its subject is one line", () => {
    const settings = { to: "{{contact.email}}, billing@example.com", subject: "Invoice\n{{steps.inv.number}}", text: "Hello" };
    const contacts = [aContact({ properties: { email: "ada@northwind.example" } })];
    expect(decide(sendEmail, settings, { subject: { ...aSubject(), contacts } })).toMatchObject({ value: { effect: { to: ["ada@northwind.example", "billing@example.com"], subject: "Invoice 1043" } } });
    expect(decide(sendEmail, { ...settings, to: "not an address" })).toMatchObject({ ok: false });
    expect(decide(sendEmail, { ...settings, to: "{{steps.gone.email}}" })).toMatchObject({ ok: false, error: [{ code: "email-missing" }] });
  });

  test("a webhook's own JSON stays JSON whatever the values hold", () => {
    const answer = decide(callWebhook, { url: "https://hooks.example/x", body: "template", template: '{"name":"{{dealname}}"}' }, { subject: subjectWith({ dealname: 'A "quoted" {deal}' }) });
    if (!answer.ok || answer.value.flow !== "act" || answer.value.effect.effect !== "call-webhook") throw new Error("no call");
    expect(JSON.parse(answer.value.effect.body)).toEqual({ name: 'A "quoted" {deal}' });
  });

  test.each([["ftp://x.example"], ["javascript:alert(1)"], ["hooks.example"]])("a webhook to %s is refused", (url) => {
    expect(decide(callWebhook, { url })).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field: "url" }] });
  });
});

describe("an approval", () => {
  const planned: DocumentPlan[] = [theDocument(createInvoice, {}, aSubject())];
  const amount = Number(planned[0]!.total.amountMinor) / 100;

  test.each([
    [{ when: "always" }, "ask-approval"],
    [{ when: "amount", amount: String(amount) }, "ask-approval"],
    [{ when: "amount", amount: String(amount + 0.01) }, "go-on"],
  ])("%j comes to %s", (settings, flow) => {
    expect(decide(approval, settings, { planned })).toMatchObject({ value: { flow } });
  });

  test("is not asked for when no document follows", () => {
    expect(decide(approval, {})).toMatchObject({ value: { flow: "go-on" } });
  });
});

describe("wait until paid", () => {
  const invoice = (change: Partial<KeptDocument> = {}) => ({ id: "d1", kind: "invoice", number: "1042", status: "sent", balance: { amountMinor: 45_000, currency: "USD" }, ...change }) as KeptDocument;
  const nothing = { amountMinor: 0, currency: "USD" };
  const since = "2026-11-23T18:00:00.000Z" as Instant;
  const later = (days: number) => new Date(Date.parse(since) + days * 86_400_000).toISOString() as Instant;

  test("waits while something is owed, at most so many days, and hangs on the document", () => {
    const document = invoice();
    expect(decide(waitUntilPaid, { atMostDays: "30" }, { document, since, now: later(1) })).toMatchObject({ value: { flow: "wait", until: later(30), documents: [document], decided: { code: "waiting-for-payment" } } });
    expect(decide(waitUntilPaid, { atMostDays: "30" }, { document: invoice({ status: "overdue" }), since, now: later(29) })).toMatchObject({ value: { flow: "wait" } });
  });

  test.each<[string, Partial<KeptDocument>, number, Record<string, string>]>([
    ["it is paid", { status: "paid", balance: nothing }, 1, { paid: "yes", status: "paid", balance: "0.00" }],
    ["it was voided", { status: "voided", balance: nothing }, 1, { paid: "no", status: "voided", balance: "0.00" }],
    ["it was deleted", { status: "deleted", balance: nothing }, 1, { paid: "no", status: "deleted", balance: "0.00" }],
    ["it took too long", { status: "partly-paid", balance: { amountMinor: 100, currency: "USD" } }, 30, { paid: "no", status: "partly-paid", balance: "1.00" }],
    ["it is a receipt", { kind: "sales-receipt", status: "paid", balance: nothing }, 0, { paid: "yes", status: "paid", balance: "0.00" }],
  ])("goes on when %s, and says what it is", (_, change, days, outputs) => {
    expect(decide(waitUntilPaid, { atMostDays: "30" }, { document: invoice(change), since, now: later(days) })).toMatchObject({ value: { flow: "go-on", outputs, decided: { code: "payment-waited-for" } } });
  });

  test("goes on when no step before made a document", () => {
    expect(decide(waitUntilPaid, { atMostDays: "30" })).toMatchObject({ value: { flow: "go-on", outputs: { paid: "no" } } });
  });

  test.each([[{}, "atMostDays"], [{ atMostDays: "0" }, "atMostDays"], [{ atMostDays: "30", document: "inv" }, "document"]])("does not take %j", (settings, field) => {
    expect(decide(waitUntilPaid, settings)).toMatchObject({ ok: false, error: [{ field }] });
  });

  test("asks for the document of the step that is named by any of its values, or for the last one", () => {
    const asked = (settings: Record<string, unknown>) => {
      const ready = waitUntilPaid.ready(settings);
      return ready.ok ? ready.value.waitsForDocument : null;
    };
    expect([asked({ atMostDays: "1", document: "{{steps.inv.number}}" }), asked({ atMostDays: "1" })]).toEqual([{ stepId: "inv" }, { stepId: null }]);
  });
});
